"""The same matter again and again, many people at once, and matters that were closed too soon."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from analytics.alarms.norms import Norms
from analytics.alarms.once import once_a_day
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.warning import BLUE, RED, YELLOW, EarlyWarning, Event
from analytics.callers import different_callers

_REPEATS, _REPEAT_DAYS = 3, 7
# Five within an hour are five within a day: a shorter span tells them from a busy day sooner.
_CROWDS = {2: 5, 6: 5, 24: 5, 72: 10}
_REOPENED, _HOUR = timedelta(hours=72), timedelta(hours=1)
# What a busy series brings on a usual day is neither a repeat nor a crowd: so unlikely must it be.
# A crowd is looked for at every report of a busy series, a repeat mostly in quiet ones.
_UNUSUAL_REPEAT, _UNUSUAL_CROWD = 5e-4, 1e-5
# At a place that brings less than this in a week the rule itself decides.
_QUIET, _WORTH_TELLING = 0.25, 0.05
# Where so much is to be expected within the span anyhow, coming again means nothing by itself.
_BY_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class _Matter:
    """The events of one category at one place, in the order of time."""

    events: Sequence[Event]
    norms: Norms

    def unusual(self, inside: Sequence[Event], since: datetime, least: float) -> tuple[bool, float]:
        """Whether so many since a moment are more than the record explains, and what it would
        explain; a record of a few days explains nothing, and neither does a quiet place.
        """
        last, until = inside[-1], _after(inside[-1].at)
        norm = self.norms.expected((last.category, last.place), since, until)
        if norm is None:
            return True, 0.0
        span = self.norms.rhythm.exposure(since, until + _HOUR)
        mean = norm.mean(span)
        if norm.is_unheard or norm.mean(_REPEAT_DAYS) < _QUIET:
            return True, mean
        return len(inside) > mean and norm.chance(len(inside), span) < least, mean

    def between(self, since: datetime, until: datetime) -> Sequence[Event]:
        begin = bisect_left(self.events, since, key=lambda event: event.at)
        return self.events[begin : bisect_left(self.events, until, key=lambda event: event.at)]


def gatherings(
    events: Sequence[Event], norms: Norms | None = None, *, since: datetime | None = None
) -> Iterator[EarlyWarning]:
    """Repeats, crowds and false closures of events in the order of time; those without a place
    gather nowhere. Each is raised once, and again only after its whole span was quiet; what is a
    crowd already is no repeat.

    since   what happened before is only history
    """
    norms = norms or Norms(once_a_day(events), Rhythm(events))
    for matter in _matters(events, norms, since):
        crowds = list(_crowds(matter))
        yield from crowds
        yield from _without(_repeats(_Matter(once_a_day(matter.events), norms)), crowds)
        yield from _false_closures(matter)


def _matters(events: Sequence[Event], norms: Norms, since: datetime | None) -> Iterator[_Matter]:
    matters: Mapping[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.place:
            matters[event.category, event.place].append(event)
    for own in matters.values():
        if since is None or own[-1].at >= since:
            yield _Matter(own, norms)


def _without(
    repeats: Iterator[EarlyWarning], crowds: Sequence[EarlyWarning]
) -> Iterator[EarlyWarning]:
    span = timedelta(days=_REPEAT_DAYS)
    for repeat in repeats:
        if not any(crowd.raised <= repeat.raised <= crowd.raised + span for crowd in crowds):
            yield repeat


def _repeats(matter: _Matter) -> Iterator[EarlyWarning]:
    """Three in seven days; red it never is, for nobody knows yet whether they are many."""
    span = timedelta(days=_REPEAT_DAYS)
    silent: datetime | None = None
    for event in matter.events:
        inside = _last(matter, event, span)
        if len(inside) < _REPEATS:
            continue
        unusual, expected = matter.unusual(inside, event.at - span, _UNUSUAL_REPEAT)
        if unusual and (silent is None or event.at > silent):
            why = f"{_REPEAT_DAYS} 天内同一地点同类诉求 {len(inside)} 件"
            why += _bar(len(inside), _REPEATS, expected, "件")
            yield _warning("repeat", BLUE, event, inside, expected, why)
        silent = event.at + span if unusual else silent


def _crowds(matter: _Matter) -> Iterator[EarlyWarning]:
    """Five different people in a day or ten in three; the same crowd is not told twice."""
    silent: dict[int, datetime] = {}
    for event in matter.events:
        for hours, least in _CROWDS.items():
            span = timedelta(hours=hours)
            inside = _last(matter, event, span)
            people = different_callers(other.caller for other in inside)
            if people < least:
                continue
            unusual, expected = matter.unusual(inside, event.at - span, _UNUSUAL_CROWD)
            if not unusual:
                continue
            if event.at > max(silent.values(), default=datetime.min):
                why = _why_crowd(hours, people, least, inside, expected)
                grade = RED if people >= 2 * least else YELLOW
                yield _warning("crowd", grade, event, inside, expected, why)
            silent[hours] = event.at + timedelta(hours=max(_CROWDS))


def _why_crowd(
    hours: int, people: int, least: int, inside: Sequence[Event], expected: float
) -> str:
    """Of people is spoken only where callers are told apart."""
    if any(event.caller for event in inside):
        return f"{hours} 小时内 {people} 个不同的人反映" + _bar(people, least, expected, "人")
    reports = f"{hours} 小时内同一地点同类诉求 {people} 件（未注明诉求人）"
    return reports + _bar(people, least, expected, "件")


def _bar(n: int, least: int, expected: float, unit: str) -> str:
    """What was reached: the rule's own number, and where it was passed first, what is usual."""
    usual = f"，按平常水平应有 {expected:.1f} 件" if expected >= _WORTH_TELLING else ""
    return f"{usual}，达到 {least} {unit}" if n == least else f"{usual}，明显偏多"


