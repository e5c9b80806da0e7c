"""Counts by a logarithmic regression: quasi-Poisson, ridge, outbreaks weighed down."""

import numpy as np

_ROUNDS = 12
_OUTLYING = 2.5


def fit_counts(columns: np.ndarray, counts: np.ndarray, penalties: np.ndarray) -> np.ndarray:
    """The coefficients of log(mean).

    columns    days x columns, the first of them 1
    penalties  of each column, in days of a usual count
    A day that lies beyond 2.5 deviations counts for less the further it lies (Huber).
    """
    usual = max(float(np.median(counts)), 0.5)
    coefficients = np.zeros(columns.shape[1])
    coefficients[0] = np.log(usual)
    ridge = np.diag(penalties * usual + 1e-9)
    trust: np.ndarray = np.ones(len(counts))
    for _ in range(_ROUNDS):
        means = np.exp(np.clip(columns @ coefficients, -5, 20))
        weights = means * trust
        working = columns @ coefficients + (counts - means) / means
        weighed = columns * weights[:, None]
        coefficients = np.linalg.solve(columns.T @ weighed + ridge, weighed.T @ working)
        trust = _trust(counts, np.exp(np.clip(columns @ coefficients, -5, 20)))
    return coefficients


def _trust(counts: np.ndarray, means: np.ndarray) -> np.ndarray:
    residuals = np.abs(counts - means) / np.sqrt(means)
    # The median deviation of a normal law is 0.6745 of its standard deviation.
    spread = max(float(np.median(residuals)) / 0.6745, 1.0)
    trust: np.ndarray = np.minimum(1.0, _OUTLYING * spread / np.maximum(residuals, 1e-9))
    return trust
