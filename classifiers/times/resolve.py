"""From the parts of an expression to a stretch of time, by the report's own time."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from classifiers.times.choose import QUESTIONS, choose
from classifiers.times.clock import DAY, hour_of, is_night, span_of
from classifiers.times.days import Days, Stretch, days_of, months_later
from classifiers.times.expression import Recurring
from classifiers.times.parts import Parts, shifted

HALF_DAY = "上午还是下午"
NO_DATE = "日期不存在，是哪一天"
_SURE_IN_THE_MORNING = 6


class Reading(NamedTuple):
    """A stretch that may be open to one side."""

    begin: datetime | None
    end: datetime | None
    precision: str
    approx: bool = False


class Meaning:
    """A reading, or the question that is open; `recurring` beside or instead."""

    __slots__ = ("doubt", "reading", "recurring")

    def __init__(
        self,
        reading: Reading | Stretch | None = None,
        doubt: str = "",
        recurring: Recurring | None = None,
    ) -> None:
        self.reading, self.doubt, self.recurring = reading, doubt, recurring


def resolve(parts: Parts, at: datetime, tense: str) -> Meaning:
    """Raises ValueError or OverflowError where the calendar ends."""
    if parts.amount:
        return Meaning(_counted(parts, parts.amount, at))
    if parts.kind == "now":
        return Meaning(Stretch(at, at, "minute"))
    if parts.kind == "vague":
        return Meaning(doubt="具体是哪一天")
    if parts.every or len(parts.weekdays) > 1:
        return Meaning(recurring=recurring(parts))
    days = days_of(parts, at)
    if not days.stretches:
        return Meaning(doubt=NO_DATE)
    if parts.has_clock and not _single(days):
        return Meaning(
            choose(days.stretches, at, tense, days.cycle),
            recurring=recurring(replace(parts, every="day")),
        )
    return _with_clock(parts, days, at, tense)


def _with_clock(parts: Parts, days: Days, at: datetime, tense: str) -> Meaning:
    if parts.hour is None:
        readings = (
            list(days.stretches)
            if not parts.part
            else [_part(parts, day, at, tense, days) for day in days.stretches]
        )
        if days.cycle == "day" and tense == "":
            return Meaning(doubt=QUESTIONS["day"])
        return _chosen(readings, days, at, tense)
    hour = _hour(parts, days, at, tense)
    if hour is None:
        day = choose(days.stretches, at, tense, days.cycle) if days.cycle != "day" else None
        return Meaning(day, doubt=HALF_DAY)
    return _chosen(
        [_moment(parts, day, hour, at, tense, days) for day in days.stretches], days, at, tense
    )


def _chosen(readings: list[Stretch], days: Days, at: datetime, tense: str) -> Meaning:
    reading = choose(readings, at, tense, days.cycle)
    return Meaning(reading) if reading else Meaning(doubt=QUESTIONS[days.cycle])


def _single(days: Days) -> bool:
    return all(day.end - day.begin == timedelta(days=1) for day in days.stretches)


def _part(parts: Parts, day: Stretch, at: datetime, tense: str, days: Days) -> Stretch:
    first, last = (timedelta(hours=hour) for hour in span_of(parts))
    back = _last_night(parts, day, day.begin + first, at, tense)
    return Stretch(day.begin + first - back, day.begin + last - back, "part", parts.approx)


def _moment(parts: Parts, day: Stretch, hour: int, at: datetime, tense: str, days: Days) -> Stretch:
    moment = day.begin + timedelta(hours=hour, minutes=parts.minute or 0)
    if hour >= DAY:
        moment -= _last_night(parts, day, moment, at, tense)
    return Stretch(moment, moment, "minute" if parts.minute is not None else "hour", parts.approx)


def _last_night(parts: Parts, day: Stretch, begin: datetime, at: datetime, tense: str) -> timedelta:
    """今天半夜, told in the day, is the night that is over; so is 二十九号半夜 on the 29th."""
    is_told = parts.days_from_now == 0 or parts.day is not None
    spoken_of_today = is_told and day.begin == shifted(at, 0)
    over = (
        is_night(parts.part)
        and parts.part not in ("晚上", "晚间", "晚")
        and begin > at
        and tense != "future"
    )
    return timedelta(days=1 if spoken_of_today and over else 0)


def _hour(parts: Parts, days: Days, at: datetime, tense: str) -> int | None:
    assert parts.hour is not None
    hour = hour_of(parts.part, parts.hour)
    if hour is None and tense == "past" and not days.cycle and parts.hour >= _SURE_IN_THE_MORNING:
        day = days.stretches[0].begin
        if day + timedelta(hours=parts.hour) <= at < day + timedelta(hours=parts.hour % 12 + 12):
            return parts.hour
    return hour


def _counted(parts: Parts, amount: tuple[float, str], at: datetime) -> Stretch:
    """三天前 is that day; 近三天 and 三天了 run from then to now."""
    count, unit = amount
    then = before(at, count, unit)
    if parts.kind != "ago":
        exact = unit in ("minute", "quarter", "hour")
        return Stretch(
            then if exact else shifted(then, 0), at, "hour" if exact else unit, parts.approx
        )
    if unit in ("minute", "quarter", "hour"):
        return Stretch(then, then, "hour" if unit == "hour" else "minute", parts.approx)
    if unit == "day":
        return Stretch(shifted(then, 0), shifted(then, 1), "day", parts.approx)
    if unit == "week" or (unit == "month" and count < 1):
        return Stretch(shifted(then, -1), shifted(then, 2), "week", True)
    if unit == "month" or count < 1:
        return Stretch(shifted(then, -7), shifted(then, 8), "month", True)
    return Stretch(
        then.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0),
        then.replace(year=then.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0),
        "year",
        True,
    )


def before(at: datetime, count: float, unit: str) -> datetime:
    """So many units earlier; half a month is 15 days, half a year six months."""
    minutes = {"minute": 1, "quarter": 15, "hour": 60, "day": 1440, "week": 10080}
    if unit in minutes:
        return at - timedelta(minutes=count * minutes[unit])
    months = count * (12 if unit == "year" else 1)
    return months_later(at, -int(months)) - timedelta(days=15 if months % 1 else 0)


def recurring(parts: Parts) -> Recurring:
    begin = end = None
    if parts.hour is not None:
        hour = hour_of(parts.part, parts.hour)
        begin = time(hour % DAY, parts.minute or 0) if hour is not None else None
    elif parts.part:
        begin, end = (time(hour % DAY) for hour in span_of(parts))
    every = "weekend" if parts.weekend else parts.every or "week"
    return Recurring(every, tuple(dict.fromkeys(parts.weekdays)), begin, end)
