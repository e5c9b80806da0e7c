"""How many were reported, stretch by stretch, beside the stretch before (环比) and the same one
a year ago (同比).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate

from analytics.asking import Answer, Chart, Part
from analytics.figures import Compared, corrected
from analytics.periods import DAY, Period, month_before, year_before
from analytics.search.base import Query, WrongQuery

HOUR = timedelta(hours=1)
Works = Callable[[date], bool]


class Step(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


LONGEST = {Step.HOUR: 31, Step.DAY: 366, Step.WEEK: 1098, Step.MONTH: 3660}


@dataclass(frozen=True, slots=True)
class Stretch:
    start: datetime
    end: datetime
    n: int
    working_days: int


@dataclass(frozen=True, slots=True)
class Point:
    """One stretch and its two likes. One that has not ended yet is compared with nothing."""

    now: Stretch
    before: Stretch
    year: Stretch
    ended: bool

    @property
    def against_before(self) -> Compared:
        return Compared(self.now.n, self.before.n if self.ended else None)

    @property
    def against_year(self) -> Compared:
        return Compared(self.now.n, self.year.n if self.ended else None)

    def corrected(self, other: Stretch) -> float | None:
        """The change for each working day against `before` or `year`."""
        return (
            corrected(self.now.n, self.now.working_days, other.n, other.working_days)
            if self.ended
            else None
        )


@dataclass(frozen=True, slots=True)
class Trend:
    step: Step
    points: Sequence[Point]

    @property
    def total(self) -> int:
        return sum(point.now.n for point in self.points)


def trend(query: Query, period: Period, step: Step, works: Works) -> Chart[Trend]:
    """Empty stretches are there with 0; the first and last are as long as the period leaves them.

    An hour is compared with the same hour of the day before: the hour before only shows the course
    of a day. A week is compared with the week 52 weeks ago, everything else with the same date.
    `works` says whether a date is worked.
    """
    if period.days > LONGEST[step]:
        raise WrongQuery(
            f"时段共 {period.days} 天，按此粒度最多 {LONGEST[step]} 天；请缩短时段或加大粒度"
        )
    end = period.since + timedelta(days=period.days)
    pieces = list(_stretches(period.since, end, step))
    first, likes = _before(pieces[0], step)[0], [_year_before(piece, step) for piece in pieces]
    interval = {
        "date_histogram": {"field": "reported", "fixed_interval": _unit(step), "min_doc_count": 1}
    }
    spans = ((first, period.until), (likes[0][0], likes[-1][1]))
    parts = [Part(Period(*span, days=0).of(query), {"times": interval}) for span in spans]

    def read(answers: Sequence[Answer]) -> Trend:
        now, year = (_Counts(answer["times"], works) for answer in answers)
        points = [
            Point(
                now.stretch(piece),
                now.stretch(_before(piece, step)),
                year.stretch(like),
                piece[1] <= period.until,
            )
            for piece, like in zip(pieces, likes, strict=True)
        ]
        return Trend(step, points)

    return Chart(parts, read)


Span = tuple[datetime, datetime]


class _Counts:
    """Counts of hours or days, added up over any stretch by two look-ups."""

    def __init__(self, answer: Mapping[str, Sequence[Answer]], works: Works) -> None:
        buckets = answer["buckets"]
        self._times = [datetime.fromisoformat(bucket["key_as_string"]) for bucket in buckets]
        self._sums = [0, *accumulate(bucket["doc_count"] for bucket in buckets)]
        self._works = works

    def stretch(self, span: Span) -> Stretch:
        first, last = (bisect_left(self._times, moment) for moment in span)
        days = ((span[1] - DAY / 24 / 3600).date() - span[0].date()).days + 1
        worked = sum(self._works(span[0].date() + number * DAY) for number in range(days))
        return Stretch(*span, self._sums[last] - self._sums[first], worked)


def _stretches(start: datetime, end: datetime, step: Step) -> Iterator[Span]:
    while start < end:
        after = min(_next(start, step), end)
        yield start, after
        start = after


def _next(start: datetime, step: Step) -> datetime:
    if step is Step.MONTH:
        return (start.replace(day=1) + 32 * DAY).replace(day=1)
    if step is Step.WEEK:
        return start + (7 - start.weekday()) * DAY
    return start + (HOUR if step is Step.HOUR else DAY)


def _before(span: Span, step: Step) -> Span:
    if step is Step.MONTH:
        return month_before(span[0]), month_before(span[1])
    shift = 7 * DAY if step is Step.WEEK else DAY
    return span[0] - shift, span[1] - shift


def _year_before(span: Span, step: Step) -> Span:
    if step is Step.WEEK:
        return span[0] - 364 * DAY, span[1] - 364 * DAY
    return year_before(span[0]), year_before(span[1])


def _unit(step: Step) -> str:
    return "1h" if step is Step.HOUR else "1d"
