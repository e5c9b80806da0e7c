"""Arithmetic of working time: walks over the days of a calendar, bounded, one look-up a day."""

from datetime import date, datetime, timedelta

from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.frames import DAY, Frames

LONGEST_CLOSURE = 3660


def add_working_time(calendar: WorkCalendar, start: datetime, seconds: int) -> datetime:
    """The moment at which `seconds` of working time after `start` have passed.

    With 0 the start itself.
    """
    return moment_of(*_advance(calendar, *_position(start), seconds))


def working_time_before(calendar: WorkCalendar, end: datetime, seconds: int) -> datetime:
    """The latest moment from which on `seconds` of working time are left until `end`.

    With 0 the end itself.
    """
    ordinal, stop = _position(end)
    days, closed_since = calendar.days, ordinal
    while seconds:
        day = days[ordinal]
        for begin, finish in reversed(day.frames):
            length = max(min(finish, stop) - begin, 0)
            if seconds <= length:
                return moment_of(ordinal, begin + length - seconds)
            seconds -= length
        if day.seconds:
            closed_since = ordinal
        elif closed_since - ordinal > LONGEST_CLOSURE:
            raise _never_works(ordinal)
        ordinal, stop = ordinal - 1, DAY
    return end


def working_seconds_between(calendar: WorkCalendar, begin: datetime, end: datetime) -> int:
    """Working time between two moments in seconds; 0 where `end` is not after `begin`."""
    if end <= begin:
        return 0
    (first, start), (last, stop) = _position(begin), _position(end)
    days = calendar.days
    if first == last:
        return _inside(days[first].frames, start, stop)
    between = sum(days[ordinal].seconds for ordinal in range(first + 1, last))
    return (
        _inside(days[first].frames, start, DAY)
        + between
        + (_inside(days[last].frames, 0, stop) if stop else 0)
    )


def end_of_working_day(calendar: WorkCalendar, ordinal: int, count: int) -> tuple[int, int]:
    """End of the `count`-th working day, the first of which may be `ordinal` itself."""
    days, closed_since = calendar.days, ordinal
    while True:
        if frames := days[ordinal].frames:
            count -= 1
            closed_since = ordinal
            if not count:
                return ordinal, frames[-1][1]
        elif ordinal - closed_since > LONGEST_CLOSURE:
            raise _never_works(closed_since)
        ordinal += 1


def moment_of(ordinal: int, second: int) -> datetime:
    return datetime.fromordinal(ordinal) + timedelta(seconds=second)


def _advance(calendar: WorkCalendar, ordinal: int, second: int, amount: int) -> tuple[int, int]:
    """Where `amount` seconds of working time after a second of a day have passed."""
    days, closed_since = calendar.days, ordinal
    while amount:
        day = days[ordinal]
        if not second and day.seconds < amount:
            amount -= day.seconds
        else:
            for begin, end in day.frames:
                begin = max(begin, second)
                if amount <= end - begin:
                    return ordinal, begin + amount
                amount -= max(end - begin, 0)
        if day.seconds:
            closed_since = ordinal
        elif ordinal - closed_since > LONGEST_CLOSURE:
            raise _never_works(closed_since)
        ordinal, second = ordinal + 1, 0
    return ordinal, second


def _inside(frames: Frames, start: int, stop: int) -> int:
    """Seconds of the frames that lie between two seconds of the day."""
    return sum(max(min(end, stop) - max(begin, start), 0) for begin, end in frames)


def _position(moment: datetime) -> tuple[int, int]:
    return moment.toordinal(), moment.hour * 3600 + moment.minute * 60 + moment.second


def _never_works(ordinal: int) -> InvalidInput:
    return InvalidInput(
        f"工作日历在 {date.fromordinal(ordinal)} 之后连续十年没有工作日，无法计算到期时间",
        remedy="请在日历（calendar.csv）中补上工作日，或检查每周工作时段",
        field="calendar",
    )
