"""How many tickets an hour brings, of what a mean day brings: by weekday, holiday and hour."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from analytics.alarms.warning import Event

# A day as it is counted: 0 to 6, or another number for a holiday.
KindOfDay = Callable[[date], int]
_PRIOR = 2.0


class Rhythm:
    """Learned from all events together; in units of a mean day."""

    def __init__(self, events: Sequence[Event], kind_of_day: KindOfDay = date.weekday) -> None:
        self._events, self._kind = events, kind_of_day
        first = events[0].at if events else datetime(2000, 1, 1)
        self._origin = first.replace(hour=0, minute=0, second=0, microsecond=0)
        self._sums = [0.0]

    def exposure(self, since: datetime, until: datetime) -> float:
        """How many mean days lie between two moments, each taken back to its full hour."""
        return self._until(until) - self._until(since)

    def _until(self, moment: datetime) -> float:
        at = int((moment - self._origin) / _HOUR)
        sums = self._sums
        while len(sums) <= at:
            sums.append(sums[-1] + self.hour(self._origin + (len(sums) - 1) * _HOUR))
        return sums[max(0, at)]

    def hour(self, hour: datetime) -> float:
        return self.day(hour.date()) * self._hours[hour.hour]

    def day(self, day: date) -> float:
        return self._days.get(self._kind(day), 1.0)

    @cached_property
    def _hours(self) -> list[float]:
        counts = Counter(event.at.hour for event in self._events)
        total = len(self._events) + 24 * _PRIOR
        return [(counts[hour] + _PRIOR) / total for hour in range(24)]

    @cached_property
    def _days(self) -> dict[int, float]:
        if not self._events:
            return {}
        first, last = self._events[0].at.date(), self._events[-1].at.date()
        days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
        kinds = Counter(map(self._kind, days))
        counts = Counter(self._kind(event.at.date()) for event in self._events)
        mean = len(self._events) / len(days)
        return {
            kind: (counts[kind] + _PRIOR * mean) / ((n + _PRIOR) * mean)
            for kind, n in kinds.items()
        }


_HOUR = timedelta(hours=1)
