"""From scores to chances that mean what they say: learned on texts that the model had not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from classifiers.category import LinearLabels, softmax, spread
from classifiers.confidence import ConfidenceCurve, fit_curve, leads
from classifiers.evaluate import NEVER, above_threshold, score, written_threshold

Array = np.ndarray[Any, Any]

_FEW_LABELS = 40
_LEAST_TEXTS = 20  # for each label, before the scores of one label may speak for another
_ERRORS = 1.0  # weight of the errors in the regression: less would make its chances too shy
_DOUBTS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12)
_MOST_TEXTS = 5_000
_FOLDS = 5


@dataclass(frozen=True)
class Calibration:
    """Scores times `matrix` plus `offset`, then softmax; `doubt` is the share of chance that is
    spread over all labels, `curve` says how often the largest chance was right.
    """

    matrix: Array
    offset: Array
    doubt: float = 0.0
    curve: ConfidenceCurve | None = None

    def mixed(self, scores: Array) -> Array:
        """As the model that is written gives them."""
        return np.asarray(scores @ self.matrix + self.offset)

    def chances(self, scores: Array) -> Array:
        mixed = self.mixed(scores)
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

    def measured(self, promises: Sequence[float]) -> tuple[dict[str, Any], float, float]:
        """Scores, the first of these shares of right ones that can be promised (the last if none
        can), and its threshold.

        All under the threshold that is written: one of fewer texts is another, by which another
        share would go.
        """
        chances = self.chances
        right, sureness = chances.argmax(axis=1) == self.owner, chances.max(axis=1)
        precision, threshold = _kept(right, sureness, promises)
        labels = self.classes[self.owner].tolist()
        scores = score(labels, chances, self.classes, precision=precision)
        alone = {"threshold": threshold, **above_threshold(right, sureness, threshold)}
        return scores | {"automatic": alone}, precision, threshold

    @cached_property
    def chances(self) -> Array:
        """Each fold under a calibration that did not see it."""
        fold = self.fold if self.fold.max() + 1 >= _FOLDS else _random_folds(self.owner.size)
        chances = np.zeros_like(self.scores, dtype=np.float64)
        for number in np.unique(fold):
            known = fold != number
            fitted = fit_calibration(self.scores[known], self.owner[known], self.classes.size)
            chances[~known] = fitted.chances(self.scores[~known])
        return chances


def _kept(right: Array, sureness: Array, promises: Sequence[float]) -> tuple[float, float]:
    for precision in promises:
        threshold = written_threshold(right, sureness, precision)
        if threshold < NEVER:
            break
    return precision, threshold


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
    curve = fit_curve(leads(scores * temperature), scores.argmax(axis=1) == owner)
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


def _random_folds(size: int) -> Array:
    return np.random.default_rng(0).permutation(size) % min(_FOLDS, size)
