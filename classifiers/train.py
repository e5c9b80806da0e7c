"""Train a model on a city's own texts: split honestly, calibrate, measure, then learn from all."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.pipeline import Pipeline

from classifiers.calibration import UnseenScores
from classifiers.category import LinearLabels
from classifiers.dataset import DataRefused, LabelledTexts
from classifiers.linear_trainers import NaiveBayesSvm, StreamedSoftmax
from classifiers.model_store import StoredModel
from classifiers.near_copies import group_near_copies
from classifiers.ngrams import NgramVectorizer
from classifiers.split import Split, make_splits

Report = Callable[[str], None]

_SMALL = 60_000  # texts x labels up to which the slower and better trainer is used
_MOST_WEIGHTS = 40_000_000
_AT_ONCE = 1024
_WANTED = 0.95
_NEVER = -10.0  # score of a label that the known texts do not have


def train(data: LabelledTexts, report: Report = lambda _: None) -> StoredModel:
    """Refuses data with fewer than two labels."""
    classes = sorted(set(data.labels))
    if len(classes) < 2:
        raise DataRefused(f"只有 {len(classes)} 个标签，无法训练。请检查标签列，至少需要两个不同的标签")
    report("查找近似重复的文本")
    splits = make_splits(group_near_copies(data.texts), data.times, len(classes))
    unseen = _unseen_scores(data, splits, report)
    scores = unseen.measured() | {"split": splits.kind}
    report("用全部数据训练")
    ngrams, linear = fit_pipeline(data.texts, data.labels)
    digest = hashlib.sha256("\0".join(data.texts + data.labels).encode("utf-8", "replace")).hexdigest()
    return StoredModel(
        Pipeline([("ngrams", ngrams), ("labels", unseen.calibration().applied_to(linear))]),
        names={label: label for label in classes},
        version=f"{datetime.now(UTC):%Y%m%d}-{digest[:8]}",
        threshold=next(row["threshold"] for row in scores["coverage"] if row["precision"] == _WANTED),
        scores=scores,
        trained={"texts": len(data.texts), "labels": len(classes), "data": digest, "notes": data.notes},
    )


def fit_pipeline(texts: Sequence[str], labels: Sequence[str]) -> tuple[NgramVectorizer, LinearLabels]:
    """The trainer depends on the size of the task."""
    classes, owner = np.unique(labels, return_inverse=True)
    most = max(20_000, min(300_000, _MOST_WEIGHTS // classes.size))
    ngrams = NgramVectorizer(longest=3, least=2, most=most, by_rarity=True).fit(texts)
    if len(texts) * classes.size <= _SMALL:
        return ngrams, NaiveBayesSvm().fit(ngrams.transform(texts), labels)

    def batches(number: int) -> Iterator[tuple[csr_matrix, Any]]:
        order = np.random.default_rng(number).permutation(len(texts))
        for start in range(0, len(texts), _AT_ONCE):
            chosen = order[start : start + _AT_ONCE]
            yield ngrams.transform([texts[i] for i in chosen]), owner[chosen]

    return ngrams, StreamedSoftmax().fit_stream(batches, classes.tolist(), ngrams.slots_.size)


def _unseen_scores(data: LabelledTexts, splits: Split, report: Report) -> UnseenScores:
    """Scores of texts by models that did not see them."""
    classes = np.unique(data.labels)
    parts, truth, fold = [], [], []
    for number, (known, unseen) in enumerate(splits.parts):
        report(f"检验 {number + 1}/{len(splits.parts)}")
        ngrams, linear = fit_pipeline([data.texts[i] for i in known], [data.labels[i] for i in known])
        part = np.full((len(unseen), classes.size), _NEVER, dtype=np.float32)
        part[:, np.searchsorted(classes, linear.classes_)] = linear.decision_function(
            ngrams.transform([data.texts[i] for i in unseen])
        )
        parts.append(part)
        truth += [data.labels[i] for i in unseen]
        fold += [number] * len(unseen)
    return UnseenScores(np.concatenate(parts), np.searchsorted(classes, truth), np.array(fold), classes)
