"""What past forecasts would have been: which levels fit, and how far the truth lay from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np

from analytics.coming.calendar import KindOf
from analytics.coming.daily import fit
from analytics.coming.history import History

# Days before the first origin, and how many origins at most, so many days apart.
LEAST_DAYS = 28
_ORIGINS, _APART = 30, 4
# The outer tenths left out on both sides.
_INNER = 0.8
_NORMAL = 1.2816
# A level that errs a tenth more than the best counts for a third of it: which is best by a little
# is chance, and their mean errs less than any.
_CHOOSY = 10
_ONE_IN_TEN = 0.1
# No mean error of whole numbers says more.
_ROUNDING = 0.5


@dataclass(frozen=True)
class Backtest:
    """Forecasts from `origins`, each from what was known then: origins x horizon.

    shares        what the level of each half-life counts for in `means`
    means, truth  NaN where the truth is not known yet
    naive         what the same weekday of the week before would have said
    """

    shares: np.ndarray
    origins: Sequence[int]
    means: np.ndarray
    truth: np.ndarray
    naive: np.ndarray

    @cached_property
    def error(self) -> float:
        """Mean absolute error against that of the same weekday a week before; below 1 is better."""
        naive = float(np.nanmean(abs(self.naive - self.truth)))
        return float(np.nanmean(abs(self.means - self.truth))) / max(naive, _ROUNDING)

    @cached_property
    def dispersion(self) -> np.ndarray:
        """By horizon: variance beyond Poisson's, as a share of the squared mean; never falling."""
        known = ~np.isnan(self.truth)
        excess = np.where(known, (self.truth - self.means) ** 2 - self.means, 0.0)
        # A storm in the past shall not make all coming days uncertain.
        limit = 25 * np.nanmedian(np.abs(np.where(known, excess, np.nan)))
        excess = np.clip(excess, None, limit)
        squares = np.where(known, self.means**2, 0.0)
        rough = excess.sum(axis=0) / np.maximum(squares.sum(axis=0), 1e-9)
        slope, base = (
            np.polyfit(np.arange(len(rough)), rough, 1) if len(rough) > 1 else (0.0, rough[0])
        )
        line = base + max(slope, 0.0) * np.arange(len(rough))
        smooth: np.ndarray = np.maximum(
            line if slope > 0 else np.full(len(rough), rough.mean()), 0.0
        )
        return smooth

    @cached_property
    def reach(self) -> float:
        """How many deviations to both sides hold 80 % of what is still to come: of the past a
        little more, as conformal prediction counts, for the days of one forecast move together.
        """
        forecasts = len(self.origins)
        if forecasts < 4:
            return _NORMAL
        distances = abs(np.sqrt(self.truth) - np.sqrt(self.means)) / self._deviations(self.means)
        inner = min(1.0, ceil((forecasts + 1) * _INNER) / forecasts)
        return float(np.nanquantile(distances, inner))

    @property
    def coverage(self) -> float:
        """Share of the truth inside the interval."""
        lows, highs = self.bounds(self.means)
        known = ~np.isnan(self.truth)
        return float(((lows <= self.truth) & (self.truth <= highs))[known].mean())

    def bounds(self, means: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of forecasts whose last axis is the horizon. Around the square root: a count rises
        further than it falls.
        """
        roots, reach = np.sqrt(means), self.reach * self._deviations(means)
        lows, highs = np.maximum(roots - reach, 0.0) ** 2, (roots + reach) ** 2
        # Where one day in ten brings none, none is not unexpected.
        return np.where(np.exp(-means) >= _ONE_IN_TEN, 0.0, lows), highs

    def _deviations(self, means: np.ndarray) -> np.ndarray:
        """Of the square root of a count."""
        deviations: np.ndarray = np.sqrt(1 + self.dispersion * means) / 2
        return deviations


def backtest(history: History, horizon: int, kind_of: KindOf) -> Backtest:
    """With the half-lives that did best. Needs LEAST_DAYS and a day more."""
    days = len(history.hours)
    origins = list(range(days - 1, LEAST_DAYS - 1, -_APART))[:_ORIGINS]
    fits = [fit(history.before(origin), horizon, kind_of) for origin in origins]
    truth = np.array([_truth(history.days, origin, horizon) for origin in origins])
    naive = np.array([_week_before(history.days, origin, horizon) for origin in origins])
    tried = np.array([fitted.forecasts() for fitted in fits])
    errors = np.nanmean(abs(tried - truth[:, None, :]), axis=(0, 2))
    shares = (float(errors.min()) + _ROUNDING) / (errors + _ROUNDING)
    shares = shares**_CHOOSY / np.sum(shares**_CHOOSY)
    return Backtest(shares, origins, np.einsum("l,olh->oh", shares, tried), truth, naive)


def _truth(days: np.ndarray, origin: int, horizon: int) -> np.ndarray:
    truth = np.full(horizon, np.nan)
    known = days[origin : origin + horizon]
    truth[: len(known)] = known
    return truth


def _week_before(days: np.ndarray, origin: int, horizon: int) -> np.ndarray:
    """The last known week, again and again."""
    return np.array([days[origin - 7 + at % 7] for at in range(horizon)])
