"""A slow second opinion on due times: one cell of an array for each step of time, and counting.

Shares no code with the calendar under test: it asks `chinese_calendar` day by day and counts cells.
"""

from datetime import date, datetime, timedelta

import chinese_calendar
import numpy as np

# Working days of the week that the law makes free, read from printed calendars.
FIXED_BY_LAW = [
    "2027-01-01",
    "2027-02-05",
    "2027-02-08",
    "2027-04-05",
    "2027-06-09",
    "2027-09-15",
    "2027-10-01",
    "2028-01-25",
    "2028-01-26",
    "2028-01-27",
    "2028-01-28",
    "2028-04-04",
    "2028-05-01",
    "2028-05-02",
    "2028-10-02",
    "2028-10-03",
]


class SlowClock:
    """`step` in seconds divides every time that is given; `overrides` maps date -> list of
    frames (empty: closed).
    """

    def __init__(self, frames, overrides, *, first: date, days: int, step: int) -> None:
        self.origin = datetime(first.year, first.month, first.day)
        self.step = step
        self.per_day = 86_400 // step
        self.dates = [first + timedelta(days=n) for n in range(days)]
        self.overrides = overrides
        self.works = np.zeros(days * self.per_day, dtype=bool)
        for number, on in enumerate(self.dates):
            for begin, end in frames_of(on, frames, overrides):
                self.works[
                    number * self.per_day + begin // step : number * self.per_day + end // step
                ] = True

    def due(self, start: datetime, amount: int, unit: str, pauses) -> datetime:
        """`amount` in days, or in seconds for hours; `pauses` as pairs."""
        end = self.cell_of_end(self.cell(start), amount, unit)
        for begin, stop in pauses:
            a, b = self.cell(begin), self.cell(stop)
            if unit in ("wd", "h") and a < end:
                end = self.after(end, int(np.count_nonzero(self.works[a:b])))
            elif unit in ("ch", "cd") and begin < self.calendar_moment(end, unit):
                end += b - a
        return self.calendar_moment(end, unit)

    def cell_of_end(self, start: int, amount: int, unit: str) -> int:
        if unit == "ch":
            return start + amount // self.step
        if unit == "h":
            return self.after(start, amount // self.step)
        day = start // self.per_day
        if unit == "cd":
            return (day + amount + 1) * self.per_day
        while amount:
            day += 1
            if self.works[day * self.per_day : (day + 1) * self.per_day].any():
                amount -= 1
        return (
            day * self.per_day
            + int(np.flatnonzero(self.works[day * self.per_day : (day + 1) * self.per_day])[-1])
            + 1
        )

    def after(self, cell: int, count: int) -> int:
        """The end of the `count`-th working cell from `cell` on."""
        return cell + int(np.flatnonzero(self.works[cell:])[count - 1]) + 1 if count else cell

    def calendar_moment(self, cell: int, unit: str) -> datetime:
        moment = self.origin + timedelta(seconds=cell * self.step)
        return moment - timedelta(seconds=1) if unit == "cd" else moment

    def cell(self, moment: datetime) -> int:
        return int((moment - self.origin).total_seconds()) // self.step

    def is_provisional(self, first: date, last: date) -> bool:
        return any(
            on.year > 2026 and on not in self.overrides for on in self.dates if first <= on <= last
        )


def frames_of(on: date, frames, overrides):
    if on in overrides:
        return overrides[on]
    works = (
        chinese_calendar.is_workday(on)
        if on.year <= 2026
        else on.weekday() < 5 and f"{on:%Y-%m-%d}" not in FIXED_BY_LAW
    )
    return frames if works else []
