"""Series of category and place in which more comes than usual, hour by hour."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics.alarms.baselines import benjamini_hochberg, ears_c2
from analytics.alarms.norms import GAP, LEAST_HISTORY, Norms, Series
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.warning import BLUE, RED, YELLOW, EarlyWarning, Event

LEAST = 5
_SPANS = (2, 6, 24)
# So many looks at a series make a day; its smallest chance is multiplied by them.
_LOOKS = 24 * len(_SPANS)
FALSE_RATE = 0.02
_QUIET = timedelta(hours=72)


def surges(
    events: Sequence[Event],
    rhythm: Rhythm,
    norms: Norms | None = None,
    *,
    since: datetime | None = None,
) -> Iterator[EarlyWarning]:
    """Of events in the order of time; a series is warned of once until it was quiet three days.

    since   midnight of the first day that is judged; what came before is only history
    """
    series, norms = by_series(events), norms or Norms(events, rhythm)
    start = events[0].at if events else datetime.min
    smallest: dict[Series, _Look] = {}
    silent: dict[Series, datetime] = {}
    day: date | None = None
    for at, keys in _arrivals(events):
        if at.date() != day:
            day, smallest = at.date(), {}
        if at - start < LEAST_HISTORY + GAP or (since is not None and at <= since):
            continue
        for key in keys:
            look = _look(series[key], at, norms)
            if look and (key not in smallest or look.chance < smallest[key].chance):
                smallest[key] = look
        known = list(smallest)
        chances = [smallest[key].chance for key in known] + [1.0] * (len(series) - len(known))
        for key, passed in zip(known, benjamini_hochberg(chances, FALSE_RATE), strict=False):
            if passed and key in keys:
                if at >= silent.get(key, at):
                    yield _warning(series[key], smallest[key], start)
                silent[key] = at + _QUIET


def by_series(events: Sequence[Event]) -> Mapping[Series, list[Event]]:
    series: dict[Series, list[Event]] = defaultdict(list)
    for event in events:
        series[event.category, event.place].append(event)
    return series


def _arrivals(events: Sequence[Event]) -> Iterator[tuple[datetime, set[Series]]]:
    """The end of each hour in which something came, with the series that it came to."""
    keys: set[Series] = set()
    end: datetime | None = None
    for event in events:
        hour = event.at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        if end is not None and hour != end:
            yield end, keys
            keys = set()
        end = hour
        keys.add((event.category, event.place))
    if end is not None:
        yield end, keys


@dataclass(frozen=True, slots=True)
class _Look:
    """What `hours` brought until a moment, and how likely so much was, times the looks of a day."""

    at: datetime
    chance: float
    hours: int
    inside: Sequence[Event]
    expected: float


def _look(events: Sequence[Event], at: datetime, norms: Norms) -> _Look | None:
    """The least likely of the spans that end now, or None where too little came."""
    recent = _between(events, at - timedelta(hours=_SPANS[-1]), at)
    if len(recent) < LEAST:
        return None
    head, looks = recent[0], []
    for hours in _SPANS:
        since = at - timedelta(hours=hours)
        inside = _between(recent, since, at)
        norm = norms.expected((head.category, head.place), since, at)
        if len(inside) >= LEAST and norm is not None:
            span = norms.rhythm.exposure(since, at)
            expected = norm.mean(span)
            if len(inside) > expected:
                chance = _LOOKS * norm.chance(len(inside), span)
                looks.append(_Look(at, chance, hours, inside, expected))
    return min(looks, key=lambda look: look.chance, default=None)


def _warning(events: Sequence[Event], look: _Look, start: datetime) -> EarlyWarning:
    at, hours, inside, expected = look.at, look.hours, look.inside, look.expected
    why = [
        f"{hours} 小时内 {len(inside)} 件，按时段、星期和节假日应有 {expected:.1f} 件",
        f"偶然出现的可能{_rarity(look.chance)}（按当日各序列控制误报）",
    ]
    last = (at - timedelta(seconds=1)).date()
    days = daily(
        _between(events, at - timedelta(days=20), at),
        max(start.date(), last - timedelta(days=18)),
        last,
    )
    bound = ears_c2(days[:-1])
    if bound is not None:
        why.append(f"{last:%-m 月 %-d 日}（0 时起）{days[-1]} 件，EARS C2 上限 {bound:.1f} 件")
    head = inside[0]
    ids = tuple(event.id for event in inside)
    grade = _grade(len(inside), expected)
    return EarlyWarning(
        at,
        "surge",
        grade,
        head.category,
        head.place,
        len(inside),
        round(expected, 2),
        tuple(why),
        ids,
    )


def _grade(n: int, expected: float) -> str:
    """Red for ten times as many and ten at least, yellow for five times as many."""
    if n >= max(10.0, 10 * expected):
        return RED
    return YELLOW if n >= 5 * expected else BLUE


def daily(events: Sequence[Event], first: date, last: date) -> list[int]:
    counts = [0] * ((last - first).days + 1)
    for event in events:
        day = (event.at.date() - first).days
        if 0 <= day < len(counts):
            counts[day] += 1
    return counts


def _between(events: Sequence[Event], since: datetime, until: datetime) -> Sequence[Event]:
    begin = bisect_left(events, since, key=lambda event: event.at)
    return events[begin : bisect_left(events, until, key=lambda event: event.at)]


def _rarity(chance: float) -> str:
    """As people say it: no powers of ten."""
    for most, saying in ((1e-8, "不到亿分之一"), (1e-6, "不到百万分之一"), (1e-4, "不到万分之一")):
        if chance < most:
            return saying
    return f"约为 {chance:.2%}"
