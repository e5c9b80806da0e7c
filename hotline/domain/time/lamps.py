"""The lamp of a ticket: amber when little is left of its running clock, red when it is past."""

from datetime import datetime, timedelta

from hotline.domain.models import Ticket
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.counting import working_seconds_between, working_time_before
from hotline.domain.time.deadlines import DeadlineRule, DeadlineTable, Matter
from hotline.domain.time.limits import Limit

AMBER_SHARE = 0.2
AMBER_SECONDS = 4 * 3600
DAY = 86_400


def lamp(ticket: Ticket, now: datetime, calendar: WorkCalendar, table: DeadlineTable) -> str:
    """red, amber or "" for the clock that runs now; "" when none does."""
    if ticket.due_at is None:
        return ""
    amber = amber_moment(rule_of(ticket, ticket.clock, table), ticket.due_at, calendar)
    return level(now, ticket.due_at, amber)


def level(now: datetime, due: datetime, amber: datetime) -> str:
    """Red when `due` is past, amber from the moment `amber` on."""
    if now > due:
        return "red"
    return "amber" if now >= amber else ""


def amber_seconds(rule: DeadlineRule | None, calendar: WorkCalendar) -> int:
    """With how many seconds left a clock turns amber: a fifth of its limit or four hours, whichever
    is more, but of a short limit not before half of it has passed.

    `rule` None: a date to look at a matter again, which has no limit; four hours.
    """
    if rule is None:
        return AMBER_SECONDS
    total = length_of(rule.limit, calendar)
    return min(max(int(AMBER_SHARE * total), AMBER_SECONDS), total // 2)


def amber_moment(rule: DeadlineRule | None, end: datetime, calendar: WorkCalendar) -> datetime:
    """The first moment at which a clock that ends at `end` is amber."""
    seconds = amber_seconds(rule, calendar)
    if counts_working_time(rule):
        return working_time_before(calendar, end, seconds)
    return end - timedelta(seconds=seconds)


def rule_of(ticket: Ticket, clock: str, table: DeadlineTable) -> DeadlineRule | None:
    return table.rule(clock, Matter(ticket.request_type, ticket.urgency, ticket.category))


def counts_working_time(rule: DeadlineRule | None) -> bool:
    """Whether a clock stands still at night; one without a limit does."""
    return rule is None or rule.limit.counts_working_time


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
