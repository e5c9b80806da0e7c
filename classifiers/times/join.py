"""Two times that border a stretch: the second takes from the first what it does not say."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from classifiers.times.choose import QUESTIONS
from classifiers.times.clock import DAY, hour_of, span_of
from classifiers.times.days import Stretch
from classifiers.times.expression import Recurring
from classifiers.times.parts import Parts, shifted
from classifiers.times.resolve import HALF_DAY, Meaning, Reading, recurring, resolve

_HALF = timedelta(hours=12)


def joined(sides: list[Parts], at: datetime, tense: str) -> Meaning:
    """Raises ValueError or OverflowError where the calendar ends."""
    left, right = sides[0], sides[-1]
    if right.kind == "now":
        return _until_now(left, at, tense)
    if _are_weekdays(left, sides[1]):
        days = _weekdays(left, sides[1])
        left = replace(sides[1], weekdays=days, weekday=None, every="week")
        if len(sides) == 2:
            return Meaning(recurring=recurring(left))
    if left.every or right.every:
        return Meaning(recurring=_again(left, right))
    first = resolve(left, at, tense)
    if first.doubt or first.reading is None or first.reading.begin is None:
        return Meaning(doubt=first.doubt)
    whole = _stretch(first.reading, left, _completed(left, right, first.reading, at), at)
    is_over = whole.reading is None or whole.reading.end is None or whole.reading.end <= at
    return (
        whole if left.has_date or is_over or tense == "future" else Meaning(doubt=QUESTIONS["day"])
    )


def _until_now(left: Parts, at: datetime, tense: str) -> Meaning:
    first = resolve(left, at, tense or "past")
    if first.reading is None:
        return first
    since = first.reading
    return Meaning(
        Reading(since.begin, at, since.precision, since.approx), first.doubt, first.recurring
    )


def _are_weekdays(left: Parts, right: Parts) -> bool:
    return (
        left.weekday is not None
        and left.week is None
        and right.weekday is not None
        and right.week is None
    )


def _weekdays(left: Parts, right: Parts) -> tuple[int, ...]:
    first, last = left.weekday or 1, right.weekday or 7
    return tuple((day - 1) % 7 + 1 for day in range(first, last + (7 if last < first else 0) + 1))


def _again(left: Parts, right: Parts) -> Recurring:
    right = right if right.part or right.hour is None else replace(right, part=left.part)
    begin, end = recurring(left), recurring(right)
    last = end.begin if right.hour is not None else end.end
    if begin.begin and last and right.hour is not None and last <= begin.begin and right.hour <= 12:
        flipped = time((last.hour + 12) % DAY, last.minute)
        last = flipped if right.part == left.part and right.part not in ("24", "") else last
    every = left.every or right.every
    return Recurring(every, begin.weekdays or end.weekdays, begin.begin, last)


def _completed(left: Parts, right: Parts, first: Reading | Stretch, at: datetime) -> Parts:
    """The right side with the day, month, year, week and part of the day of the left one."""
    assert first.begin is not None
    part = left.part if right.hour is not None and not right.part else right.part
    right = replace(right, part=part)
    if not right.has_date:
        day = shifted(first.begin - timedelta(hours=_hours(left)), 0)
        return replace(right, days_from_now=(day - shifted(at, 0)).days)
    if right.day is not None and right.month is None:
        month = first.begin.month + (1 if left.day is not None and right.day < left.day else 0)
        return replace(right, year=first.begin.year + (month > 12), month=(month - 1) % 12 + 1)
    if right.month is not None and right.year is None:
        return replace(right, year=first.begin.year + (right.month < first.begin.month))
    if right.weekday is not None and right.week is None:
        return replace(right, week=left.week)
    return right


def _hours(left: Parts) -> int:
    if left.hour is not None:
        return hour_of(left.part, left.hour) or 0
    return span_of(left)[0] if left.part else 0


def _stretch(first: Reading | Stretch, left: Parts, right: Parts, at: datetime) -> Meaning:
    second = resolve(right, at, "")
    if second.doubt or second.reading is None or second.reading.end is None or first.begin is None:
        return Meaning(doubt=second.doubt or HALF_DAY)
    end = second.reading.end
    if right.hour is not None:
        for step in (_HALF, _HALF):
            end += step if end <= first.begin else timedelta()
    if end < first.begin:
        return Meaning(doubt="起止时间不清楚")
    return Meaning(
        Reading(first.begin, end, first.precision, first.approx or second.reading.approx)
    )
