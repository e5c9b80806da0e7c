"""The published calendar of the State Council: holidays and working days in exchange (调休),
from `chinesecalendar`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache


@dataclass(frozen=True, slots=True)
class PublishedCalendar:
    """`days` holds only the dates that differ from the week: date -> (works, name of the
    holiday).
    """

    days: dict[date, tuple[bool, str]]
    first_year: int
    last_year: int

    def covers(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year


@cache
def published_calendar() -> PublishedCalendar:
    # Imported here because the tables cost 0.1 s, which `hotline --help` has no use for.
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {holiday.value: holiday.chinese for holiday in Holiday}
    days = {day: (False, names[name]) for day, name in holidays.items()}
    days |= {day: (True, f"{names[name]}调休上班") for day, name in workdays.items()}
    years = {day.year for day in holidays}
    return PublishedCalendar(days, min(years), max(years))
