"""When the rungs of the ladder stand for the clocks of a ticket: pure computing, the same
whatever time it is now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.ladder.ladder import COUNTING, Rung, Trigger
from hotline.domain.models import Ticket
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.clocks import running_clocks
from hotline.domain.time.counting import working_time_before
from hotline.domain.time.deadlines import DeadlineTable, Matter
from hotline.domain.time.lamps import AMBER_SECONDS, AMBER_SHARE, length_of
from hotline.domain.time.working_time import due

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Course:
    """One clock of a ticket and its rungs, each with the moment at which it stands, soonest
    first.
    """

    clock: str
    due: datetime
    amber_at: datetime
    rungs: tuple[tuple[datetime, Rung], ...]


def courses(
    ticket: Ticket, ladder: tuple[Rung, ...], table: DeadlineTable, calendar: WorkCalendar
) -> list[Course]:
    """For every clock that runs, not only for the one that ends first."""
    found = []
    for end, clock in running_clocks(ticket):
        amber_at = amber_moment(ticket, clock, end, table, calendar)
        rungs = [
            (amber_at if rung.trigger is Trigger.AMBER else _red_moment(rung, end, calendar), rung)
            for rung in ladder
            if rung.trigger not in COUNTING and rung.holds(ticket.urgency, clock)
        ]
        found.append(Course(clock, end, amber_at, tuple(sorted(rungs, key=lambda one: one[0]))))
    return found


def amber_moment(
    ticket: Ticket, clock: str, end: datetime, table: DeadlineTable, calendar: WorkCalendar
) -> datetime:
    """When a fifth of the limit or four hours are left.

    Of a short limit not before half of it has passed.
    """
    rule = table.rule(clock, Matter(ticket.request_type, ticket.urgency, ticket.category))
    if rule is None:
        return end - timedelta(seconds=AMBER_SECONDS)
    total = length_of(rule.limit, calendar)
    left = min(max(int(AMBER_SHARE * total), AMBER_SECONDS), total // 2)
    return (
        working_time_before(calendar, end, left)
        if rule.limit.counts_working_time
        else end - left * SECOND
    )


def is_working(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether people are at work at this moment."""
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    return any(begin <= second < end for begin, end in calendar.day(moment.date()).frames)


def _red_moment(rung: Rung, end: datetime, calendar: WorkCalendar) -> datetime:
    return end + SECOND if rung.after is None else due(end, rung.after, calendar).due
