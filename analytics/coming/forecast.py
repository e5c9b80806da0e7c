"""`forecast_days` and `forecast_hours`: mean and an interval that holds 80 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np

from analytics.coming.backtest import LEAST_DAYS, Backtest, backtest
from analytics.coming.calendar import KindOf, week_kind
from analytics.coming.daily import fit
from analytics.coming.history import History, TooShort, after_gap, ends_early
from analytics.coming.hours import hourly

MOST_HORIZON = 60


@dataclass(frozen=True, slots=True)
class Expected:
    """One coming day, or one hour of it."""

    at: date | datetime
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """What is expected, and how past forecasts of the same kind did.

    error     mean absolute error of past forecasts against that of last week's numbers
    coverage  share of past truth inside the intervals
    """

    expected: Sequence[Expected]
    error: float
    coverage: float


def forecast_days(history: History, horizon: int, kind_of: KindOf = week_kind) -> Forecast:
    """The `horizon` days after the last of the history. Raises TooShort.

    A last day that stops early is no part of the past, and is not forecast either.
    """
    whole, skipped = _whole(history)
    test, means, lows, highs = _days(whole, horizon + skipped, kind_of)
    expected = [
        Expected(whole.date(len(whole.hours) + at), *map(float, bounds))
        for at, bounds in enumerate(zip(means, lows, highs, strict=True))
    ]
    return Forecast(expected[skipped:], test.error, test.coverage)


def forecast_hours(history: History, horizon: int, kind_of: KindOf = week_kind) -> Forecast:
    """The 24 hours of each of the `horizon` days after the last of the history. Raises TooShort."""
    whole, skipped = _whole(history)
    test, means, _, _ = _days(whole, horizon + skipped, kind_of)
    bounds, coverage = hourly(whole, test, means, kind_of)
    expected = [
        Expected(datetime.combine(whole.date(len(whole.hours) + day), time(hour)), *map(float, of))
        for day, hours in enumerate(bounds)
        for hour, of in enumerate(hours)
    ]
    return Forecast(expected[24 * skipped :], test.error, coverage)


def _whole(history: History) -> tuple[History, int]:
    skipped = int(ends_early(history))
    whole = after_gap(history.before(len(history.hours) - skipped), LEAST_DAYS + 1)
    if len(whole.hours) <= LEAST_DAYS:
        raise TooShort(f"只有 {len(whole.hours)} 天的记录，预测至少需要 {LEAST_DAYS + 1} 天")
    return whole, skipped


def _days(
    history: History, horizon: int, kind_of: KindOf
) -> tuple[Backtest, np.ndarray, np.ndarray, np.ndarray]:
    test = backtest(history, horizon, kind_of)
    means = test.shares @ fit(history, horizon, kind_of).forecasts()
    return test, means, *test.bounds(means)
