"""What one expression of time says: year, month, day, week, part of the day, clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class Parts:
    """What one expression says; None and "" where it says nothing.

    Years are absolute, weeks and days count from now.

    third  上旬 中旬 下旬, 初 底 of a month or year; amount: (how often, unit) of ago, last and
    lasting
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    days_from_now: int | None = None
    week: int | None = None
    weekday: int | None = None
    weekdays: tuple[int, ...] = ()
    weekend: bool = False
    festival: str = ""
    lunar: tuple[int, int | None] | None = None
    third: str = ""
    half: str = ""
    season: str = ""
    part: str = ""
    hour: int | None = None
    minute: int | None = None
    every: str = ""
    kind: str = ""
    amount: tuple[float, str] | None = None
    approx: bool = False

    @property
    def has_date(self) -> bool:
        return self.has_day_of_calendar or bool(self.third or self.half or self.kind)

    @property
    def has_day_of_calendar(self) -> bool:
        whole = (
            self.year,
            self.month,
            self.day,
            self.days_from_now,
            self.week,
            self.weekday,
            self.lunar,
        )
        return any(value is not None for value in whole) or self.weekend or bool(self.festival)

    @property
    def has_clock(self) -> bool:
        return bool(self.part) or self.hour is not None


def shifted(day: datetime, days: int) -> datetime:
    """Midnight of the day so many days from `day`."""
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days)
