"""Two ways to find the weights of a linear model: one for thousands of texts, one for any number of texts and labels."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from classifiers.category import LinearLabels, softmax

Array = np.ndarray[Any, Any]


class NaiveBayesSvm(LinearLabels):
    """Linear SVMs over counts weighted by naive Bayes log ratios (Wang and Manning 2012), one for each label.

    smoothing  added to the sums of each ratio
    C          weight of the training errors
    """

    def __init__(self, *, smoothing: float = 0.3, C: float = 4.0, temperature: float = 1.0) -> None:
        super().__init__(temperature=temperature)
        self.smoothing = smoothing
        self.C = C

    def fit(self, counts: csr_matrix, labels: Any) -> Self:
        self.classes_, owner = np.unique(labels, return_inverse=True)
        self.coef_ = np.zeros((counts.shape[1], self.classes_.size), dtype=np.float32)
        self.intercept_ = np.zeros(self.classes_.size, dtype=np.float32)
        for k in range(self.classes_.size):
            ratio = log_ratio(counts, owner == k, self.smoothing)
            weighted = csr_matrix((counts.data * ratio[counts.indices], counts.indices, counts.indptr), counts.shape)
            svm = LinearSVC(C=self.C, tol=1e-2, random_state=0).fit(weighted, owner == k)
            self.coef_[:, k] = svm.coef_[0] * ratio
            self.intercept_[k] = svm.intercept_[0]
        return self


class StreamedSoftmax(LinearLabels):
    """Multinomial logistic regression by AdaGrad over batches that are made anew each time: memory does not grow with the texts.

    passes  over the texts
    rate    of learning
    """

    def __init__(self, *, passes: int = 4, rate: float = 0.3, temperature: float = 1.0) -> None:
        super().__init__(temperature=temperature)
        self.passes = passes
        self.rate = rate

    def fit_stream(
        self, batches: Callable[[int], Iterator[tuple[csr_matrix, Array]]], classes: Sequence[str], width: int
    ) -> Self:
        """`batches(pass)` gives (counts, numbers of the labels) until the texts are through."""
        self.classes_ = np.asarray(classes)
        self.coef_ = np.zeros((width, len(classes)), dtype=np.float32)
        self.intercept_ = np.zeros(len(classes), dtype=np.float32)
        squares, intercept_squares = np.full_like(self.coef_, 1e-6), np.full_like(self.intercept_, 1e-6)
        for number in range(self.passes):
            for counts, owner in batches(number):
                error = softmax(self.decision_function(counts))
                error[np.arange(owner.size), owner] -= 1
                columns = np.unique(counts.indices)
                gradient = (counts[:, columns].T @ error).astype(np.float32)
                squares[columns] += gradient * gradient
                self.coef_[columns] -= self.rate * gradient / np.sqrt(squares[columns])
                slope = error.sum(axis=0)
                intercept_squares += slope * slope
                self.intercept_ -= self.rate * 0.1 * slope / np.sqrt(intercept_squares)
        return self


def log_ratio(counts: csr_matrix, inside: Array, smoothing: float) -> Array:
    """For each n-gram the log of its mean weight in the texts `inside` over that in the others."""
    own = np.asarray(counts[inside].sum(axis=0)).ravel() + smoothing
    other = np.asarray(counts[~inside].sum(axis=0)).ravel() + smoothing
    ratio = np.log(own / (inside.sum() + smoothing)) - np.log(other / ((~inside).sum() + smoothing))
    return np.asarray(ratio, dtype=np.float32)
