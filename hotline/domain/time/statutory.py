"""Days off that the law fixes for every year, whether its calendar is published or not: the
decree on holidays (全国年节及纪念日放假办法) as it stands since 2025.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from classifiers.times.festivals import lunar_day, solar_term

_ONE_DAY = timedelta(days=1)
# Festival -> month and day, by the civil calendar.
_CIVIL = (
    ("元旦", ((1, 1),)),
    ("劳动节", ((5, 1), (5, 2))),
    ("国庆节", ((10, 1), (10, 2), (10, 3))),
)
# The same by the lunar one; New Year's Eve is the day before the first of these.
_LUNAR = (
    ("春节", ((1, 1), (1, 2), (1, 3))),
    ("端午节", ((5, 5),)),
    ("中秋节", ((8, 15),)),
)
_FIRST_LUNAR_YEAR = 1900


@lru_cache(maxsize=64)
def statutory_days(year: int) -> Mapping[date, str]:
    """The days off of one year, with the names of their festivals; those of the moon from 1900."""
    days = {date(year, *day): name for name, fixed in _CIVIL for day in fixed}
    if year >= _FIRST_LUNAR_YEAR:
        days |= dict(_lunar_days(year))
    return days


def _lunar_days(year: int) -> Iterator[tuple[date, str]]:
    for name, fixed in _LUNAR:
        yield from ((lunar_day(year, *day), name) for day in fixed)
    yield lunar_day(year, 1, 1) - _ONE_DAY, "春节"
    yield solar_term("清明", year), "清明节"
