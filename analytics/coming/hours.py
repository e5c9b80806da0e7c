"""A day's count by hour: when people call on such a day."""

import numpy as np

from analytics.coming.backtest import Backtest
from analytics.coming.calendar import KindOf, kind_class
from analytics.coming.history import History

# Half-life in days of what an hour's share was; an hour never seen keeps a little.
_HALF_LIFE = 60.0
_PRIOR = 4.0


def hourly(
    history: History, test: Backtest, means: np.ndarray, kind_of: KindOf
) -> tuple[np.ndarray, float]:
    """(days x 24 x (mean, low, high), share of past truth inside).

    means  of the coming days, whose first follows the history
    """
    first = len(history.hours)
    forecasts = shares(history, first, len(means), kind_of) * means[:, None]
    past, truth = _past(history, test, kind_of)
    excess = float(np.sum((truth - past) ** 2 - past) / np.sum(past**2))
    dispersion = max(excess, 0.0)
    reach = _reach(past, truth, dispersion)
    low, high = _bounds(past, dispersion, reach)
    inside = float(((truth >= low) & (truth <= high)).mean())
    return np.stack([forecasts, *_bounds(forecasts, dispersion, reach)], axis=-1), inside


def shares(history: History, begin: int, days: int, kind_of: KindOf) -> np.ndarray:
    """days x 24, each row 1 together: for days of the same kind, of late more than long ago."""
    at = np.arange(len(history.hours))
    weights = 0.5 ** ((len(history.hours) - 1 - at) / _HALF_LIFE)
    groups = np.array([_group(history, int(day), kind_of) for day in at])
    overall = weights @ history.hours + 1e-3
    overall /= overall.sum()
    usual = max(float(np.mean(history.days)), 1.0)
    by_group = {}
    for group in range(3):
        sums = (weights * (groups == group)) @ history.hours + _PRIOR * usual * overall
        by_group[group] = sums / sums.sum()
    return np.array([by_group[_group(history, begin + day, kind_of)] for day in range(days)])


def _group(history: History, at: int, kind_of: KindOf) -> int:
    """0 days that are worked, 1 weekends, 2 holidays."""
    day = history.date(at)
    kind = kind_class(day, kind_of(day))
    return 0 if kind < 5 or kind == 8 else 2 if kind == 7 else 1


def _past(history: History, test: Backtest, kind_of: KindOf) -> tuple[np.ndarray, np.ndarray]:
    """Forecasts and truth of hours, as they would have been from some past mornings."""
    forecasts, truth = [], []
    for row, origin in list(enumerate(test.origins))[::3]:
        known = history.hours[origin : origin + test.means.shape[1]]
        of_hours = shares(history.before(origin), origin, len(known), kind_of)
        forecasts.append(of_hours * test.means[row, : len(known), None])
        truth.append(known)
    return np.concatenate(forecasts), np.concatenate(truth)


def _reach(past: np.ndarray, truth: np.ndarray, dispersion: float) -> float:
    """How many deviations to both sides held 80 % of the truth, on the root's scale."""
    distances = abs(np.sqrt(truth) - np.sqrt(past)) / _deviations(past, dispersion)
    return float(np.quantile(distances, 0.8))


def _bounds(means: np.ndarray, dispersion: float, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Around the square root, where small counts spread alike on both sides."""
    root, spread = np.sqrt(means), reach * _deviations(means, dispersion)
    return np.maximum(root - spread, 0.0) ** 2, (root + spread) ** 2


def _deviations(means: np.ndarray, dispersion: float) -> np.ndarray:
    """Of the square root of a count."""
    deviations: np.ndarray = np.sqrt(1 + dispersion * means) / 2
    return deviations