def _false_closures(matter: _Matter) -> Iterator[EarlyWarning]:
    """Reported again within three days after it was closed; each closing counts once."""
    closings = sorted(
        ((other.closed, other) for other in matter.events if other.closed is not None),
        key=lambda closing: (closing[0], closing[1].id),
    )
    warned: set[str] = set()
    for event in matter.events:
        begin = bisect_left(closings, event.at - _REOPENED, key=lambda closing: closing[0])
        end = bisect_left(closings, _after(event.at), key=lambda closing: closing[0])
        recent = [other for _, other in closings[begin:end] if other.at < event.at]
        closed = [other for other in recent if other.id not in warned]
        if closed and _tells(matter, event, closed):
            warned.update(other.id for other in closed)
            gap = min(event.at - other.closed for other in closed if other.closed)
            why = f"办结 {gap / timedelta(hours=1):.0f} 小时后，同一地点同类诉求再次出现"
            yield _warning("false-closure", YELLOW, event, [*closed, event], 0.0, why)


def _tells(matter: _Matter, event: Event, closed: Sequence[Event]) -> bool:
    """The same person again, or a place where so soon nothing was to be expected: a short record
    that holds nothing else of it cannot say less.
    """
    if event.caller and any(other.caller == event.caller for other in closed):
        return True
    since = event.at - _REOPENED
    norm = matter.norms.expected((event.category, event.place), since, _after(event.at))
    if norm is None or norm.is_unheard:
        return True
    return norm.mean(matter.norms.rhythm.exposure(since, event.at)) < _BY_CHANCE


def _last(matter: _Matter, event: Event, span: timedelta) -> Sequence[Event]:
    return matter.between(event.at - span, _after(event.at))


def _after(moment: datetime) -> datetime:
    return moment + timedelta(microseconds=1)


def _warning(
    kind: str, grade: str, event: Event, inside: Sequence[Event], expected: float, why: str
) -> EarlyWarning:
    return EarlyWarning(
        raised=event.at,
        kind=kind,
        grade=grade,
        category=event.category,
        place=event.place,
        n=len(inside),
        expected=round(expected, 2),
        why=(why,),
        ids=tuple(other.id for other in inside),
    )
