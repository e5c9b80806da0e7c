"""The next days: calendar and season by regression, and the level where the last weeks stand."""

from dataclasses import dataclass

import numpy as np

from analytics.coming.calendar import Columns, KindOf
from analytics.coming.history import History
from analytics.coming.regression import fit_counts

# Half-lives of the level in days; what each counts for, past forecasts decide.
HALF_LIVES = (3.0, 7.0, 14.0, 30.0, 90.0)
# How much of a deviation of the level is still there a day later.
_LASTING = 0.985
# A day further away than so many usual deviations moves the level no more than one that far.
_OUTLYING = 3.0
_LEAST = 0.05


@dataclass(frozen=True)
class Fitted:
    """A regression over a past: means of the past and of the `horizon` days behind it."""

    past: np.ndarray
    means: np.ndarray
    coming: np.ndarray

    def forecasts(self) -> np.ndarray:
        """Means of the coming days at the level of the last ones: HALF_LIVES x days."""
        levels = np.array([self._level(1 - 0.5 ** (1 / half_life)) for half_life in HALF_LIVES])
        ahead = np.arange(1, len(self.coming) + 1)
        means: np.ndarray = self.coming * np.exp(np.log(levels)[:, None] * _LASTING**ahead)
        return means

    def _level(self, gain: float) -> float:
        """What the last days are of what the regression says, each correcting it by `gain`."""
        ratios = self.past / self.means
        usual = float(np.median(abs(ratios - np.median(ratios)))) / 0.6745
        furthest = _OUTLYING * max(usual, float(np.median(self.means)) ** -0.5)
        level = 1.0
        for ratio in ratios.tolist():
            level += gain * min(max(ratio - level, -furthest), furthest)
        return max(level, _LEAST)


def fit(history: History, horizon: int, kind_of: KindOf) -> Fitted:
    days = history.days
    columns = Columns(history.first, len(days), kind_of)
    past = columns.rows(0, len(days))
    coefficients = fit_counts(past, days, columns.penalties)
    coming = columns.rows(len(days), len(days) + horizon)
    return Fitted(days, np.exp(past @ coefficients), np.exp(np.clip(coming @ coefficients, -5, 20)))
