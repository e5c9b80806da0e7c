"""Ways to find the weights of a linear model: for few labels, for many labels, for any number of
texts.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from classifiers.category import LinearLabels, softmax
from classifiers.label_tree import families
from classifiers.ridge_solver import solve_ridge

Array = np.ndarray[Any, Any]
_SURE = 8.0  # scores of a regression between -1 and 1 become sure chances when multiplied by this
_BESIDE = 0.3  # part of the scores of what stands beside a label


class NaiveBayesSvm(LinearLabels):
    """Linear SVMs over counts weighted by naive Bayes log ratios (Wang and Manning 2012), one
    for each label.

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
            weighted = csr_matrix(
                (counts.data * ratio[counts.indices], counts.indices, counts.indptr), counts.shape
            )
            svm = LinearSVC(C=self.C, tol=1e-2, random_state=0).fit(weighted, owner == k)
            self.coef_[:, k] = svm.coef_[0] * ratio
            self.intercept_[k] = svm.intercept_[0]
        return self


class DualRidge(LinearLabels):
    """Ridge regression through the texts' likeness to each other: every known ticket speaks for
    the texts that are like it.

    penalty    of large weights; a text of a rare label may stray from its goal less than one of a
               frequent label
    rarity     power of a label's number of texts by which that is so: 0 treats all texts alike; 1
               lets a wrong label of one rare text speak over hundreds of right ones
    family     weight of what all labels of a family have in common, so that a label with few
               examples leans on its family
    """

    def __init__(
        self,
        *,
        penalty: float = 1.0,
        rarity: float = 0.5,
        family: float = 0.5,
        temperature: float = 1.0,
    ) -> None:
        super().__init__(temperature=temperature)
        self.penalty = penalty
        self.rarity = rarity
        self.family = family

    def fit(self, counts: csr_matrix, labels: Any) -> Self:
        self.classes_, owner = np.unique(labels, return_inverse=True)
        levels = families([str(label) for label in self.classes_])
        shares = [np.eye(self.classes_.size), *(self.family * _members(level) for level in levels)]
        owners = [owner, *(level[owner] for level in levels)]
        goals = np.concatenate(
            [_goals(own, len(share)) for own, share in zip(owners, shares, strict=True)], axis=1
        )
        mean = goals.mean(axis=0)
        own = np.bincount(owner)[owner] ** self.rarity
        dual = solve_ridge(counts, goals - mean, self.penalty * own * np.mean(1 / own))
        mix = np.concatenate(shares).astype(np.float32)
        self.coef_ = np.ascontiguousarray(counts.T @ (dual @ mix), dtype=np.float32)
        self.intercept_ = mean @ mix
        return self


class RidgeAndSvm(LinearLabels):
    """The mean of a `DualRidge` and linear SVMs, one for each label, over the same counts: what
    each of them learns from wrong labels differs.

    C  weight of the SVMs' training errors
    """

    def __init__(self, *, C: float = 0.7, temperature: float = 1.0) -> None:
        super().__init__(temperature=temperature)
        self.C = C

    def fit(self, counts: csr_matrix, labels: Any) -> Self:
        ridge = DualRidge().fit(counts, labels)
        svm = LinearSVC(C=self.C, tol=1e-2, random_state=0).fit(counts, labels)
        self.classes_ = ridge.classes_
        self.coef_, self.intercept_ = ridge.coef_, ridge.intercept_
        for k, own in enumerate(_each_label(svm.coef_, svm.intercept_, self.classes_.size)):
            self.coef_[:, k] = (self.coef_[:, k] + own[0]) / 2
            self.intercept_[k] = (self.intercept_[k] + own[1]) / 2
        return self


