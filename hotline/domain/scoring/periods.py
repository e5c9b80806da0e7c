"""Assessment periods: a month, or an assessment year that may begin in any month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hotline.domain.errors import InvalidInput

PeriodKind = Literal["month", "year"]
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_YEAR = re.compile(r"([0-9]{4})(?:年度?)?")
# What is reckoned from the ends of a period stays within the calendar.
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True, order=True)
class AssessmentPeriod:
    """Both days included; `name` is 2026-03, or 2026 for a year."""

    first: date
    last: date
    kind: PeriodKind
    name: str


def month(year: int, number: int) -> AssessmentPeriod:
    return AssessmentPeriod(
        date(year, number, 1), _month_end(year, number), "month", f"{year}-{number:02}"
    )


def assessment_year(year: int, starts: int = 1) -> AssessmentPeriod:
    """The year is named by the calendar year it ends in: with `starts` 11, 2025 is November 2024
    to October 2025.
    """
    if starts == 1:
        return AssessmentPeriod(date(year, 1, 1), date(year, 12, 31), "year", str(year))
    return AssessmentPeriod(
        date(year - 1, starts, 1), _month_end(year, starts - 1), "year", str(year)
    )


def parse_period(text: str, *, year_starts: int = 1) -> AssessmentPeriod:
    """2026-03, 2026/3, 2026年3月 is a month.

    2026, 2026年度 an assessment year; raises InvalidInput.
    """
    cleaned = text.strip()
    try:
        if (match := _MONTH.fullmatch(cleaned)) and int(match[1]) in _YEARS:
            return month(int(match[1]), int(match[2]))
        if (match := _YEAR.fullmatch(cleaned)) and int(match[1]) in _YEARS:
            return assessment_year(int(match[1]), year_starts)
    except ValueError:
        pass
    raise InvalidInput(
        f"期间“{cleaned[:40]}”有误",
        remedy="请写成 2026-03（月）或 2026（考核年度）",
        field="period",
    )


def _month_end(year: int, number: int) -> date:
    if number == 12:
        return date(year, 12, 31)
    return date(year, number + 1, 1) - timedelta(days=1)
