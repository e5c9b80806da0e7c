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
    return _by_day(_basis(history, horizon, kind_of))


def forecast_hours(history: History, horizon: int, kind_of: KindOf = week_kind) -> Forecast:
    """The 24 hours of each of the `horizon` days after the last of the history. Raises TooShort."""
    return _by_hour(_basis(history, horizon, kind_of), kind_of)


def forecast_both(
    history: History, horizon: int, kind_of: KindOf = week_kind
) -> tuple[Forecast, Forecast]:
    """The days and their hours, for the price of one. Raises TooShort."""
    basis = _basis(history, horizon, kind_of)
    return _by_day(basis), _by_hour(basis, kind_of)


@dataclass(frozen=True)
class _Basis:
    """`means` of the days after `past`, of which the first `skipped` are not told."""

    past: History
    skipped: int
    test: Backtest
    means: np.ndarray


def _by_day(basis: _Basis) -> Forecast:
    lows, highs = basis.test.bounds(basis.means)
    expected = [
        Expected(basis.past.date(len(basis.past.hours) + at), *map(float, bounds))
        for at, bounds in enumerate(zip(basis.means, lows, highs, strict=True))
    ]
    return Forecast(expected[basis.skipped :], basis.test.error, basis.test.coverage)


def _by_hour(basis: _Basis, kind_of: KindOf) -> Forecast:
    past = basis.past
    bounds, coverage = hourly(past, basis.test, basis.means, kind_of)
    expected = [
        Expected(datetime.combine(past.date(len(past.hours) + day), time(hour)), *map(float, of))
        for day, hours in enumerate(bounds)
        for hour, of in enumerate(hours)
    ]
    return Forecast(expected[24 * basis.skipped :], basis.test.error, coverage)


def _basis(history: History, horizon: int, kind_of: KindOf) -> _Basis:
    past, skipped = _whole(history)
    test = backtest(past, horizon + skipped, kind_of)
    means = test.shares @ fit(past, horizon + skipped, kind_of).forecasts()
    return _Basis(past, skipped, test, means)


def _whole(history: History) -> tuple[History, int]:
    skipped = int(ends_early(history))
    whole = after_gap(history.before(len(history.hours) - skipped), LEAST_DAYS + 1)
    if len(whole.hours) <= LEAST_DAYS:
        raise TooShort(f"只有 {len(whole.hours)} 天的记录，预测至少需要 {LEAST_DAYS + 1} 天")
    return whole, skipped
