"""Train a model on a city's own texts: split honestly, calibrate, measure, then learn from all."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.pipeline import Pipeline

from classifiers.category import softmax
from classifiers.dataset import DataRefused, LabelledTexts
from classifiers.evaluate import score
from classifiers.linear_trainers import NaiveBayesSvm, StreamedSoftmax
from classifiers.model_store import StoredModel
from classifiers.near_copies import group_near_copies
from classifiers.ngrams import NgramVectorizer
from classifiers.split import Split, make_splits

Report = Callable[[str], None]

_SMALL = 250_000  # texts x labels up to which the slower and better trainer is used
_MOST_WEIGHTS = 40_000_000
_AT_ONCE = 1024
_WANTED = 0.95


def train(data: LabelledTexts, report: Report = lambda _: None) -> StoredModel:
    """Refuses data with fewer than two labels."""
    classes = sorted(set(data.labels))
    if len(classes) < 2:
        raise DataRefused(f"只有 {len(classes)} 个标签，无法训练。请检查标签列，至少需要两个不同的标签")
    texts = data.texts
    report("查找近似重复的文本")
    splits = make_splits(group_near_copies(texts), data.times, len(classes))
    temperature, scores = _measure(texts, data.labels, splits, report)
    report("用全部数据训练")
    pipeline = fit_pipeline(texts, data.labels)
    pipeline[-1].temperature = temperature
    digest = hashlib.sha256("\0".join(data.texts + data.labels).encode("utf-8", "replace")).hexdigest()
    return StoredModel(
        pipeline,
        names={label: label for label in classes},
        version=f"{datetime.now(UTC):%Y%m%d}-{digest[:8]}",
        threshold=next(row["threshold"] for row in scores["coverage"] if row["precision"] == _WANTED),
        scores=scores,
        trained={"texts": len(texts), "labels": len(classes), "data": digest, "notes": data.notes},
    )


def fit_pipeline(texts: list[str], labels: list[str]) -> Pipeline:
    """Cleaned texts to a pipeline; the trainer depends on the size of the task."""
    classes, owner = np.unique(labels, return_inverse=True)
    small = len(texts) * classes.size <= _SMALL
    most = max(20_000, min(300_000, _MOST_WEIGHTS // classes.size))
    ngrams = NgramVectorizer(longest=4 if small else 3, least=2, most=most).fit(texts)
    if small:
        return Pipeline([("ngrams", ngrams), ("labels", NaiveBayesSvm().fit(ngrams.transform(texts), labels))])

    def batches(number: int) -> Iterator[tuple[csr_matrix, Any]]:
        order = np.random.default_rng(number).permutation(len(texts))
        for start in range(0, len(texts), _AT_ONCE):
            chosen = order[start : start + _AT_ONCE]
            yield ngrams.transform([texts[i] for i in chosen]), owner[chosen]

    linear = StreamedSoftmax().fit_stream(batches, classes.tolist(), ngrams.slots_.size)
    return Pipeline([("ngrams", ngrams), ("labels", linear)])


def _measure(texts: list[str], labels: list[str], splits: Split, report: Report) -> tuple[float, dict[str, Any]]:
    """Temperature and scores from texts that the measured models did not see."""
    classes = np.unique(labels)
    scores, truth = [], []
    for number, (known, unseen) in enumerate(splits.parts, 1):
        report(f"检验 {number}/{len(splits.parts)}")
        pipeline = fit_pipeline([texts[i] for i in known], [labels[i] for i in known])
        part = np.full((len(unseen), classes.size), -1e3, dtype=np.float32)
        part[:, np.searchsorted(classes, pipeline[-1].classes_)] = pipeline[-1].decision_function(
            pipeline[0].transform([texts[i] for i in unseen])
        )
        scores.append(part)
        truth += [labels[i] for i in unseen]
    joined = np.concatenate(scores)
    temperature = _best_temperature(joined, np.searchsorted(classes, truth))
    return temperature, score(truth, softmax(joined * temperature), classes) | {"split": splits.kind}


def _best_temperature(scores: Any, owner: Any) -> float:
    """The one under which the true labels are likeliest (Guo et al. 2017)."""
    rows = np.arange(owner.size)

    def loss(log_temperature: float) -> float:
        return float(-np.log(softmax(scores * np.exp(log_temperature))[rows, owner] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 5), method="bounded").x))
