"""What a series of category and place usually brings, and how sure that is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from analytics.alarms.baselines import chance_of_so_many
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.warning import Event

Array = np.ndarray[Any, Any]
Series = tuple[str, str]
Span = tuple[datetime, datetime]

HISTORY, GAP = timedelta(days=56), timedelta(days=2)
# With less on one side of a span a record that goes on after it is asked too.
_ENOUGH, LEAST_HISTORY = timedelta(days=14), timedelta(days=7)
# The newest two weeks decide the level once they hold more than so many reports.
_RECENT, _INERTIA = timedelta(days=14), 5.0
# The rate of a series that nobody has heard of is so sure as half a report makes it.
_UNHEARD = 0.5
# How much more than Poisson counts spread: variance m + spread * m². Measured where a day brings
# so many, in blocks of days that follow the season; days out of all proportion are outbreaks.
_SPREAD, _BUSY, _BLOCK, _OUTBREAK = 0.05, 0.5, 28, 4.0
_TRUST = 60.0
_YEAR, _WEEK = timedelta(days=364), timedelta(days=7)
_STEEPEST = 8.0


@dataclass(frozen=True, slots=True)
class Expectation:
    """`before` reports within `exposure` mean days; spread as of a negative binomial."""

    before: float
    exposure: float
    spread: float

    @property
    def is_unheard(self) -> bool:
        """Whether nobody reported anything."""
        return self.before <= _UNHEARD

    def mean(self, span: float) -> float:
        """What `span` mean days are to bring."""
        return self.before / self.exposure * span

    def chance(self, n: int, span: float) -> float:
        """Of `n` or more within `span` mean days."""
        shape = 1 / (1 / self.before + self.spread)
        return chance_of_so_many(n, shape - _UNHEARD, self.exposure * shape / self.before, span)


class Norms:
    """Of events in the order of time."""

    def __init__(self, events: Sequence[Event], rhythm: Rhythm) -> None:
        self.rhythm = rhythm
        self.start = events[0].at if events else datetime.min
        self.end = events[-1].at if events else datetime.min
        self._known: dict[tuple[Series, date, date], Expectation | None] = {}
        self._moments: dict[Series, list[datetime]] = defaultdict(list)
        self._by_category: dict[str, list[datetime]] = defaultdict(list)
        for event in events:
            self._moments[event.category, event.place].append(event.at)
            self._by_category[event.category].append(event.at)
        days = max(1.0, (self.end - self.start) / timedelta(days=1))
        self._usual_rate = len(events) / days / max(1, len(self._moments))

    def expected(self, series: Series, since: datetime, until: datetime) -> Expectation | None:
        """What was known of the span before the day on which it began; of a record that begins
        shortly before it, what came after too. None with less than a week of either.
        """
        days = since.date(), until.date()
        if (series, *days) not in self._known:
            self._known[series, *days] = self._expected(
                series,
                datetime.combine(days[0], time.min),
                datetime.combine(days[1] + timedelta(days=1), time.min),
            )
        return self._known[series, *days]

    def _expected(self, series: Series, since: datetime, until: datetime) -> Expectation | None:
        spans = list(self._around(since, until))
        if not spans or sum((end - begin for begin, end in spans), timedelta()) < LEAST_HISTORY:
            return None
        n = sum(self._count(series, begin, end) for begin, end in spans)
        exposure = sum(self.rhythm.exposure(begin, end) for begin, end in spans)
        level = (n + _UNHEARD, exposure + _UNHEARD / self._usual_rate)
        newest = max(spans[0][0], spans[0][1] - _RECENT), spans[0][1]
        inertia = _INERTIA * level[1] / level[0]
        recent = (
            self._count(series, *newest) + _INERTIA,
            self.rhythm.exposure(*newest) + inertia,
        )
        if recent[0] / recent[1] > level[0] / level[1]:
            level = recent
        steep = self._season(series[0], since)
        return Expectation(level[0], level[1] / steep, self.spread(series))

    def spread(self, series: Series) -> float:
        return self._spreads.get(series, self._common_spread)

    def _around(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        begin, end = max(self.start, since - HISTORY), since - GAP
        if end > begin:
            yield begin, end
        if end - begin < _ENOUGH:
            begin, end = until + GAP, min(self.end, until + HISTORY)
            if end > begin:
                yield begin, end

    def _count(self, series: Series, since: datetime, until: datetime) -> int:
        return _within(self._moments.get(series, ()), since, until)

    def _season(self, category: str, at: datetime) -> float:
        """How much the category grew at this time of last year against the weeks before."""
        return self.grown_last_year(
            category, (at - _WEEK, at + 2 * _WEEK), (at - HISTORY, at - GAP)
        )

    def grown_last_year(self, category: str, newest: Span, before: Span) -> float:
        """How much more of a category one span brought than another one before it, both a year
        ago; 1 where it did not grow, or nobody knows.
        """
        if before[0] - _YEAR < self.start:
            return 1.0
        now, then = (self._rate(category, span) for span in (newest, before))
        return min(_STEEPEST, max(1.0, now / then))

    def _rate(self, category: str, span: Span) -> float:
        since, until = span[0] - _YEAR, span[1] - _YEAR
        n = _within(self._by_category[category], since, until)
        return (n + _INERTIA) / self.rhythm.exposure(since, until)

    @cached_property
    def _measured(self) -> Mapping[Series, tuple[float, float]]:
        """Of each busy series the sums whose quotient is its spread."""
        first = self.start.date()
        length = (self.end.date() - first).days + 1
        blocks = length // _BLOCK
        norms = np.array([self.rhythm.day(first + timedelta(days=at)) for at in range(length)])
        norms = norms[: blocks * _BLOCK].reshape(blocks, _BLOCK)
        sums = {}
        for series, moments in self._moments.items():
            if len(moments) < _BUSY * min(length, _BLOCK):
                continue
            days = [(moment.date() - first).days for moment in moments]
            counts = np.bincount(days, minlength=length)[: blocks * _BLOCK]
            sums[series] = _over_and_squares(counts.reshape(blocks, _BLOCK), norms)
        return sums

    @cached_property
    def _common_spread(self) -> float:
        over = sum(over for over, _ in self._measured.values())
        squares = sum(squares for _, squares in self._measured.values())
        return max(0.01, (over + _SPREAD * _TRUST) / (squares + _TRUST))

    @cached_property
    def _spreads(self) -> Mapping[Series, float]:
        return {
            series: max(0.01, (over + self._common_spread * _TRUST) / (squares + _TRUST))
            for series, (over, squares) in self._measured.items()
        }


def _over_and_squares(counts: Array, norms: Array) -> tuple[float, float]:
    """Of the busy ones of these blocks of days, without their outbreaks."""
    rate = counts.sum(axis=1) / norms.sum(axis=1)
    busy = rate >= _BUSY
    counts, means = counts[busy], rate[busy, None] * norms[busy]
    usual = counts <= means + _OUTBREAK * np.sqrt(means + 0.1 * means**2)
    over = (counts - means) ** 2 - means * (1 - 1 / _BLOCK)
    return float(over[usual].sum()), float((means[usual] ** 2).sum())


def _within(moments: Sequence[datetime], since: datetime, until: datetime) -> int:
    return bisect_left(moments, until) - bisect_left(moments, since)
