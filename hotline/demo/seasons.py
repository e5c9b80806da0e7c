"""When people call: by month, day of the week, holiday and hour."""

from bisect import bisect
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from hotline.domain.time.calendar import WorkCalendar

ALL_YEAR = (1.0,) * 12
VOLUME = (1.15, 0.85, 0.95, 0.95, 1.0, 1.05, 1.2, 1.1, 1.0, 0.9, 1.05, 1.15)
# January to December
MONTHS = {
    "all": ALL_YEAR,
    "heating": (10, 7, 3, 0, 0, 0, 0, 0, 0, 0.5, 7, 9),
    "winter": (3, 3, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 2, 3),
    "spring": (0.5, 1, 2, 3, 3, 2, 1.5, 1.5, 1, 0.5, 0.5, 0.5),
    "summer": (0.4, 0.4, 0.6, 1, 2, 3, 4, 4, 2, 1, 0.5, 0.4),
    "autumn": (1, 1, 0.8, 0.7, 0.6, 0.6, 0.6, 0.8, 1.5, 2.5, 2.5, 1.5),
    "rain": (0.2, 0.3, 0.8, 1.5, 2, 4, 6, 4, 1.5, 0.5, 0.3, 0.2),
    "school": (0.8, 0.8, 2.5, 2, 2, 1.5, 0.2, 0.5, 4, 2, 2, 1.5),
    "enrol": (0.2, 0.2, 0.5, 1, 2, 4, 7, 8, 3, 0.3, 0.2, 0.2),
    "yearend": (8, 4, 1.5, 1, 1, 1.2, 1.2, 1, 1.2, 1.5, 3, 6),
    "holiday": (1.5, 3, 0.5, 1.5, 4, 1, 2, 2, 1, 5, 0.3, 0.5),
    "spring_festival": (5, 6, 0.3, 0.1, 0, 0, 0, 0, 0, 0.2, 0.2, 1),
}
# hours 0 to 23
CURVE = (
    0.6,
    0.4,
    0.3,
    0.2,
    0.2,
    0.4,
    0.9,
    2.0,
    5.5,
    8.6,
    8.9,
    7.4,
    4.2,
    4.6,
    7.3,
    7.9,
    7.4,
    6.2,
    4.6,
    4.3,
    4.4,
    3.7,
    2.2,
    1.2,
)
HOURS = {
    "day": (0.2,) * 6 + (0.8,) + (1.0,) * 12 + (0.7,) * 3 + (0.4, 0.3),
    "evening": (0.3,) * 6 + (0.5,) * 11 + (2.0, 3.0, 3.5, 3.5, 3.0, 2.0, 1.0),
    "night": (6.0,) * 6 + (1.5,) + (0.4,) * 12 + (0.6, 1.5, 3.0, 5.0, 6.0),
}
WEEK = (1.1, 1.04, 1.0, 1.0, 1.02, 0.62, 0.55)
HOLIDAY = 0.5


# Contacts of the last day in the smallest year, after so many hours.
FEWEST, MORNING = 2, 9
# Fourteen months, so that the last whole month has its like of the year before.
DAYS = 426


class YearClock:
    """Draws moments of the DAYS before `end`, and of its own whole hours: by the hour that day is
    as busy as others of its kind.
    """

    def __init__(self, end: datetime, calendar: WorkCalendar) -> None:
        self.days = [end.date() - timedelta(days=back) for back in range(DAYS, -1, -1)]
        self._hours = list(accumulate(CURVE))
        self._hours_of_last = self._hours[: end.hour]
        share = self._hours_of_last[-1] / self._hours[-1] if self._hours_of_last else 0.0
        *whole, last = (_volume(day, calendar) for day in self.days)
        self._sums = list(accumulate(whole))
        self._last = last * share / (self._sums[-1] + last * share)

    def of_last_day(self, count: int) -> int:
        """How many of `count` contacts come on the last day, up to its last whole hour: what is
        usual on such a day of the week, and from the morning on a few in the smallest year.
        """
        few = FEWEST if self._last and len(self._hours_of_last) > MORNING else 0
        return max(round(count * self._last), few)

    def draw_last(self, random: Random) -> datetime:
        return self.at_hour(random, self.days[-1], self._hours_of_last)

    def draw(self, random: Random) -> datetime:
        """On any other day."""
        day = self.days[bisect(self._sums, random.random() * self._sums[-1])]
        return self.at_hour(random, day, self._hours)

    @staticmethod
    def at_hour(random: Random, day: date, hours: list[float]) -> datetime:
        hour = bisect(hours, random.random() * hours[-1])
        return datetime(
            day.year, day.month, day.day, hour, random.randrange(60), random.randrange(60)
        )


def fits(season: str, hour: str, moment: datetime) -> float:
    """How likely a matter of this season and hour profile is at this moment, relative to others."""
    return MONTHS[season][moment.month - 1] * HOURS[hour][moment.hour]


def _volume(day: date, calendar: WorkCalendar) -> float:
    holiday = HOLIDAY if day.weekday() < 5 and not calendar.is_working(day) else 1.0
    return VOLUME[day.month - 1] * WEEK[day.weekday()] * holiday