class StreamedSoftmax(LinearLabels):
    """Multinomial logistic regression by AdaGrad over batches that are made anew each time:
    memory does not grow with the texts.

    A weight is the sum of the label's own and its families', so a label with few examples leans on
    what is like it.

    passes  over the texts
    rate    of learning
    """

    def __init__(self, *, passes: int = 4, rate: float = 0.1, temperature: float = 1.0) -> None:
        super().__init__(temperature=temperature)
        self.passes = passes
        self.rate = rate

    def fit_stream(
        self,
        batches: Callable[[int], Iterator[tuple[csr_matrix, Array]]],
        classes: Sequence[str],
        width: int,
        *,
        start: LinearLabels | None = None,
    ) -> Self:
        """`batches(pass)` gives (counts, numbers of the labels) until the texts are through.

        start  weights of the same labels to go on from, learned from a part of the texts
        """
        self.classes_ = np.asarray(classes)
        self.coef_ = (
            start.coef_ * _SURE if start else np.zeros((width, len(classes)), dtype=np.float32)
        )
        self.intercept_ = (
            start.intercept_ * _SURE if start else np.zeros(len(classes), dtype=np.float32)
        )
        levels = [(level, _members(level).T) for level in families(list(classes))]
        squares = [np.full((width, len(classes)), 1e-6, dtype=np.float32)]
        squares += [
            np.full((width, members.shape[1]), 1e-6, dtype=np.float32) for _, members in levels
        ]
        for number in range(self.passes):
            for counts, owner in batches(number):
                self._step(counts, owner, levels, squares)
        return self

    def _step(
        self,
        counts: csr_matrix,
        owner: Array,
        levels: list[tuple[Array, Array]],
        squares: list[Array],
    ) -> None:
        error = softmax(self.decision_function(counts))
        error[np.arange(owner.size), owner] -= 1
        columns = np.unique(counts.indices)
        gradient = (counts[:, columns].T @ error).astype(np.float32)
        change = self._change(gradient, squares[0], columns)
        for (level, members), own in zip(levels, squares[1:], strict=True):
            change += self._change(gradient @ members, own, columns)[:, level]
        self.coef_[columns] -= change
        self.intercept_ -= self.rate * 0.1 * error.mean(axis=0)

    def _change(self, gradient: Array, squares: Array, columns: Array) -> Array:
        squares[columns] += gradient * gradient
        return np.asarray(self.rate * gradient / np.sqrt(squares[columns]))


def add_beside(
    linear: LinearLabels, other: LinearLabels, labels: Sequence[str], beside: Sequence[str]
) -> None:
    """Each label's scores get a part of those of the labels that stand beside it, by the share of
    its texts that have them: a unit leans on its functions.
    """
    own, others = (
        np.searchsorted(known.classes_, names)
        for known, names in ((linear, labels), (other, beside))
    )
    shares = np.zeros((other.classes_.size, linear.classes_.size), dtype=np.float32)
    np.add.at(shares, (others, own), 1.0)
    shares *= _BESIDE / shares.sum(axis=0)
    linear.coef_ += other.coef_ @ shares
    linear.intercept_ = linear.intercept_ + other.intercept_ @ shares


def ridge_weights(
    counts: csr_matrix, owner: Array, labels: int, penalty: float
) -> tuple[Array, Array]:
    """One regression for each label, all solved at once.

    owner  the number of each text's label
    """
    goals = _goals(owner, labels)
    mean = goals.mean(axis=0)
    dual = solve_ridge(counts, goals - mean, np.full(owner.size, penalty))
    return np.asarray(counts.T @ dual, dtype=np.float32), mean


def _goals(owner: Array, labels: int) -> Array:
    """1 for the text's label, -1 for all others."""
    goals = np.full((owner.size, labels), -1.0, dtype=np.float32)
    goals[np.arange(owner.size), owner] = 1.0
    return goals


def _each_label(coef: Array, intercept: Array, labels: int) -> Iterator[tuple[Array, float]]:
    """Of two labels scikit-learn learns the second only; the first is its opposite."""
    if labels == 2:
        yield -coef[0], -intercept[0]
    yield from zip(coef, intercept, strict=True)


def _members(level: Array) -> Array:
    """Families x labels: 1 where the label is of the family."""
    return np.asarray(level == np.arange(level.max() + 1)[:, None], dtype=np.float32)


def log_ratio(counts: csr_matrix, inside: Array, smoothing: float) -> Array:
    """For each n-gram the log of its mean weight in the texts `inside` over that in the others."""
    own = np.asarray(counts[inside].sum(axis=0)).ravel() + smoothing
    other = np.asarray(counts[~inside].sum(axis=0)).ravel() + smoothing
    ratio = np.log(own / (inside.sum() + smoothing)) - np.log(other / ((~inside).sum() + smoothing))
    return np.asarray(ratio, dtype=np.float32)
