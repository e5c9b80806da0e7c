"""Who must act before a ticket's running clock ends: the unit that leads it, or somebody at the
centre.

Lamps, lists and figures charge nobody else: what waits for the centre is no fault of a unit.
"""

from hotline.domain.roles import Role
from hotline.domain.statuses import ANSWERED, APPLIED, STATUSES, WITH_DISPATCHER, WITH_UNIT, Status
from hotline.domain.time.deadlines import CLOCKS, LOOK, Clock

# The holder of what waits for a dispatch, a decision, a review or a call-back, as lists and
# addresses call it.
CENTRE = "centre"
# What a unit has asked for waits for the centre: decided late it makes no unit late.
TO_DECIDE = WITH_DISPATCHER.union(APPLIED)
# The clock is the centre's, the work the unit's.
WORKED_ON = frozenset({*APPLIED, Status.SUSPENDED})


def role_at_centre(status: str, clock: str = "") -> Role | None:
    """The role that has to act before `clock` ends, without one before that of the stage; None: the
    unit has.
    """
    stage = Status(status)
    clock = clock or STATUSES[stage].clock
    if clock and (role := CLOCKS[clock].at_centre):
        return Role(role)
    if clock == Clock.CONTACT and stage in ANSWERED:
        return Role.REVIEWER
    if clock == LOOK and stage == Status.SUSPENDED:
        return Role.SUPERVISOR
    return Role.DISPATCHER if stage in TO_DECIDE else None


HELD_BY_UNIT = frozenset(
    status for status, facts in STATUSES.items() if facts.clock and role_at_centre(status) is None
)
# A unit holds a ticket in one of these statuses while one of these clocks runs.
UNIT_CLOCKS = frozenset(clock for clock, facts in CLOCKS.items() if not facts.at_centre)
# In these no unit has the ticket yet, or any more.
WAITING = WITH_DISPATCHER - WITH_UNIT
