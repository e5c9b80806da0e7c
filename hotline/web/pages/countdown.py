"""How much time a ticket's running clock has left, in the time that this clock counts."""

from dataclasses import dataclass
from datetime import datetime

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.time.deadlines import Matter
from hotline.domain.time.lamps import DAY, length_of, level, seconds_left
from hotline.web.names import length


@dataclass(frozen=True)
class Countdown:
    """`left` seconds until `due`, below zero when it is past; `running`: time counts at this
    moment.
    """

    clock: str
    due: datetime
    left: int
    total: int
    day: int
    running: bool
    working: bool
    provisional: bool = False

    @property
    def level(self) -> str:
        """red, amber or nothing, by the rule of the house."""
        return level(self.left, self.total)

    @property
    def text(self) -> str:
        return ("已超 " if self.left < 0 else "剩 ") + length(abs(self.left), self.day)


def countdown(ticket: Ticket, desk: Desk, now: datetime) -> Countdown | None:
    """Of the clock that runs now; None when none does."""
    return clock_countdown(ticket, ticket.clock, ticket.due_at, desk, now) if ticket.clock else None


def clock_countdown(
    ticket: Ticket, clock: str, due: datetime | None, desk: Desk, now: datetime
) -> Countdown | None:
    if due is None:
        return None
    rule = desk.deadlines.rule(clock, Matter(ticket.request_type, ticket.urgency, ticket.category))
    working = rule is None or rule.limit.counts_working_time
    day = _working_day(desk) if working else DAY
    left = seconds_left(now, due, desk.calendar, working=working)
    total = length_of(rule.limit, desk.calendar) if rule else abs(left)
    running = not working or _inside_frames(desk, now)
    return Countdown(clock, due, left, total, day, running, working, ticket.due_provisional)


def _working_day(desk: Desk) -> int:
    return sum(end - begin for begin, end in desk.calendar.frames)


def _inside_frames(desk: Desk, now: datetime) -> bool:
    second = now.hour * 3600 + now.minute * 60 + now.second
    return any(begin <= second < end for begin, end in desk.calendar.day(now.date()).frames)
