"""The category of a text: a linear model over character n-grams whose probabilities mean something."""

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin


class CountRatioClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Naive Bayes with complement counts (Rennie et al. 2003): robust where labels have few and uneven examples.

    smoothing    added to each count
    temperature  scores are multiplied by it before the softmax
    Learned: `classes_`, `coef_` (n-grams x labels), `intercept_`.
    """

    def __init__(self, *, smoothing: float = 0.1, temperature: float = 1.0) -> None:
        self.smoothing = smoothing
        self.temperature = temperature

    def fit(self, counts: csr_matrix, labels: Any, sample_weight: Any = None) -> Self:
        self.classes_, owner = np.unique(labels, return_inverse=True)
        weight = np.ones(owner.size) if sample_weight is None else np.asarray(sample_weight, dtype=float)
        member = csr_matrix((weight, (owner, np.arange(owner.size))), shape=(self.classes_.size, owner.size))
        held = np.asarray((member @ counts).todense())
        others = held.sum(axis=0) - held + self.smoothing
        weights = -np.log(others / others.sum(axis=1, keepdims=True))
        weights -= weights.mean(axis=0)
        self.coef_ = (weights / np.abs(weights).sum(axis=1, keepdims=True) * weights.shape[1]).T.astype(np.float32)
        self.intercept_ = np.zeros(self.classes_.size, dtype=np.float32)
        return self

    def decision_function(self, counts: csr_matrix) -> np.ndarray[Any, Any]:
        return np.asarray(counts @ self.coef_) + self.intercept_

    def predict_proba(self, counts: csr_matrix) -> np.ndarray[Any, Any]:
        return softmax(self.decision_function(counts) * self.temperature)

    def predict(self, counts: csr_matrix) -> np.ndarray[Any, Any]:
        return np.asarray(self.classes_[self.decision_function(counts).argmax(axis=1)])


def softmax(scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
