"""What a second reader learns of a city's sentences, and whether that pays there.

Vectors cost tens of milliseconds each, so a part of many texts is read. The weight of the sentence
beside the n-grams is chosen on texts that neither had seen, among those only that the first leaves
to people: nothing else is read twice.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from classifiers.calibration import UnseenScores
from classifiers.confidence import fit_curve, leads
from classifiers.dataset import LabelledTexts
from classifiers.evaluate import NEVER, safe_threshold
from classifiers.row_times import moment_of
from classifiers.sentences import STRANGE, Encoder, SentenceWeights
from classifiers.split import Split

Array = np.ndarray[Any, Any]

MOST_TEXTS = 10_000
_PENALTY = 0.03
_WEIGHTS = (0.5, 1.0, 2.0)  # of the sentence, once its scores spread as widely as the n-grams'
_LEAST_GAIN = 0.01  # share of all texts that must go alone besides
_LEAST_UNSURE = 100
_CAUTION = 1.0  # standard errors: the best of several weights was lucky more often than one
_FOLDS, _AT_ONCE, _TRIED = 5, 32, 16


class Cost(NamedTuple):
    """Of the vectors of so many texts, on this machine as it is now."""

    texts: int
    seconds: float


def expected_cost(encoder: Encoder, data: LabelledTexts) -> Cost:
    """By the time that a few of the texts take."""
    rows = sampled_rows(data)
    tried = rows[np.linspace(0, rows.size - 1, min(_TRIED, rows.size)).astype(int)]
    begin = time.perf_counter()
    encoder.vectors([data.texts[row] for row in tried])
    return Cost(rows.size, (time.perf_counter() - begin) * rows.size / max(tried.size, 1))


def sampled_rows(data: LabelledTexts) -> Array:
    """At most `MOST_TEXTS` row numbers, spread evenly over labels and, within a label, times."""
    size = len(data.texts)
    if size <= MOST_TEXTS:
        return np.arange(size)
    moments = [moment_of(moment) for moment in data.times]
    order = sorted(
        range(size),
        key=lambda row: (data.labels[row], moments[row] is not None, moments[row] or 0, row),
    )
    return np.sort(np.array(order)[np.linspace(0, size - 1, MOST_TEXTS).astype(int)])


@dataclass(frozen=True)
class Second:
    """What both readers say of the texts of `owner` (numbers of the true labels).

    words    scores of the n-grams, calibrated
    spoken   scores of the sentences, as widely spread
    is_sure  what the first reader sends
    """

    words: Array
    spoken: Array
    owner: Array
    is_sure: Array

    def choice(self, weight: float, precision: float) -> "Choice":
        """The threshold of both together, and what goes alone then."""
        both = self.words + weight * self.spoken
        lead, right = leads(both), both.argmax(axis=1) == self.owner
        unsure = ~self.is_sure
        confidence = _cross_fitted(lead[unsure], right[unsure])
        least = safe_threshold(right[unsure], confidence, precision, caution=_CAUTION)
        threshold = round(least, 4)
        alone = self.is_sure.copy()
        alone[unsure] = confidence >= threshold
        return Choice(weight, threshold, float(alone.mean()), alone)


class Choice(NamedTuple):
    weight: float
    threshold: float
    coverage: float
    alone: Array


def learn_sentences(
    data: LabelledTexts,
    encoder: Encoder,
    splits: Split,
    unseen: UnseenScores,
    *,
    precision: float,
    threshold: float,
    report: Callable[[str, int, int], None],
) -> tuple[SentenceWeights | None, dict[str, Any]]:
    """None where it does not pay; and the figures by which that was decided.

    precision, threshold  what was promised of the first reader, and from where on it sends
    """
    rows = sampled_rows(data)
    vectors = _vectors(encoder, data, rows, report)
    owner = np.searchsorted(unseen.classes, data.labels)[rows]
    place = np.full(len(data.texts), -1)
    place[rows] = np.arange(rows.size)
    spoken = _spoken(vectors, owner, place, splits, unseen.classes.size)
    kept = place[np.concatenate([part for _, part in splits.parts])] >= 0
    mixed = unseen.calibration().mixed(unseen.scores[kept])
    taught = spoken != STRANGE  # what no known text had is far below all others
    scale = float(mixed[taught].std()) / (float(spoken[taught].std()) or 1.0)
    is_sure = unseen.chances[kept].max(axis=1) >= threshold
    second = Second(mixed, scale * spoken, unseen.owner[kept], is_sure)
    chosen = best_choice(second, precision)
    figures = {"texts": int(rows.size), "unseen": int(kept.sum()), "encoder": encoder.name}
    if chosen is None:
        return None, figures | {"weight": 0.0, "without": _figures(second, 0.0, is_sure)}
    learned = _learned(second, chosen, vectors, owner, labels=unseen.classes)
    return replace(learned, weight=chosen.weight * scale, encoder=encoder.name), figures | {
        "weight": chosen.weight,
        "without": _figures(second, 0.0, is_sure),
        "with": _figures(second, chosen.weight, chosen.alone),
    }


def _learned(
    second: Second, chosen: "Choice", vectors: Array, owner: Array, *, labels: Array
) -> SentenceWeights:
    """Of all vectors; the curve of what the first reader leaves to people."""
    classes, weights, offset = _ridge(vectors, owner)
    both, unsure = second.words + chosen.weight * second.spoken, ~second.is_sure
    right = both.argmax(axis=1) == second.owner
    return SentenceWeights(
        tuple(labels[classes].tolist()),
        weights,
        offset,
        fit_curve(leads(both)[unsure], right[unsure]),
        threshold=chosen.threshold,
    )


def _vectors(
    encoder: Encoder, data: LabelledTexts, rows: Array, report: Callable[[str, int, int], None]
) -> Array:
    parts = []
    for start in range(0, rows.size, _AT_ONCE):
        report("整句向量", start, rows.size)
        parts.append(encoder.vectors([data.texts[row] for row in rows[start : start + _AT_ONCE]]))
    report("整句向量", rows.size, rows.size)
    return np.concatenate(parts)


def _spoken(vectors: Array, owner: Array, place: Array, splits: Split, labels: int) -> Array:
    """Scores of the unseen texts that have a vector, by what was learned of the known ones."""
    parts = []
    for known, unseen in splits.parts:
        known_places, places = (place[own][place[own] >= 0] for own in (known, unseen))
        classes, weights, offset = _ridge(vectors[known_places], owner[known_places])
        part = np.full((places.size, labels), STRANGE)
        part[:, classes] = vectors[places] @ weights + offset
        parts.append(part)
    return np.concatenate(parts)


def _ridge(vectors: Array, owner: Array) -> tuple[Array, Array, Array]:
    """The numbers of the labels that there are, weights and offset."""
    classes, own = np.unique(owner, return_inverse=True)
    goals = np.full((own.size, classes.size), -1.0)
    goals[np.arange(own.size), own] = 1.0
    middle, mean = vectors.mean(axis=0, dtype=np.float64), goals.mean(axis=0)
    apart = vectors - middle
    square = apart.T @ apart + _PENALTY * np.eye(apart.shape[1])
    weights = np.linalg.solve(square, apart.T @ (goals - mean))
    return classes, weights, mean - middle @ weights


def best_choice(second: Second, precision: float) -> Choice | None:
    """By what goes alone. What n-grams alone would send by a curve of their unsure texts counts
    as luck: so much is to be passed.
    """
    if (~second.is_sure).sum() < _LEAST_UNSURE:
        return None
    luck = second.choice(0.0, precision).coverage
    best = max((second.choice(weight, precision) for weight in _WEIGHTS), key=lambda c: c.coverage)
    pays = best.threshold < NEVER and best.coverage >= luck + _LEAST_GAIN
    return best if pays else None


def _cross_fitted(lead: Array, right: Array) -> Array:
    fold = np.random.default_rng(0).permutation(lead.size) % _FOLDS
    confidence = np.zeros(lead.size)
    for number in range(_FOLDS):
        own = fold == number
        confidence[own] = fit_curve(lead[~own], right[~own]).confidence(lead[own])
    return confidence


def _figures(second: Second, weight: float, alone: Array) -> dict[str, float | None]:
    """Of what goes alone; first and first three as if both read all."""
    order = np.argsort(-(second.words + weight * second.spoken), axis=1, kind="stable")[:, :3]
    both, first = order[:, 0] == second.owner, second.words.argmax(axis=1) == second.owner
    right = np.where(second.is_sure, first, both)[alone]
    return {
        "accuracy": round(float(both.mean()), 4),
        "top3_accuracy": round(float((order == second.owner[:, None]).any(axis=1).mean()), 4),
        "coverage": round(float(alone.mean()), 4),
        "precision": round(float(right.mean()), 4) if alone.any() else None,
    }
