"""When the rungs of the ladder stand for the clocks of a ticket: pure computing, the same
whatever time it is now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from hotline.domain.ladder.ladder import COUNTING, Rung, Trigger
from hotline.domain.models import Ticket
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.clocks import running_clocks
from hotline.domain.time.deadlines import DeadlineTable
from hotline.domain.time.lamps import amber_moment, rule_of
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
    result = []
    for end, clock in running_clocks(ticket):
        amber_at = amber_moment(rule_of(ticket, clock, table), end, calendar)
        rungs = [
            (amber_at if rung.trigger is Trigger.AMBER else _red_moment(rung, end, calendar), rung)
            for rung in ladder
            if rung.trigger not in COUNTING and rung.holds(ticket.urgency, clock)
        ]
        result.append(Course(clock, end, amber_at, tuple(sorted(rungs, key=itemgetter(0)))))
    return result


def is_working(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether people are at work at this moment."""
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    return any(begin <= second < end for begin, end in calendar.day(moment.date()).frames)


def _red_moment(rung: Rung, end: datetime, calendar: WorkCalendar) -> datetime:
    return end + SECOND if rung.after is None else due(end, rung.after, calendar).due
