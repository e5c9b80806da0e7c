"""The same matter again and again, many people at once, and matters that were closed too soon."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from analytics.alarms.baselines import chance_of_so_many
from analytics.alarms.warning import BLUE, RED, YELLOW, EarlyWarning, Event
from analytics.callers import different_callers

_REPEATS, _REPEAT_DAYS = 3, 7
_CROWDS = {24: 5, 72: 10}
_REOPENED = timedelta(hours=72)
# What a busy series brings on a usual day is neither a repeat nor a crowd.
_UNUSUAL = 1e-4
_LEAST_ELSEWHERE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Matter:
    """The events of one category at one place, in the order of time."""

    events: Sequence[Event]
    first: datetime
    last: datetime

    def unusual(self, n: int, since: datetime, until: datetime) -> tuple[bool, float]:
        """Whether so many between two moments is more than the rest of the record explains, and
        what it would explain.
        """
        elsewhere = (since - self.first) + (self.last - until)
        inside = len(self.between(since, until))
        before = len(self.events) - inside
        if elsewhere < _LEAST_ELSEWHERE or not before:
            return True, 0.0
        span = (until - since) / elsewhere
        return chance_of_so_many(n, before, 1.0, span) < _UNUSUAL, before * span

    def between(self, since: datetime, until: datetime) -> Sequence[Event]:
        begin = bisect_left(self.events, since, key=lambda event: event.at)
        return self.events[begin : bisect_left(self.events, until, key=lambda event: event.at)]


def gatherings(events: Sequence[Event]) -> Iterator[EarlyWarning]:
    """Repeats, crowds and false closures of events in the order of time; those without a place
    gather nowhere. Each is raised once, and again only after its whole span was quiet.
    """
    for matter in _matters(events):
        yield from _repeats(matter)
        yield from _crowds(matter)
        yield from _false_closures(matter)


def _matters(events: Sequence[Event]) -> Iterator[_Matter]:
    matters: Mapping[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.place:
            matters[event.category, event.place].append(event)
    for own in matters.values():
        yield _Matter(own, events[0].at, events[-1].at)


def _repeats(matter: _Matter) -> Iterator[EarlyWarning]:
    """Three in seven days; red it never is, for nobody knows yet whether they are many."""
    span = timedelta(days=_REPEAT_DAYS)
    silent: datetime | None = None
    for event in matter.events:
        inside = _last(matter, event, span)
        if len(inside) < _REPEATS:
            continue
        unusual, expected = matter.unusual(len(inside), event.at - span, _after(event.at))
        if unusual and (silent is None or event.at > silent):
            why = f"{_REPEAT_DAYS} 天内同一地点同类诉求 {len(inside)} 件，达到 {_REPEATS} 件"
            yield _warning("repeat", BLUE, event, inside, expected, why)
        silent = event.at + span if unusual else silent


def _crowds(matter: _Matter) -> Iterator[EarlyWarning]:
    """Five different people in a day or ten in three."""
    for hours, least in _CROWDS.items():
        span = timedelta(hours=hours)
        silent: datetime | None = None
        for event in matter.events:
            inside = _last(matter, event, span)
            people = different_callers(other.caller for other in inside)
            if people < least:
                continue
            unusual, expected = matter.unusual(len(inside), event.at - span, _after(event.at))
            if unusual and (silent is None or event.at > silent):
                why = f"{hours} 小时内 {people} 个不同的人反映，达到 {least} 人"
                grade = RED if people >= 2 * least else YELLOW
                yield _warning("crowd", grade, event, inside, expected, why)
            silent = event.at + span if unusual else silent


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
        if closed:
            warned.update(other.id for other in closed)
            gap = min(event.at - other.closed for other in closed if other.closed)
            why = f"办结 {gap / timedelta(hours=1):.0f} 小时后，同一地点同类诉求再次出现"
            yield _warning("false-closure", YELLOW, event, [*closed, event], 0.0, why)


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
