"""What came in, beside the period before and the same one a year ago."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.asking import Answer, Chart, Part
from analytics.figures import Compared, corrected
from analytics.periods import DAY, Period
from analytics.search.base import Query
from analytics.trends import Works

SECOND = DAY / 86_400


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts and working days of the three periods."""

    n: int
    before: int
    year: int
    working_days: int
    working_days_before: int
    working_days_year: int

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

    def read(answers: Sequence[Answer]) -> Headline:
        return Headline(
            *(answer["n"] for answer in answers), *(_worked(span, works) for span in periods)
        )

    return Chart([Part(span.of(query), {}) for span in periods], read)


def _worked(period: Period, works: Works) -> int:
    """As far as the period has passed."""
    last = (period.until - SECOND).date()
    days = (last - period.since.date()).days + 1
    return sum(works(period.since.date() + number * DAY) for number in range(days))
