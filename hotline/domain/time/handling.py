"""When a ticket must be answered: its limit, and the pauses and extensions that moved it, in the
order of time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.limits import Limit
from hotline.domain.time.timeline import explain
from hotline.domain.time.working_time import Due, Pause, due

Change = Pause | Limit


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a clock: the limit itself, or an extension, which starts when the matter
    was due before it.
    """

    start: datetime
    limit: Limit
    result: Due


def handling_due(
    start: datetime, limit: Limit, calendar: WorkCalendar, changes: Sequence[Change] = ()
) -> Due:
    """The due time after `changes`: a pause moves it by what it covers, an extension is a limit
    that starts when it was due.
    """
    legs = _legs(start, limit, calendar, changes, due)
    return replace(legs[-1].result, provisional=any(leg.result.provisional for leg in legs))


def explain_handling(
    start: datetime, limit: Limit, calendar: WorkCalendar, changes: Sequence[Change] = ()
) -> list[Leg]:
    """The same stretch by stretch, each with its timeline; the last one ends at the due time."""
    return _legs(start, limit, calendar, changes, explain)


def _legs(
    start: datetime,
    limit: Limit,
    calendar: WorkCalendar,
    changes: Sequence[Change],
    count: Callable[[datetime, Limit, WorkCalendar, Sequence[Pause]], Due],
) -> list[Leg]:
    legs: list[Leg] = []
    pauses: list[Pause] = []
    for change in changes:
        if isinstance(change, Pause):
            pauses.append(change)
            continue
        legs.append(Leg(start, limit, count(start, limit, calendar, pauses)))
        start, limit, pauses = legs[-1].result.due, change, []
    return [*legs, Leg(start, limit, count(start, limit, calendar, pauses))]
