"""Which notices ask for nothing any more once a ticket has gone on: what was to be decided is
decided, what was to be signed is signed, whom it asked has the ticket no longer.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hotline.domain.outcomes import NoticeKind as Kind
from hotline.domain.statuses import APPLIED, WITH_UNIT, Status
from hotline.domain.workflow import Action

TO_SIGN = (Kind.NEW_TICKET, Kind.MOVED_HERE, Kind.PASSED_DOWN)
TO_DECIDE = (Kind.APPLIED, Kind.ENDORSED)
TO_WORK = (
    *(Kind.SENT_BACK, Kind.REWORK, Kind.GIVEN_BACK, Kind.RESUMED),
    *(Kind.URGE, Kind.CALLER_URGE, Kind.AMBER),
)


class Overtaken(NamedTuple):
    """Kinds of notices; of_units: only those to units, the centre's stay."""

    kinds: tuple[Kind, ...]
    of_units: bool = True


def overtaken_by(
    action: Action, *, status: tuple[str, str], unit: tuple[str, str]
) -> Iterator[Overtaken]:
    """What a step overtakes that brings a ticket from one status and unit to another."""
    (left, reached), has_moved = status, unit[0] != unit[1]
    if left == Status.DISPATCHED and (left != reached or has_moved):
        yield Overtaken(TO_SIGN)
    if left in APPLIED and reached not in APPLIED:
        yield Overtaken(TO_DECIDE, of_units=False)
    elif action == Action.ENDORSE_SUSPENSION:
        yield Overtaken((Kind.APPLIED,), of_units=False)
    if left in WITH_UNIT and (reached not in WITH_UNIT or has_moved):
        yield Overtaken(TO_WORK)
    if left in WITH_UNIT and unit[0] and not unit[1]:
        yield Overtaken((Kind.SUPPORTING,))
