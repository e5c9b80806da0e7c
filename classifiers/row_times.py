"""Times of rows: what can be put in order of any way of writing that begins with the year."""

import re
from contextlib import suppress
from datetime import datetime

_NUMBERS = re.compile(r"\d+")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:\s*(\d\d):?(\d\d))?")
_FIRST_YEAR, _LAST_YEAR = 1980, 2100
_LONGEST = 40


def moment_of(time: str) -> datetime | None:
    """None where no day of the calendar can be read; a month without a day begins on its first."""
    time = time[:_LONGEST]
    compact = _COMPACT.match(time)
    digits = [*filter(None, compact.groups())] if compact else _NUMBERS.findall(time)
    numbers = [int(number) for number in digits[:6]]
    if len(numbers) == 2:
        numbers.append(1)
    if len(numbers) < 3 or not _FIRST_YEAR <= numbers[0] <= _LAST_YEAR:
        return None
    with suppress(ValueError):
        year, month, day, hour, minute, second = (numbers + [0] * 3)[:6]
        return datetime(year, month, day, hour, minute, second)
    return None
