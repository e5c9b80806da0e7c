"""What is read from words of time."""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class Recurring:
    """Again and again: `every` day, week, month, year, workday, weekend or holiday.

    Weekdays run from 1 (Monday) to 7.

    begin, end  the clock within the day; an end before the begin is on the next day
    """

    every: str
    weekdays: tuple[int, ...] = ()
    begin: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """Words of time `text` at `start`:`stop`, read as naive local time.

    begin, end  the stretch that is meant, without its end; equal for a moment; None where that side
                is open or unknown
    precision   minute | hour | part (of a day) | day | week | month | season | year | vague: how
                exactly it was said
    approx      said with 左右, 多, 前后, or in words without sharp borders (月底)
    doubt       what to ask when the words fit several times: nothing is chosen then
    """

    start: int
    stop: int
    text: str
    begin: datetime | None
    end: datetime | None
    precision: str
    approx: bool = False
    recurring: Recurring | None = None
    doubt: str = ""

    @property
    def known(self) -> bool:
        """Says when something happens or since when."""
        return self.begin is not None or self.recurring is not None
