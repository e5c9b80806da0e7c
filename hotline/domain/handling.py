"""When a ticket must be answered: its limit, and the pauses and extensions that moved it, in the order of time."""

from collections.abc import Sequence
from datetime import datetime

from hotline.domain.calendar import WorkCalendar
from hotline.domain.limits import Limit
from hotline.domain.working_time import Due, Pause, due

Change = Pause | Limit


def handling_due(start: datetime, limit: Limit, calendar: WorkCalendar, changes: Sequence[Change] = ()) -> Due:
    """The due time after `changes`: a pause moves it by what it covers, an extension is a limit that starts when it was due."""
    pauses: list[Pause] = []
    provisional = False
    for change in changes:
        if isinstance(change, Pause):
            pauses.append(change)
            continue
        leg = due(start, limit, calendar, pauses)
        start, limit, pauses, provisional = leg.due, change, [], provisional or leg.provisional
    last = due(start, limit, calendar, pauses)
    return Due(last.due, provisional or last.provisional, last.pauses)
