"""Labels from n-gram counts by one weight for each n-gram and label.

What is stored of every model.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin

if TYPE_CHECKING:
    from classifiers.confidence import ConfidenceCurve


class LinearLabels(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Base of the trained classifiers: scores are counts times weights, chances are their softmax.

    temperature  scores are multiplied by it before the softmax; chosen so that a confidence means
                 what it says
    doubt        share of chance that is spread evenly over all labels
    curve        from the lead of the first score to how often it was right; without it chances
                 are used as they are
    Learned: `classes_`, `coef_` (n-grams x labels, float32), `intercept_`.
    """

    def __init__(
        self,
        *,
        temperature: float = 1.0,
        doubt: float = 0.0,
        curve: "ConfidenceCurve | None" = None,
    ) -> None:
        self.temperature = temperature
        self.doubt = doubt
        self.curve = curve

    @classmethod
    def of(
        cls,
        labels: Sequence[str],
        coef: Any,
        intercept: Any,
        *,
        temperature: float,
        doubt: float = 0.0,
        curve: "ConfidenceCurve | None" = None,
    ) -> "LinearLabels":
        linear = LinearLabels(temperature=temperature, doubt=doubt, curve=curve)
        linear.classes_, linear.intercept_ = np.asarray(labels), intercept
        linear.coef_ = np.ascontiguousarray(
            coef, dtype=np.float32
        )  # a product with any other order copies it each time
        return linear

    def fit(self, counts: csr_matrix, labels: Any) -> Self:
        raise TypeError(f"{type(self).__name__} is not fitted: a trainer makes it with `of`")

    def mixed(
        self,
        matrix: Any,
        offset: Any,
        *,
        doubt: float = 0.0,
        curve: "ConfidenceCurve | None" = None,
    ) -> "LinearLabels":
        """The same labels with new scores: the old ones times `matrix` (old x new) plus
        `offset`.
        """
        return LinearLabels.of(
            self.classes_.tolist(),
            self.coef_ @ matrix,
            self.intercept_ @ matrix + offset,
            temperature=1.0,
            doubt=doubt,
            curve=curve,
        )

    def decision_function(self, counts: csr_matrix | csc_matrix) -> np.ndarray[Any, Any]:
        scores: np.ndarray[Any, Any] = counts @ self.coef_ + self.intercept_
        return scores

    def predict_proba(self, counts: csr_matrix | csc_matrix) -> np.ndarray[Any, Any]:
        return self.chances_of(self.decision_function(counts), self.curve)

    def chances_of(self, raw: Any, curve: "ConfidenceCurve | None") -> np.ndarray[Any, Any]:
        """`raw` are scores as `decision_function` gives them."""
        scores = raw * self.temperature
        chances = spread(softmax(scores), self.doubt)
        return chances if curve is None else curve.chances(chances, scores)

    def chances(self, parts: Iterable[csr_matrix | csc_matrix]) -> np.ndarray[Any, Any]:
        """`predict_proba` of counts that come in parts."""
        chances = [self.predict_proba(part) for part in parts]
        return np.concatenate(chances) if chances else np.zeros((0, self.classes_.size))

    def predict(self, counts: csr_matrix) -> np.ndarray[Any, Any]:
        return np.asarray(self.classes_[self.decision_function(counts).argmax(axis=1)])


def softmax(scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def spread(chances: np.ndarray[Any, Any], doubt: float) -> np.ndarray[Any, Any]:
    return chances * (1 - doubt) + doubt / chances.shape[1] if doubt else chances
