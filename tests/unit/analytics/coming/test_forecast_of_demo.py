"""Forecasts over the demo's years, into whose last month a building site, a gathering and the
season's heating are told: what nobody could expect, and still most days lie inside.
"""

from datetime import datetime

import numpy as np
import pytest

from analytics.coming.backtest import backtest
from analytics.coming.forecast import forecast_days
from analytics.coming.history import count_hours, history_of
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.demo.year import plan_year
from hotline.domain.time.calendar import WorkCalendar
from hotline.reading.coming import kind_of

END = datetime(2026, 11, 29, 16)
CALENDAR = kind_of(WorkCalendar())
FORTNIGHT = 14


@pytest.fixture(scope="module", params=[2000, 5000, 7000])
def year(request):
    """Whole days only."""
    pack = read_pack(DEMO, today=END.date()).pack
    contacts = plan_year(pack, request.param, 12345, END)
    history = history_of(count_hours(contact.at for contact in contacts))
    return history.before(len(history.hours) - 1)


def test_a_month_held_out_lies_inside_as_often_as_promised(year):
    inside = []
    for begin in (len(year.hours) - 2 * FORTNIGHT, len(year.hours) - FORTNIGHT):
        coming = forecast_days(year.before(begin), FORTNIGHT, CALENDAR).expected
        truth = year.days[begin : begin + FORTNIGHT]
        inside += [day.low <= n <= day.high for day, n in zip(coming, truth, strict=True)]

    assert 0.7 <= np.mean(inside) <= 0.9


def test_levels_are_mixed_and_beat_the_week_before(year):
    test = backtest(year, FORTNIGHT, CALENDAR)

    assert test.shares.sum() == pytest.approx(1)
    assert np.sum(test.shares > 0.05) > 1
    assert test.error < 0.9
