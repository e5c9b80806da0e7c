"""How much time a ticket's running clock has left, in the time that this clock counts."""

from dataclasses import dataclass
from datetime import datetime

from hotline.casework.desk import Desk
from hotline.domain.deadlines import Matter
from hotline.domain.limits import Limit
from hotline.domain.models import Ticket
from hotline.domain.working_time import working_seconds_between
from hotline.web.pages.names import length

AMBER_SHARE = 0.2
AMBER_SECONDS = 4 * 3600
DAY = 86_400


@dataclass(frozen=True)
class Countdown:
    """`left` seconds until `due`, below zero when it is past; `running`: time counts at this moment."""

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
        """red when it is past, amber when a fifth or four hours are left."""
        if self.left < 0:
            return "red"
        return "amber" if self.left <= max(AMBER_SHARE * self.total, AMBER_SECONDS) else ""

    @property
    def text(self) -> str:
        return ("已超 " if self.left < 0 else "剩 ") + length(abs(self.left), self.day)


def countdown(ticket: Ticket, desk: Desk, now: datetime) -> Countdown | None:
    """Of the clock that runs now; None when none does."""
    return clock_countdown(ticket, ticket.clock, ticket.due_at, desk, now) if ticket.clock else None


def clock_countdown(ticket: Ticket, clock: str, due: datetime | None, desk: Desk, now: datetime) -> Countdown | None:
    if due is None:
        return None
    rule = desk.deadlines.rule(clock, Matter(ticket.request_type, ticket.urgency, ticket.category))
    working = rule is None or rule.limit.counts_working_time
    day = _working_day(desk) if working else DAY
    left = _between(desk, now, due, working)
    total = _total(rule.limit, day) if rule else abs(left)
    running = not working or _inside_frames(desk, now)
    return Countdown(clock, due, left, total, day, running, working, ticket.due_provisional)


def _between(desk: Desk, now: datetime, due: datetime, working: bool) -> int:
    first, last = min(now, due), max(now, due)
    seconds = working_seconds_between(desk.calendar, first, last) if working else int((last - first).total_seconds())
    return seconds if due >= now else -max(seconds, 1)


def _total(limit: Limit, day: int) -> int:
    return int(limit.amount) * day if limit.counts_days else limit.seconds


def _working_day(desk: Desk) -> int:
    return sum(end - begin for begin, end in desk.calendar.frames)


def _inside_frames(desk: Desk, now: datetime) -> bool:
    second = now.hour * 3600 + now.minute * 60 + now.second
    return any(begin <= second < end for begin, end in desk.calendar.day(now.date()).frames)
