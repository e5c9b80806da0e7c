"""From scores to chances that mean what they say: learned on texts that the model had not seen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from classifiers.category import LinearLabels, softmax, spread
from classifiers.confidence import ConfidenceCurve, fit_curve
from classifiers.evaluate import score

Array = np.ndarray[Any, Any]

_FEW_LABELS = 40
_LEAST_TEXTS = 20  # for each label, before the scores of one label may speak for another
_ERRORS = 1.0  # weight of the errors in the regression: less would make its chances too shy
_DOUBTS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12)
_MOST_TEXTS = 5_000


@dataclass(frozen=True)
class Calibration:
    """Scores times `matrix` plus `offset`, then softmax; `doubt` is the share of chance that is
    spread over all labels, `curve` says how often the largest chance was right.
    """

    matrix: Array
    offset: Array
    doubt: float = 0.0
    curve: ConfidenceCurve | None = None

    def chances(self, scores: Array) -> Array:
        mixed = scores @ self.matrix + self.offset
        chances = spread(softmax(mixed), self.doubt)
        return chances if self.curve is None else self.curve.chances(chances, mixed)

    def applied_to(self, linear: LinearLabels) -> LinearLabels:
        return linear.mixed(
            self.matrix.astype(np.float32),
            self.offset.astype(np.float32),
            doubt=self.doubt,
            curve=self.curve,
        )


@dataclass(frozen=True)
class UnseenScores:
    """Scores (texts x classes), number of the true class and of the fold of each text."""

    scores: Array
    owner: Array
    fold: Array
    classes: Array

    def calibration(self) -> Calibration:
        return fit_calibration(self.scores, self.owner, self.classes.size)

    def measured(self, precision: float) -> dict[str, Any]:
        """Each fold's scores under a calibration that did not see the fold."""
        fold = self.fold if self.fold.max() else _halves(self.owner.size)
        chances = np.zeros_like(self.scores, dtype=np.float64)
        for number in np.unique(fold):
            known = fold != number
            fitted = fit_calibration(self.scores[known], self.owner[known], self.classes.size)
            chances[~known] = fitted.chances(self.scores[~known])
        return score(self.classes[self.owner].tolist(), chances, self.classes, precision=precision)


def fit_calibration(scores: Array, owner: Array, labels: int) -> Calibration:
    """Regression on all scores where labels are few and well known, else one temperature for all
    (Guo et al. 2017) and a rising curve over it.
    """
    counts = np.bincount(owner, minlength=labels)
    if 2 < labels <= _FEW_LABELS and counts.min() >= _LEAST_TEXTS:
        width = float(scores.std()) or 1.0
        fitted = LogisticRegression(C=_ERRORS, max_iter=2000).fit(scores / width, owner)
        return Calibration(fitted.coef_.T / width, fitted.intercept_)
    temperature, doubt = _best_temperature(scores[:_MOST_TEXTS], owner[:_MOST_TEXTS])
    chances = spread(softmax(scores * temperature), doubt)
    curve = fit_curve(chances.max(axis=1), chances.argmax(axis=1) == owner)
    return Calibration(np.eye(labels) * temperature, np.zeros(labels), doubt, curve)


def _best_temperature(scores: Array, owner: Array) -> tuple[float, float]:
    """Temperature and doubt under which the true labels are likeliest.

    Without doubt wrong labels in the data cool all.
    """
    rows = np.arange(owner.size)

    def loss(log_temperature: float, doubt: float) -> float:
        chances = spread(softmax(scores * np.exp(log_temperature)), doubt)
        return float(-np.log(chances[rows, owner] + 1e-12).mean())

    fits = []
    for doubt in _DOUBTS:
        best = minimize_scalar(
            loss, bounds=(-3, 5), method="bounded", args=(doubt,), options={"xatol": 0.02}
        )
        fits.append((float(best.fun), float(np.exp(best.x)), doubt))
    return min(fits)[1:]


def _halves(size: int) -> Array:
    fold = np.zeros(size, dtype=int)
    for number, (_, part) in enumerate(
        KFold(min(2, size), shuffle=True, random_state=0).split(fold)
    ):
        fold[part] = number
    return fold
