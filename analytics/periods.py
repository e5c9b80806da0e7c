"""Stretches of the city's time: the period that is looked at, the one before it, the same one a
year ago.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from analytics.search.base import Query

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to before `until`.

    What it is compared with lies `days` earlier, whatever part of it has passed.
    """

    since: datetime
    until: datetime
    days: int

    @property
    def before(self) -> "Period":
        shift = timedelta(days=self.days)
        return Period(self.since - shift, self.until - shift, self.days)

    @property
    def year_before(self) -> "Period":
        return Period(year_before(self.since), year_before(self.until), self.days)

    def longer(self, times: int) -> "Period":
        """The same end, so many times the length."""
        return Period(
            self.since - timedelta(days=(times - 1) * self.days), self.until, times * self.days
        )

    def of(self, query: Query) -> Query:
        """`query` within this period."""
        return replace(query, since=self.since, until=self.until)


def period(first: date, last: date, now: datetime) -> Period:
    """The days `first` to `last`, both included.

    Of today what has passed, so that it meets its like before.
    """
    since, end = datetime.combine(first, time.min), datetime.combine(last, time.min) + DAY
    return Period(since, min(end, max(now, since)), (end - since).days)


def year_before(moment: datetime) -> datetime:
    """The same date a year earlier; of 29 February the 28th."""
    day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    return moment.replace(year=moment.year - 1, day=day)


def month_before(moment: datetime) -> datetime:
    """The same day a month earlier, or that month's last one."""
    last = moment.replace(day=1) - DAY
    return last.replace(day=min(moment.day, last.day))
