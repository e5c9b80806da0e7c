"""What came in, beside the period before and the same one a year ago."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from analytics.asking import Answer, Chart, Part
from analytics.figures import Compared, corrected
from analytics.periods import DAY, Period, month_before
from analytics.search.base import Query
from analytics.trends import Works

SECOND = DAY / 86_400
WEEK, MONTH = 7, 28


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts and working days of the three periods.

    others      what came in the same stretch a week and a month earlier, by what it is called,
                where neither is the period before
    """

    n: int
    before: int
    year: int
    working_days: int
    working_days_before: int
    working_days_year: int
    others: Mapping[str, tuple[Period, int]] = field(default_factory=dict)

    @property
    def against_before(self) -> Compared:
        return Compared(self.n, self.before)

    @property
    def against_year(self) -> Compared:
        return Compared(self.n, self.year)

    @property
    def corrected_before(self) -> float | None:
        return corrected(self.n, self.working_days, self.before, self.working_days_before)

    @property
    def corrected_year(self) -> float | None:
        return corrected(self.n, self.working_days, self.year, self.working_days_year)


def headline(query: Query, period: Period, works: Works) -> Chart[Headline]:
    periods = (period, period.before, period.year_before)
    others = _others(period)

    def read(answers: Sequence[Answer]) -> Headline:
        n, before, year, *rest = (answer["n"] for answer in answers)
        now, earlier_days, year_days = (_worked(span, works) for span in periods)
        likes = {key: (span, m) for (key, span), m in zip(others.items(), rest, strict=True)}
        return Headline(n, before, year, now, earlier_days, year_days, likes)

    return Chart([Part(span.of(query), {}) for span in (*periods, *others.values())], read)


def _others(period: Period) -> dict[str, Period]:
    """A week and a month earlier, of what is shorter than these."""
    others = {}
    if period.days < WEEK:
        others["week"] = _earlier(period, period.since - WEEK * DAY)
    if period.days <= MONTH and not period.months:
        others["month"] = _earlier(period, month_before(period.since))
    return others


def _earlier(period: Period, since: datetime) -> Period:
    return Period(since, since + (period.until - period.since), period.days)


def _worked(period: Period, works: Works) -> int:
    """As far as the period has passed."""
    last = (period.until - SECOND).date()
    days = (last - period.since.date()).days + 1
    return sum(works(period.since.date() + number * DAY) for number in range(days))
