"""The same matter again and again, many people at once, and matters that were closed too soon."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from analytics.alarms.crowds import crowds
from analytics.alarms.matters import WEEK, Matter, after, bar_reached, matters_of, warning_at
from analytics.alarms.norms import Norms
from analytics.alarms.once import once_a_day
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.warning import BLUE, YELLOW, EarlyWarning, Event

_REPEATS = 3
_REOPENED = timedelta(hours=72)
# What a busy series brings on a usual day is no repeat: so unlikely must it be.
_UNUSUAL_REPEAT = 5e-4
# Where so much is to be expected within the span anyhow, coming again means nothing by itself.
_BY_CHANCE = 0.05


def gatherings(
    events: Sequence[Event], norms: Norms | None = None, *, since: datetime | None = None
) -> Iterator[EarlyWarning]:
    """Repeats, crowds and false closures of events in the order of time; those without a place
    gather nowhere. Each is raised once, a crowd once for each grade, and again only after its whole
    span was quiet; what is a crowd already is no repeat.

    since   what happened before is only history
    """
    norms = norms or Norms(once_a_day(events), Rhythm(events))
    for matter in matters_of(events, norms, since):
        gathered = list(crowds(matter))
        yield from gathered
        yield from _without(_repeats(Matter(once_a_day(matter.events), norms)), gathered)
        yield from _false_closures(matter)


def _without(
    repeats: Iterator[EarlyWarning], crowds: Sequence[EarlyWarning]
) -> Iterator[EarlyWarning]:
    span = timedelta(days=WEEK)
    for repeat in repeats:
        if not any(crowd.raised <= repeat.raised <= crowd.raised + span for crowd in crowds):
            yield repeat


def _repeats(matter: Matter) -> Iterator[EarlyWarning]:
    """Three in seven days; red it never is, for nobody knows yet whether they are many."""
    span = timedelta(days=WEEK)
    silent: datetime | None = None
    for event in matter.events:
        inside = matter.last(event, span)
        if len(inside) < _REPEATS:
            continue
        unusual, expected = matter.unusual(inside, event.at - span, _UNUSUAL_REPEAT)
        if unusual and (silent is None or event.at > silent):
            why = f"{WEEK} 天内同一地点同类诉求 {len(inside)} 件"
            why += bar_reached(len(inside), _REPEATS, expected, "件")
            yield warning_at("repeat", BLUE, event, inside, expected, why)
        silent = event.at + span if unusual else silent


def _false_closures(matter: Matter) -> Iterator[EarlyWarning]:
    """Reported again within three days after it was closed; each closing counts once."""
    closings = sorted(
        ((other.closed, other) for other in matter.events if other.closed is not None),
        key=lambda closing: (closing[0], closing[1].id),
    )
    warned: set[str] = set()
    for event in matter.events:
        begin = bisect_left(closings, event.at - _REOPENED, key=lambda closing: closing[0])
        end = bisect_left(closings, after(event.at), key=lambda closing: closing[0])
        recent = [other for _, other in closings[begin:end] if other.at < event.at]
        closed = [other for other in recent if other.id not in warned]
        if closed and _tells(matter, event, closed):
            warned.update(other.id for other in closed)
            gap = min(event.at - other.closed for other in closed if other.closed)
            why = f"办结 {gap / timedelta(hours=1):.0f} 小时后，同一地点同类诉求再次出现"
            yield warning_at("false-closure", YELLOW, event, [*closed, event], 0.0, why)


def _tells(matter: Matter, event: Event, closed: Sequence[Event]) -> bool:
    """The same person again, or a place where so soon nothing was to be expected: a short record
    that holds nothing else of it cannot say less.
    """
    if event.caller and any(other.caller == event.caller for other in closed):
        return True
    since = event.at - _REOPENED
    norm = matter.norms.expected((event.category, event.place), since, after(event.at))
    if norm is None or norm.is_unheard:
        return True
    return norm.mean(matter.norms.rhythm.exposure(since, event.at)) < _BY_CHANCE
