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

    What it is compared with lies `days` earlier, whatever part of it has passed; whole calendar
    months are compared with as many months before, each with its own length.
    """

    since: datetime
    until: datetime
    days: int

    @property
    def end(self) -> datetime:
        """When it is over, also where it has not passed yet."""
        return self.since + timedelta(days=self.days)

    @property
    def months(self) -> int:
        """How many whole calendar months it is; 0 where it is something else."""
        if self.since.day != 1 or self.end.day != 1:
            return 0
        return (self.end.year - self.since.year) * 12 + self.end.month - self.since.month

    @property
    def before(self) -> "Period":
        if self.months:
            return self._like(months_before(self.since, self.months), self.since)
        shift = timedelta(days=self.days)
        return Period(self.since - shift, self.until - shift, self.days)

    @property
    def year_before(self) -> "Period":
        if self.months:
            return self._like(year_before(self.since), year_before(self.end))
        since, until = span_year_before(self.since, self.until, self.days)
        return Period(since, until, self.days)

    def _like(self, since: datetime, end: datetime) -> "Period":
        """From `since` to `end`; while this one goes on only so much of it."""
        passed = self.until - self.since
        until = end if self.until == self.end else min(since + passed, end)
        return Period(since, until, (end - since).days)

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


def span_year_before(since: datetime, until: datetime, days: int) -> tuple[datetime, datetime]:
    """The same dates a year earlier; of whole weeks, which are compared by their weekdays, the
    weeks that lie 52 weeks back.
    """
    if days % 7 == 0:
        return since - 52 * 7 * DAY, until - 52 * 7 * DAY
    return year_before(since), year_before(until)


def year_before(moment: datetime) -> datetime:
    """The same date a year earlier; of 29 February the 28th."""
    day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    return moment.replace(year=moment.year - 1, day=day)


def months_before(first: datetime, number: int) -> datetime:
    """The first of a month so many months before another one."""
    month = first.year * 12 + first.month - 1 - number
    return first.replace(year=month // 12, month=month % 12 + 1)


def month_before(moment: datetime) -> datetime:
    """The same day a month earlier, or that month's last one."""
    last = moment.replace(day=1) - DAY
    return last.replace(day=min(moment.day, last.day))
