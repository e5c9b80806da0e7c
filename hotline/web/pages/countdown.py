"""How much time a ticket's running clock has left, in the time that this clock counts."""

import math
from dataclasses import dataclass
from datetime import datetime

from hotline.desk.desk import Desk
from hotline.domain.holders import role_at_centre
from hotline.domain.models import Assignment, Ticket
from hotline.domain.time.clocks import clock_of_support
from hotline.domain.time.lamps import (
    DAY,
    amber_moment,
    counts_working_time,
    level,
    rule_of,
    seconds_left,
)
from hotline.domain.vocabulary import WEEKDAYS
from hotline.web.names import day_unit, length
from hotline.web.page_labels import ENDED, LATE, LEFT

MINUTE = 60


@dataclass(frozen=True)
class Countdown:
    """`left` seconds until `due` in the time that the clock counts, below zero when it is past.

    level     red, amber or "", by the rule of the house
    amber_in  seconds by the clock on the wall until it turns amber, below zero when it has
    running   time counts at this moment
    at_centre  not the unit but the centre has to act before it ends
    """

    clock: str
    due: datetime
    left: int
    level: str
    amber_in: int
    day: int
    running: bool
    working: bool
    provisional: bool = False
    at_centre: bool = False

    @property
    def text(self) -> str:
        if self.level == "red" and not self.running and abs(self.left) < MINUTE:
            day = WEEKDAYS[self.due.weekday()]
            return ENDED.format(day=day, time=f"{self.due:%H:%M}")
        text = LATE if self.left < 0 else LEFT
        return text.format(length=length(abs(self.left), self.day, working=self.working))

    @property
    def day_unit(self) -> str:
        return day_unit(self.working)


def countdown(
    ticket: Ticket, desk: Desk, now: datetime, task: Assignment | None = None
) -> Countdown | None:
    """Of the clock that runs now; None when none does.

    task  as a supporting unit's own, which is not late by the fault of the lead
    """
    due, clock = (ticket.due_at, ticket.clock) if task is None else clock_of_support(ticket, task)
    return clock_countdown(ticket, clock, due, desk, now) if clock else None


def clock_countdown(
    ticket: Ticket, clock: str, due: datetime | None, desk: Desk, now: datetime
) -> Countdown | None:
    if due is None:
        return None
    rule = rule_of(ticket, clock, desk.deadlines)
    working = counts_working_time(rule)
    day = _working_day(desk) if working else DAY
    left = seconds_left(now, due, desk.calendar, working=working)
    amber = amber_moment(rule, due, desk.calendar)
    running = not working or _inside_frames(desk, now)
    return Countdown(
        clock=clock,
        due=due,
        left=left,
        level=level(now, due, amber),
        amber_in=math.ceil((amber - now).total_seconds()),
        day=day,
        running=running,
        working=working,
        provisional=ticket.due_provisional,
        at_centre=role_at_centre(ticket.status, clock) is not None,
    )


def _working_day(desk: Desk) -> int:
    return sum(end - begin for begin, end in desk.calendar.frames)


def _inside_frames(desk: Desk, now: datetime) -> bool:
    second = now.hour * 3600 + now.minute * 60 + now.second
    return any(begin <= second < end for begin, end in desk.calendar.day(now.date()).frames)
