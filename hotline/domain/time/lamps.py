"""The lamp of a ticket: amber when little is left of its running clock, red when it is past."""

from datetime import datetime

from hotline.domain.models import Ticket
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.counting import working_seconds_between
from hotline.domain.time.deadlines import DeadlineTable, Matter
from hotline.domain.time.limits import Limit

AMBER_SHARE = 0.2
AMBER_SECONDS = 4 * 3600
DAY = 86_400


def lamp(ticket: Ticket, now: datetime, calendar: WorkCalendar, table: DeadlineTable) -> str:
    """red, amber or "" for the clock that runs now; "" when none does."""
    if ticket.due_at is None:
        return ""
    rule = table.rule(ticket.clock, Matter(ticket.request_type, ticket.urgency, ticket.category))
    working = rule is None or rule.limit.counts_working_time
    left = seconds_left(now, ticket.due_at, calendar, working=working)
    return level(left, length_of(rule.limit, calendar) if rule else abs(left))


def level(left: int, total: int) -> str:
    """Red when it is past, amber when a fifth of `total` seconds or four hours are left."""
    if left < 0:
        return "red"
    return "amber" if left <= max(AMBER_SHARE * total, AMBER_SECONDS) else ""


def seconds_left(now: datetime, due: datetime, calendar: WorkCalendar, *, working: bool) -> int:
    """In the time that the clock counts.

    Below zero when it is past, even if nothing of that time went by since.
    """
    first, last = min(now, due), max(now, due)
    seconds = (
        working_seconds_between(calendar, first, last)
        if working
        else int((last - first).total_seconds())
    )
    return seconds if due >= now else -max(seconds, 1)


def length_of(limit: Limit, calendar: WorkCalendar) -> int:
    """Seconds of a limit, a day of it having as many as the clock counts in a day."""
    if not limit.counts_days:
        return limit.seconds
    day = sum(end - begin for begin, end in calendar.frames) if limit.counts_working_time else DAY
    return int(limit.amount) * day
