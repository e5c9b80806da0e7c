"""How sure the first label is, learned from texts that the model had not seen: a rising curve from
what the scores say to the share that was right.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.isotonic import isotonic_regression

Array = np.ndarray[Any, Any]

_TEXTS_A_STEP = 25  # fewer would make a step of chance
_MOST_STEPS = 40
_TRACE = 1e-6  # share of chance that only tells the order of the labels


@dataclass(frozen=True)
class ConfidenceCurve:
    """Between the points (`raw`, `right`), both rising, it is a straight line."""

    raw: Array
    right: Array

    def confidence(self, raw: Array) -> Array:
        return np.interp(raw, self.raw, self.right)

    def chances(self, raw: Array, scores: Array) -> Array:
        """Chances whose largest is what the curve says of the largest of `raw`; the others share
        the rest as they did, none above the first.

        A row may sum to less than 1. Labels stand in the order of `scores` even where their
        chances have vanished.
        """
        rows = np.arange(raw.shape[0])
        best = scores.argmax(axis=1)
        top = raw[rows, best].astype(np.float64)
        sure = self.confidence(top)
        scale = (1 - sure) / np.maximum(1 - top, 1e-12)
        chances = np.minimum(raw * scale[:, None], sure[:, None])
        chances[rows, best] = sure
        behind = scores[rows, best][:, None].astype(np.float64) - scores
        return np.asarray(chances * (1 - _TRACE) + _TRACE / (1 + behind))


def fit_curve(raw: Array, right: Array) -> ConfidenceCurve:
    """`raw` is the largest chance of each text, `right` whether its label was the true one."""
    order = np.argsort(raw, kind="stable")
    steps = np.array_split(order, int(np.clip(order.size // _TEXTS_A_STEP, 1, _MOST_STEPS)))
    middle = np.array([raw[step].mean() for step in steps])
    # One right and one wrong text besides: no step is ever wholly sure.
    share = np.array([(right[step].sum() + 1) / (step.size + 2) for step in steps])
    rising = isotonic_regression(share, sample_weight=[step.size for step in steps])
    return ConfidenceCurve(middle.astype(np.float64), np.asarray(rising, dtype=np.float64))
