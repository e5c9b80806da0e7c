"""The days that an expression may mean: one stretch, or several between which the report must
decide.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from classifiers.times.festivals import festival, lunar_day
from classifiers.times.parts import Parts, shifted


class Stretch(NamedTuple):
    begin: datetime
    end: datetime
    precision: str
    approx: bool = False


class Days(NamedTuple):
    """All that may be meant, in the order of time, and how often it comes again: "" for once,
    day, week, month, year.
    """

    stretches: tuple[Stretch, ...]
    cycle: str = ""


_SEASONS = {"春": (3, 3), "夏": (6, 3), "秋": (9, 3), "冬": (12, 3), "暑": (7, 2), "寒": (1, 2)}
_HALVES = {"上半年": (1, 6), "下半年": (7, 6)}
_QUARTERS = {"一": 1, "二": 4, "三": 7, "四": 10}


def days_of(parts: Parts, at: datetime) -> Days:
    """Empty where a date does not exist (2月30日)."""
    if parts.days_from_now is not None:
        return Days((_day(shifted(at, parts.days_from_now)),))
    if parts.festival or parts.lunar:
        return _by_year(parts, at, _festival)
    if parts.week is not None:
        return Days((_in_week(parts, at, parts.week),))
    if parts.weekday is not None or parts.weekend:
        return Days(tuple(_in_week(parts, at, week) for week in (-1, 0, 1)), "week")
    if parts.month is not None:
        return _by_year(parts, at, _in_month)
    if parts.day is not None or (parts.third and parts.third[0] not in "年" and parts.year is None):
        return Days(
            tuple(_present(_in_month_from_now(parts, at, shift) for shift in (-1, 0, 1))), "month"
        )
    if parts.year is not None or parts.third or parts.half:
        return _by_year(parts, at, _in_year)
    return Days(tuple(_day(shifted(at, shift)) for shift in (-1, 0, 1)), "day")


def _by_year(parts: Parts, at: datetime, read: Callable[[Parts, int], Stretch | None]) -> Days:
    if parts.year is not None:
        return Days(tuple(_present(iter([read(parts, parts.year)]))))
    return Days(tuple(_present(read(parts, at.year + shift) for shift in (-1, 0, 1))), "year")


def _present(stretches: Iterator[Stretch | None]) -> Iterator[Stretch]:
    return (stretch for stretch in stretches if stretch)


def _day(day: datetime) -> Stretch:
    return Stretch(day, shifted(day, 1), "day")


def _festival(parts: Parts, year: int) -> Stretch | None:
    try:
        if parts.festival:
            first, last = festival(parts.festival, year)
        else:
            assert parts.lunar is not None
            month, day = parts.lunar
            first = lunar_day(year, month, day or 1)
            last = first + timedelta(days=1 if day else 29)
    except ValueError:
        return None
    begin, end = (
        datetime(first.year, first.month, first.day),
        datetime(last.year, last.month, last.day),
    )
    return Stretch(
        begin,
        end,
        "day" if end - begin == timedelta(days=1) else "week" if parts.festival else "month",
    )


def _in_week(parts: Parts, at: datetime, week: int) -> Stretch:
    monday = shifted(at, week * 7 - at.weekday())
    if parts.weekend:
        return Stretch(shifted(monday, 5), shifted(monday, 7), "day")
    if parts.weekday is not None:
        return _day(shifted(monday, parts.weekday - 1))
    return Stretch(monday, shifted(monday, 7), "week")


def _in_month_from_now(parts: Parts, at: datetime, shift: int) -> Stretch | None:
    whole = at.year * 12 + at.month - 1 + shift
    return _within(parts, whole // 12, whole % 12 + 1)


def _in_month(parts: Parts, year: int) -> Stretch | None:
    assert parts.month is not None
    return _within(parts, year, parts.month)


def _within(parts: Parts, year: int, month: int) -> Stretch | None:
    """A day or a third of the month, or all of it."""
    try:
        first = datetime(year, month, 1)
        if parts.day is not None:
            return _day(first.replace(day=parts.day))
    except ValueError:
        return None
    following = months_later(first, 1)
    sign = parts.third[-1:] if parts.third.startswith("月") else parts.third[:1]
    borders = {
        "上": (first, shifted(first, 10)),
        "初": (first, shifted(first, 10)),
        "中": (shifted(first, 10), shifted(first, 20)),
        "下": (shifted(first, 20), following),
        "底": (shifted(first, 20), following),
        "末": (shifted(first, 20), following),
    }
    if sign in borders and sign:
        return Stretch(*borders[sign], "week", "旬" not in parts.third)
    return Stretch(first, following, "month")


def _in_year(parts: Parts, year: int) -> Stretch | None:
    first, months, precision, approx = 1, 12, "year", False
    if parts.half in _HALVES:
        (first, months), precision = _HALVES[parts.half], "season"
    elif parts.half:
        first, months, precision = _QUARTERS[parts.half.removeprefix("第")[0]], 3, "season"
    elif parts.season:
        (first, months), precision, approx = _season(parts.season), "season", True
    elif parts.third:
        first = {"初": 1, "中": 6}.get(parts.third[-1], 12)
        months, precision, approx = (1 if first == 12 else 2), "season", True
    try:
        begin = datetime(year, first, 1)
        return Stretch(begin, months_later(begin, months), precision, approx)
    except (ValueError, OverflowError):
        return None


def _season(spoken: str) -> tuple[int, int]:
    """First month and how many: of 春天, 开春, 入冬, 暑假."""
    return next(_SEASONS[sign] for sign in spoken if sign in _SEASONS)


def months_later(day: datetime, months: int) -> datetime:
    """The same day so many months on, or the last one of a shorter month.

    Raises ValueError outside the calendar.
    """
    whole = day.year * 12 + day.month - 1 + months
    first = day.replace(year=whole // 12, month=whole % 12 + 1, day=1)
    following = first.replace(year=(whole + 1) // 12, month=(whole + 1) % 12 + 1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))
