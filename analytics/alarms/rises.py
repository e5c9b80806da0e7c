"""Series of category and place that grow slowly: no single day shows it, weeks do."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from math import exp

from analytics.alarms.baselines import benjamini_hochberg, cusum
from analytics.alarms.norms import Norms, Series
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.surges import FALSE_RATE, LEAST, by_series, daily
from analytics.alarms.warning import BLUE, YELLOW, EarlyWarning, Event

# What six weeks know of a level is never quite sure, least of a series that swings.
_UNSURE = 2.5
_WEEK, _DAY = 7, timedelta(days=1)
# A series is warned of again only after it did not grow for so many days.
_QUIET, _YEAR = 42, 364
# One day, however loud, is no slow rise.
_LEAST_DAYS = 3
# How much the city must have brought before its growth explains that of one series.
_INERTIA = 50.0
# What grows everywhere is told once; where one series makes more than this share of it, that series
# is what grows.
EVERYTHING = ("各类诉求", "全市")
_OF_ONE = 0.75
# Of a growth of the whole city only the newest tickets are named.
_MOST_IDS = 200


@dataclass(frozen=True, slots=True)
class _Watch:
    """A sum over the newest days, against what `before` days brought before those.

    least   so many of these must be known
    limit   of the sum: a logarithm of how much likelier the higher level has become
    ratio   of the higher level to the usual one
    """

    newest: int
    before: int
    least: int
    limit: float
    ratio: float = 1.4


_WATCHES = (_Watch(8, 42, 28, 9.0), _Watch(28, 42, 28, 8.0))
BEFORE_RISES = max(watch.newest + watch.before for watch in _WATCHES) * _DAY


@dataclass(frozen=True, slots=True)
class _Rise:
    """What came from `begin` to the day `at`, as days since the first of the record."""

    series: Series
    begin: int
    at: int
    n: int
    expected: float
    level: float
    limit: float
    usual: float


class _Record:
    """What each day brought to all series, and what it was to bring; days on which nothing came
    anywhere are unknown.
    """

    def __init__(self, events: Sequence[Event], rhythm: Rhythm) -> None:
        self.first, self.last = events[0].at.date(), events[-1].at.date()
        self.counts = daily(events, self.first, self.last)
        self.shares = [
            rhythm.day(self.first + at * _DAY) if n else 0.0 for at, n in enumerate(self.counts)
        ]
        self.total, self.exposure = _sums(self.counts), _sums(self.shares)
        self.known = _sums([n > 0 for n in self.counts])

    def span(self, begin: int, end: int) -> tuple[datetime, datetime]:
        midnight = datetime.combine(self.first, time.min)
        return midnight + begin * _DAY, midnight + end * _DAY

    def growth(self, sums: Sequence[float], start: int, begin: int, end: int) -> float:
        """How much more all others together bring since `begin` than they did since `start`."""
        now = self.total[end] - self.total[begin] - (sums[end] - sums[begin])
        then = self.total[begin] - self.total[start] - (sums[begin] - sums[start])
        days = self.exposure[begin] - self.exposure[start]
        then *= (self.exposure[end] - self.exposure[begin]) / days
        return max(1.0, (now + _INERTIA) / (then + _INERTIA))

    def season(self, start: int, begin: int, end: int) -> float:
        """How much everything together grew in the same days of last year; 1 where nobody knows."""
        start, begin, end = start - _YEAR, begin - _YEAR, end - _YEAR
        if start < 0:
            return 1.0
        return self.growth([0.0] * len(self.total), start, begin, end)


def rises(
    events: Sequence[Event],
    rhythm: Rhythm,
    norms: Norms | None = None,
    *,
    since: datetime | None = None,
) -> Iterator[EarlyWarning]:
    """Of events in the order of time; of those that seem to grow on one day at most a share of
    FALSE_RATE does not.

    since   the first day that is judged
    """
    if not events:
        return
    norms, record = norms or Norms(events, rhythm), _Record(events, rhythm)
    series, grown = by_series(events), defaultdict[int, list[_Rise]](list)
    begin = (since.date() - record.first).days if since else 0
    days = [
        _Days(key, daily(own, record.first, record.last), record, norms)
        for key, own in series.items()
    ]
    for own in days:
        for rise in own.rises(begin):
            grown[rise.at].append(rise)
    silent: dict[Series, int] = {}
    for at, today in sorted(grown.items()):
        chances = [exp(-rise.level) for rise in today] + [1.0] * (len(series) - len(today))
        for rise, passed in zip(today, benjamini_hochberg(chances, FALSE_RATE), strict=False):
            if passed and at > silent.get(rise.series, -1):
                yield _warning(series[rise.series], rise, record.first)
            if passed:
                silent[rise.series] = at + _QUIET
    yield from _common(events, days, record, norms, begin)


def _common(
    events: Sequence[Event], days: Sequence["_Days"], record: _Record, norms: Norms, begin: int
) -> Iterator[EarlyWarning]:
    """Of everything together, where it grows in more than one series."""
    silent = -1
    for rise in _Everything(EVERYTHING, record.counts, record, norms).rises(begin):
        gains = [max(0.0, own.gained(rise)) for own in days]
        if max(gains) > _OF_ONE * sum(gains):
            continue
        if rise.at > silent:
            yield _warning(events, rise, record.first)
        silent = rise.at + _QUIET


class _Days:
    """What each day brought to one series."""

    def __init__(
        self, series: Series, counts: Sequence[int], record: _Record, norms: Norms
    ) -> None:
        self.series, self.counts, self.sums = series, counts, _sums(counts)
        self.record, self.norms = record, norms

    def rises(self, since: int) -> Iterator[_Rise]:
        """At most one for each day."""
        for at in range(max(since, _WEEK - 1), len(self.counts)):
            if self.sums[at + 1] - self.sums[at + 1 - _WEEK] >= LEAST:
                rises = (self._rise(at, watch) for watch in _WATCHES)
                if rise := next(filter(None, rises), None):
                    yield rise

    def _rise(self, at: int, watch: _Watch) -> _Rise | None:
        record, end = self.record, at + 1
        begin = end - watch.newest
        start = max(0, begin - watch.before)
        if begin <= 0 or record.known[begin] - record.known[start] < watch.least:
            return None
        exposure = record.exposure[begin] - record.exposure[start]
        usual = (self.sums[begin] - self.sums[start] + 0.5) / exposure
        if not self._is_more(usual, end, watch):
            return None
        usual *= self._explained(start, begin, end)
        means = [usual * share for share in record.shares[begin:end]]
        spread = self.norms.spread(self.series) * _UNSURE
        levels = cusum(self.counts[begin:end], means, ratio=watch.ratio, dispersion=spread)
        if levels[-1] < watch.limit or not self._is_more(usual, end, watch):
            return None
        calm = max((step + 1 for step, level in enumerate(levels) if level == 0), default=0)
        begin, expected = begin + calm, sum(means[calm:])
        n = self.sums[end] - self.sums[begin]
        if sum(count > 0 for count in self.counts[begin:end]) < _LEAST_DAYS:
            return None
        return _Rise(self.series, begin, at, int(n), expected, levels[-1], watch.limit, usual)

    def gained(self, rise: _Rise) -> float:
        """How much more this series brought since the rise began than in the weeks before."""
        exposure, start = self.record.exposure, max(0, rise.begin - _QUIET)
        level = (self.sums[rise.begin] - self.sums[start]) / (
            exposure[rise.begin] - exposure[start]
        )
        usual = level * (exposure[rise.at + 1] - exposure[rise.begin])
        return self.sums[rise.at + 1] - self.sums[rise.begin] - usual

    def _is_more(self, usual: float, end: int, watch: _Watch) -> bool:
        """Whether the newest week and the whole span brought more: the quick look first."""
        return all(
            self.sums[end] - self.sums[end - days]
            > usual * (self.record.exposure[end] - self.record.exposure[end - days])
            for days in (_WEEK, watch.newest)
        )

    def _explained(self, start: int, begin: int, end: int) -> float:
        """How much the whole city grew, or the category in the same season of last year."""
        record = self.record
        season = self.norms.grown_last_year(
            self.series[0], record.span(begin, end), record.span(start, begin)
        )
        return max(season, record.growth(self.sums, start, begin, end))


class _Everything(_Days):
    """What each day brought to all series together: nothing but the season explains its growth."""

    def _explained(self, start: int, begin: int, end: int) -> float:
        return self.record.season(start, begin, end)


def _sums(counts: Sequence[float]) -> list[float]:
    return [0.0, *accumulate(counts)]


def _warning(own: Sequence[Event], rise: _Rise, first: date) -> EarlyWarning:
    begin, day = first + rise.begin * _DAY, first + rise.at * _DAY
    newest = sum(day - (_WEEK - 1) * _DAY <= event.at.date() <= day for event in own) / _WEEK
    why = (
        f"{begin:%-m 月 %-d 日}以来 {(day - begin).days + 1} 天 {rise.n} 件，"
        f"按此前六周的水平应有 {rise.expected:.1f} 件",
        f"近 7 天日均 {newest:.1f} 件，此前日均 {rise.usual:.1f} 件",
        f"负二项 CUSUM {rise.level:.1f}，界限 {rise.limit:g}",
    )
    ids = tuple(event.id for event in own if begin <= event.at.date() <= day)
    return EarlyWarning(
        raised=datetime.combine(day, time.max).replace(microsecond=0),
        kind="rise",
        grade=YELLOW if rise.n >= 2 * rise.expected else BLUE,
        category=rise.series[0],
        place=rise.series[1],
        n=rise.n,
        expected=round(rise.expected, 2),
        why=why,
        ids=ids[-_MOST_IDS:] if rise.series == EVERYTHING else ids,
    )
