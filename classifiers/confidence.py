"""How sure the first label is, learned from texts that the model had not seen: from its lead over
the second to the share that was right.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_TEXTS_A_STEP = 25  # fewer would make a step of chance
_MOST_STEPS = 40
_LOOSE = 10.0
_TRACE = 1e-6  # share of chance that only tells the order of the labels


@dataclass(frozen=True)
class ConfidenceCurve:
    """Between the points (`lead`, `right`), both rising, it is a straight line.

    The lead is the first score minus the second: what the largest chance says depends on all
    labels, of which most are beside the point.
    """

    lead: Array
    right: Array

    def confidence(self, lead: Array) -> Array:
        return np.interp(lead, self.lead, self.right)

    def chances(self, raw: Array, scores: Array) -> Array:
        """Chances whose largest is what the curve says of the lead; the others share the rest as
        in `raw`, none above the first.

        A row may sum to less than 1. Labels stand in the order of `scores` even where their
        chances have vanished.
        """
        rows, best = np.arange(scores.shape[0]), scores.argmax(axis=1)
        sure = self.confidence(leads(scores))
        scale = (1 - sure) / np.maximum(1 - raw[rows, best].astype(np.float64), 1e-12)
        chances = np.minimum(raw * scale[:, None], sure[:, None])
        chances[rows, best] = sure
        behind = scores[rows, best][:, None].astype(np.float64) - scores
        return np.asarray(chances * (1 - _TRACE) + _TRACE / (1 + behind))


def leads(scores: Array) -> Array:
    """First score minus second, of each row."""
    two = np.partition(scores, -2, axis=1)[:, -2:].astype(np.float64)
    return np.asarray(two[:, 1] - two[:, 0])


def fit_curve(lead: Array, right: Array) -> ConfidenceCurve:
    """`right` says of each text whether its first label was the true one.

    The mean of a rising curve of steps, which follows the texts closely, and of a logistic curve,
    which never stands still: so few texts are as sure as each other.
    """
    from sklearn.isotonic import isotonic_regression  # a reader of curves needs none of it

    order = np.argsort(lead, kind="stable")
    steps = np.array_split(order, int(np.clip(order.size // _TEXTS_A_STEP, 1, _MOST_STEPS)))
    middle = np.array([lead[step].mean() for step in steps])
    # One right and one wrong text besides: no step is ever wholly sure.
    share = np.array([(right[step].sum() + 1) / (step.size + 2) for step in steps])
    rising = isotonic_regression(share, sample_weight=[step.size for step in steps])
    points = np.union1d(middle, [0.0, lead.max()])
    return ConfidenceCurve(
        points, (np.interp(points, middle, rising) + _logistic(lead, right, points)) / 2
    )


def _logistic(lead: Array, right: Array, points: Array) -> Array:
    from sklearn.linear_model import LogisticRegression

    if right.all() or not right.any():
        return np.full(points.size, (right.sum() + 1) / (right.size + 2))
    fitted = LogisticRegression(C=_LOOSE).fit(lead[:, None], right)
    slope = max(float(fitted.coef_[0, 0]), 0.0)
    return np.asarray(1 / (1 + np.exp(-slope * points - fitted.intercept_[0])))
