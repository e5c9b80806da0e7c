"""What the calendar says about a day, as columns of a regression."""

from collections.abc import Callable, Sequence
from datetime import date
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np

from analytics.coming.history import ONE_DAY

YEAR = 365.25
_WAVES = 2
# A year's curve can be told from a trend when a year and two weeks were seen.
LONG_ENOUGH = 380


class DayKind(NamedTuple):
    """Whether people work on a day, and which festival makes it differ from the week ("" for
    none).
    """

    works: bool
    festival: str = ""


KindOf = Callable[[date], DayKind]


def week_kind(day: date) -> DayKind:
    """Without a calendar: Saturday and Sunday are off."""
    return DayKind(day.weekday() < 5)


def kind_class(day: date, kind: DayKind) -> int:
    """0 to 6 by weekday, 7 a holiday, 8 a weekend day that is worked."""
    if kind.festival:
        return 8 if kind.works else 7
    return day.weekday()


class Columns:
    """Makes the columns of days; the same for the past and for what is coming.

    penalties  how strongly each column's coefficient is held to 0, in days of evidence
    """

    def __init__(self, first: date, days: int, kind_of: KindOf) -> None:
        self._kind_of, self._first, self._days = kind_of, first, days
        past = [first + at * ONE_DAY for at in range(days)]
        kinds = map(kind_of, past)
        self.festivals = sorted(
            {kind.festival for kind in kinds if kind.festival and not kind.works}
        )
        self._waves = _WAVES if days >= LONG_ENOUGH else 0
        self.penalties = np.array(
            [0.0]
            + [0.3] * 9
            + [3.0] * 2
            + [2.0] * len(self.festivals)
            + [30.0]
            + [3.0] * 2 * self._waves
        )

    def rows(self, begin: int, end: int) -> np.ndarray:
        """Days `begin` to before `end`, counted from the first of the past."""
        return np.array([self._row(at) for at in range(begin, end)])

    def _row(self, at: int) -> Sequence[float]:
        day = self._first + at * ONE_DAY
        kind = self._kind_of(day)
        classes = [0.0] * 9
        classes[kind_class(day, kind)] = 1.0
        yesterday, tomorrow = self._kind_of(day - ONE_DAY), self._kind_of(day + ONE_DAY)
        edges = [
            float(kind.works and bool(yesterday.festival) and not yesterday.works),
            float(kind.works and bool(tomorrow.festival) and not tomorrow.works),
        ]
        festivals = [float(kind.festival == name and not kind.works) for name in self.festivals]
        angle = 2 * pi * day.timetuple().tm_yday / YEAR
        waves = [
            part
            for wave in range(1, self._waves + 1)
            for part in (sin(wave * angle), cos(wave * angle))
        ]
        # From -1 to 0 over the past; what is coming goes no further up than the past ended.
        trend = min(at - self._days, 0) / YEAR
        return [1.0, *classes, *edges, *festivals, trend, *waves]
