"""Counts of the past, day by day and hour by hour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

# So many empty days on end are a gap in the record of who has so many reports a day.
_GAP, _SOME = 5, 4.0
ONE_DAY = timedelta(days=1)
# A last day is whole when it goes on until this share of a usual day has come in.
WHOLE = 0.85


class TooShort(ValueError):
    """Less history than a forecast can stand on."""


@dataclass(frozen=True)
class History:
    """`hours` has a row of 24 counts for each day from `first` on, none left out."""

    first: date
    hours: np.ndarray

    @property
    def days(self) -> np.ndarray:
        """Count of each day."""
        counts: np.ndarray = self.hours.sum(axis=1)
        return counts

    @property
    def last(self) -> date:
        return self.first + (len(self.hours) - 1) * ONE_DAY

    def date(self, at: int) -> date:
        """The day of row `at`, which may lie behind the last."""
        return self.first + at * ONE_DAY

    def before(self, at: int) -> "History":
        """What was known on the morning of day `at`."""
        return History(self.first, self.hours[:at])


def history_of(counts: Mapping[datetime, int], most_days: int = 1900) -> History:
    """From the count of each hour that had any; the newest `most_days`. Raises TooShort."""
    if not counts:
        raise TooShort("没有可用的记录")
    last = max(counts).date()
    first = max(min(counts).date(), last - (most_days - 1) * ONE_DAY)
    hours = np.zeros(((last - first).days + 1, 24))
    for hour, n in counts.items():
        if hour.date() >= first:
            hours[(hour.date() - first).days, hour.hour] += n
    return History(first, hours)


def count_hours(moments: Iterable[datetime]) -> Counter[datetime]:
    return Counter(moment.replace(minute=0, second=0, microsecond=0) for moment in moments)


def after_gap(history: History, least: int) -> History:
    """What was recorded after the last gap: days on end without a report, where a day brings some,
    are no quiet days. The whole where fewer than `least` days came after it.
    """
    busy = history.days[history.days > 0]
    if not len(busy) or float(np.median(busy)) < _SOME:
        return history
    at, empty = 0, 0
    for day, n in enumerate(history.days.tolist()):
        empty = 0 if n else empty + 1
        at = day + 1 if empty >= _GAP else at
    if not 0 < at <= len(history.hours) - least:
        return history
    return History(history.date(at), history.hours[at:])


def ends_early(history: History) -> bool:
    """Whether the last day stops before it was over: an export made at noon is no quiet day."""
    past, today = history.hours[-29:-1], history.hours[-1]
    if not past.sum() or not today.any():
        return False
    last_hour = int(np.flatnonzero(today)[-1])
    return float(past[:, : last_hour + 1].sum() / past.sum()) < WHOLE
