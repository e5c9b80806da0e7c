"""What one category at one place brought, and whether so many are more than usual there."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from analytics.alarms.norms import Norms
from analytics.alarms.warning import EarlyWarning, Event

WEEK = 7  # days
# At a place that brings less than this in a week the rule itself decides.
_QUIET, _WORTH_TELLING = 0.25, 0.05
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Matter:
    """The events of one category at one place, in the order of time."""

    events: Sequence[Event]
    norms: Norms

    def unusual(self, inside: Sequence[Event], since: datetime, least: float) -> tuple[bool, float]:
        """Whether so many since a moment are more than the record explains, and what it would
        explain; a record of a few days explains nothing, and neither does a quiet place.
        """
        last, until = inside[-1], after(inside[-1].at)
        norm = self.norms.expected((last.category, last.place), since, until)
        if norm is None:
            return True, 0.0
        span = self.norms.rhythm.exposure(since, until + _HOUR)
        mean = norm.mean(span)
        if norm.is_unheard or norm.mean(WEEK) < _QUIET:
            return True, mean
        return len(inside) > mean and norm.chance(len(inside), span) < least, mean

    def last(self, event: Event, span: timedelta) -> Sequence[Event]:
        """What came within `span` up to this event."""
        begin = bisect_left(self.events, event.at - span, key=lambda event: event.at)
        return self.events[begin : bisect_left(self.events, after(event.at), key=lambda e: e.at)]


def matters_of(events: Sequence[Event], norms: Norms, since: datetime | None) -> Iterator[Matter]:
    """Of events in the order of time; those to which nothing came since are left out."""
    matters: Mapping[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.place:
            matters[event.category, event.place].append(event)
    for own in matters.values():
        if since is None or own[-1].at >= since:
            yield Matter(own, norms)


def bar_reached(n: int, least: int, expected: float, unit: str) -> str:
    """What was reached: the rule's own number, and where it was passed first, what is usual."""
    usual = f"，按平常水平应有 {expected:.1f} 件" if expected >= _WORTH_TELLING else ""
    return f"{usual}，达到 {least} {unit}" if n == least else f"{usual}，明显偏多"


def after(moment: datetime) -> datetime:
    return moment + timedelta(microseconds=1)


def warning_at(
    kind: str, grade: str, event: Event, inside: Sequence[Event], expected: float, why: str
) -> EarlyWarning:
    """Raised at the event, of all that came together with it."""
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
