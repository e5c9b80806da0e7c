"""When a limit is due, counted in working time or on the calendar, with pauses.

The day of the start is not counted in limits of days (Civil Code, articles 201 and 203).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.counting import (
    add_working_time,
    end_of_working_day,
    moment_of,
    working_seconds_between,
)
from hotline.domain.time.frames import Frames
from hotline.domain.time.limits import LONGEST_DAYS, Limit, LimitUnit

LAST_YEAR = 9990

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands still; `end` is not before `begin`, nor ten years after
    it.
    """

    begin: datetime
    end: datetime

    def __post_init__(self) -> None:
        length = self.end - self.begin
        if not timedelta() <= length <= timedelta(days=LONGEST_DAYS):
            reason = "结束早于开始" if length < timedelta() else "超过十年"
            raise InvalidInput(
                f"暂停“{self}”有误：{reason}", remedy="请检查暂停的起止时间", field="pause"
            )

    def __str__(self) -> str:
        return f"{self.begin.isoformat()}..{self.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class PauseEffect:
    """What one pause did: seconds by which it moved the due time, and the due time after it."""

    pause: Pause
    moved: int
    due: datetime


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One date between start and due time: `used` seconds of it were counted against the limit."""

    date: date
    frames: Frames
    used: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """`provisional`: some day that was counted lies in a year whose holidays are not published yet.

    `timeline` and its days are filled by `hotline.domain.time.timeline.explain`.
    """

    due: datetime
    provisional: bool
    pauses: tuple[PauseEffect, ...] = ()
    timeline: tuple[TimelineDay, ...] = ()


def due(start: datetime, limit: Limit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
    """When `limit` ends.

    wd  end of the last frame of the Nth working day after the day of `start`
    h   N hours inside frames; a start outside frames runs from the next frame
    ch  start + N hours;  cd  23:59:59 of the Nth day after the day of `start`

    Pauses apply in the order given: each moves the due time by the working time that it covers (wd,
    h) or by its length (ch, cd); one that begins at or after the due time so far changes nothing.
    One that begins before `start` counts whole, so give the pauses of this clock only.
    """
    if start.tzinfo is not None:
        raise InvalidInput(
            f"起算时间“{start.isoformat()}”带有时区",
            remedy="请用本市当地时间，不带时区",
            field="start",
        )
    start = start.replace(microsecond=0)
    try:
        result = (
            _working(start, limit, calendar, pauses)
            if limit.counts_working_time
            else _plain(start, limit, pauses)
        )
    except OverflowError:
        raise _too_far(start, limit) from None
    if result.due.year > LAST_YEAR:
        raise _too_far(start, limit)
    return result


def _working(start: datetime, limit: Limit, calendar: WorkCalendar, pauses: Sequence[Pause]) -> Due:
    if limit.unit is LimitUnit.WORKING_DAYS:
        first = start.toordinal() + 1
        moment = moment_of(*end_of_working_day(calendar, first, int(limit.amount)))
    else:
        first = start.toordinal()
        moment = add_working_time(calendar, start, limit.seconds)
    last, effects = first, []
    for pause in pauses:
        if pause.begin < moment:
            moved = working_seconds_between(calendar, pause.begin, pause.end)
            moment = add_working_time(calendar, moment, moved)
            first, last = min(first, pause.begin.toordinal()), max(last, pause.end.toordinal())
        else:
            moved = 0
        effects.append(PauseEffect(pause, moved, moment))
    last = max(last, (moment - _SECOND).toordinal())
    return Due(moment, calendar.is_provisional(first, last), tuple(effects))


def _plain(start: datetime, limit: Limit, pauses: Sequence[Pause]) -> Due:
    if limit.unit is LimitUnit.CALENDAR_HOURS:
        moment = start + timedelta(seconds=limit.seconds)
    else:
        moment = datetime(start.year, start.month, start.day, 23, 59, 59) + timedelta(
            days=int(limit.amount)
        )
    effects = []
    for pause in pauses:
        length = pause.end - pause.begin if pause.begin < moment else timedelta()
        moment += length
        effects.append(PauseEffect(pause, length // _SECOND, moment))
    return Due(moment, False, tuple(effects))


def _too_far(start: datetime, limit: Limit) -> InvalidInput:
    remedy = "请检查起算时间、时限和暂停时段"
    return InvalidInput(
        f"从 {start} 起算 {limit} 超出公元 {LAST_YEAR} 年", remedy=remedy, field="start"
    )
