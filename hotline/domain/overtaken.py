"""Which notices ask for nothing any more once a ticket has gone on: what was to be decided is
decided, what was to be signed is signed, whom it asked has the ticket no longer.
"""

from hotline.domain.outcomes import NoticeKind as Kind
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import APPLIED, WITH_UNIT, Status
from hotline.domain.workflow import Action

# Who has "read" a notice that nobody has: what it asks for was done, or is asked for no more.
# No login looks like the second.
DONE, TAKEN_BACK = SYSTEM.login, f"{SYSTEM.login}:back"
TO_SIGN = (Kind.NEW_TICKET, Kind.MOVED_HERE, Kind.PASSED_DOWN)
# Told to the centre too; what else is overtaken is so for units alone.
TO_DECIDE = (Kind.APPLIED, Kind.ENDORSED)
TO_WORK = (
    *(Kind.SENT_BACK, Kind.REWORK, Kind.GIVEN_BACK, Kind.RESUMED),
    *(Kind.URGE, Kind.CALLER_URGE, Kind.AMBER),
)


def overtaken_by(action: Action, *, status: tuple[str, str], unit: tuple[str, str]) -> list[Kind]:
    """What a step overtakes that brings a ticket from one status and unit to another."""
    (left, reached), has_moved = status, unit[0] != unit[1]
    kinds: list[Kind] = []
    if left == Status.DISPATCHED and (left != reached or has_moved):
        kinds += TO_SIGN
    if left in APPLIED and reached not in APPLIED:
        kinds += TO_DECIDE
    elif action == Action.ENDORSE_SUSPENSION:
        kinds.append(Kind.APPLIED)
    if left in WITH_UNIT and (reached not in WITH_UNIT or has_moved):
        kinds += TO_WORK
    if left in WITH_UNIT and unit[0] and not unit[1]:
        kinds.append(Kind.SUPPORTING)
    return kinds
