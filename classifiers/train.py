"""Train a model on a city's own texts: split honestly, calibrate, measure, then learn from all."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.pipeline import Pipeline

from classifiers.calibration import UnseenScores
from classifiers.category import LinearLabels
from classifiers.dataset import DataRefused, LabelledTexts
from classifiers.evaluate import PROMISES
from classifiers.linear_trainers import (
    DualRidge,
    NaiveBayesSvm,
    RidgeAndSvm,
    StreamedSoftmax,
    add_beside,
)
from classifiers.model_store import StoredModel
from classifiers.near_copies import group_near_copies
from classifiers.ngrams import NgramVectorizer
from classifiers.sentence_training import learn_sentences
from classifiers.sentences import Encoder
from classifiers.split import Split, make_splits

Report = Callable[[str, int, int], None]  # phase, texts done, texts in all

_SMALL = 60_000  # texts x labels up to which the trainer for few labels is used
_WHOLE = 60_000  # texts that are learned from all at once,
_WHOLE_CHARACTERS = 12_000_000  # if they are no longer than this together
_WITH_SVM = 12_000_000  # texts x labels up to which learning each label by itself takes minutes
_START = 10_000  # texts from which learning by batches starts
_READ_FOR_NGRAMS = 200_000
_READ_IN_ALL = (
    400_000  # texts that are learned from in all passes together, where there are not more
)
_MOST_WEIGHTS = 40_000_000
_AT_ONCE = 1024
_NEVER = -10.0  # score of a label that the known texts do not have


def quiet(phase: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def train(
    data: LabelledTexts,
    report: Report = quiet,
    *,
    precision: float | None = None,
    encoder: Encoder | None = None,
) -> StoredModel:
    """Refuses data with fewer than two labels.

    precision  of what goes without a person: the threshold is the least confidence at which so many
    unseen texts are right; None: the first of `PROMISES` that can be kept
    encoder    learns for a second reader too, which is stored where it pays
    """
    classes = sorted(set(data.labels))
    if len(classes) < 2:
        raise DataRefused(
            f"只有 {len(classes)} 个标签，无法训练。请检查标签列，至少需要两个不同的标签"
        )
    trainer = choose_trainer(data.texts, len(classes))
    every = partial(_tell, report, "用全部数据训练")
    report("查找近似重复的文本", 0, len(data.texts))
    splits = make_splits(group_near_copies(data.texts), data.times, data.labels)
    unseen = _unseen_scores(data, splits, trainer, report)
    scores, promise, threshold = unseen.measured([precision] if precision else PROMISES)
    ngrams, linear = fit_pipeline(data.texts, data.labels, trainer, every, beside=data.beside)
    sentences = None
    if encoder:
        promised = {"precision": promise, "threshold": threshold}
        sentences, scores["sentences"] = learn_sentences(
            data, encoder, splits, unseen, **promised, report=report
        )
    trained = _about(data, trainer)
    return StoredModel(
        Pipeline([("ngrams", ngrams), ("labels", unseen.calibration().applied_to(linear))]),
        names={label: label for label in classes},
        version=f"{datetime.now(UTC):%Y%m%d}-{trained['data'][:8]}",
        threshold=threshold,
        precision=promise,
        scores=scores | {"split": splits.kind},
        trained=trained,
        sentences=sentences,
    )


def _about(data: LabelledTexts, trainer: "Trainer") -> dict[str, Any]:
    return {
        "texts": len(data.texts),
        "labels": len(set(data.labels)),
        "data": _digest(data),
        "notes": data.notes,
        "trainer": trainer.value,
    }


class Trainer(Enum):
    """How the weights are found.

    It is chosen once, by all texts and labels, so that what is measured, calibrated and stored is
    the same kind of model.
    """

    FEW_LABELS = "naive Bayes SVM"
    RIDGE_AND_SVM = "ridge and SVM"
    RIDGE = "ridge"
    BY_BATCHES = "softmax by batches"


def choose_trainer(texts: Sequence[str], labels: int) -> Trainer:
    if len(texts) * labels <= _SMALL:
        return Trainer.FEW_LABELS
    if len(texts) > _WHOLE or sum(map(len, texts)) > _WHOLE_CHARACTERS:
        return Trainer.BY_BATCHES
    return Trainer.RIDGE_AND_SVM if len(texts) * labels <= _WITH_SVM else Trainer.RIDGE


def fit_pipeline(
    texts: Sequence[str],
    labels: Sequence[str],
    trainer: Trainer,
    report: Report = quiet,
    *,
    beside: Sequence[str] = (),
) -> tuple[NgramVectorizer, LinearLabels]:
    """Refuses texts from which nothing can be learned.

    beside  another label of each text, which the scores take part in; learning by batches passes
            over it
    """
    classes = np.unique(labels)
    report("", 0, len(texts))
    ngrams = _fit_ngrams(texts, labels)
    if classes.size < 2 or not ngrams.slots_.size:
        raise DataRefused(
            f"文本太少：训练部分只有 {len(texts)} 条，学不到分类。请提供更多行，每个标签至少几条"
        )
    if trainer is Trainer.BY_BATCHES:
        return ngrams, _learn_by_batches(ngrams, texts, labels, report)
    linear = {
        Trainer.FEW_LABELS: NaiveBayesSvm,
        Trainer.RIDGE_AND_SVM: RidgeAndSvm,
        Trainer.RIDGE: DualRidge,
    }[trainer]()
    counts = ngrams.transform(texts)
    linear.fit(counts, labels)
    if len(set(beside)) > 1:
        add_beside(linear, clone(linear).fit(counts, beside), labels, beside)
    return ngrams, linear


def _fit_ngrams(texts: Sequence[str], labels: Sequence[str]) -> NgramVectorizer:
    classes, owner = np.unique(labels, return_inverse=True)
    most = max(20_000, min(300_000, _MOST_WEIGHTS // classes.size))
    sample = (
        texts
        if len(texts) <= _READ_FOR_NGRAMS
        else [texts[i] for i in _spread(owner, _READ_FOR_NGRAMS)]
    )
    return NgramVectorizer(longest=3, least=2, most=most, by_rarity=True).fit(sample)


def _learn_by_batches(
    ngrams: NgramVectorizer, texts: Sequence[str], labels: Sequence[str], report: Report
) -> LinearLabels:
    """Start with a ridge over a part that has as many texts of each label as there are."""
    classes, owner = np.unique(labels, return_inverse=True)
    chosen = _spread(owner, _START)
    ridge = DualRidge().fit(
        ngrams.transform([texts[i] for i in chosen]), [labels[i] for i in chosen]
    )
    passes = min(4, max(1, _READ_IN_ALL // len(texts)))

    def batches(number: int) -> Iterator[tuple[csr_matrix, Any]]:
        order = np.random.default_rng(number).permutation(len(texts))
        for start in range(0, len(texts), _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            yield ngrams.transform([texts[i] for i in part]), owner[part]
            report("", number * len(texts) + start + part.size, passes * len(texts))

    return StreamedSoftmax(passes=passes).fit_stream(
        batches, classes.tolist(), ngrams.slots_.size, start=ridge
    )


def _spread(owner: Any, most: int) -> Any:
    """At most so many row numbers, the same number of each label as far as there are so many."""
    mixed = np.random.default_rng(0).permutation(owner.size)
    by_label = mixed[np.argsort(owner[mixed], kind="stable")]
    counts = np.bincount(owner)
    turn = np.empty(owner.size, dtype=np.int64)
    turn[by_label] = np.arange(owner.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.sort(np.argsort(turn, kind="stable")[:most])


def _unseen_scores(
    data: LabelledTexts, splits: Split, trainer: Trainer, report: Report
) -> UnseenScores:
    """Scores of texts by models that did not see them."""
    classes = np.unique(data.labels)
    parts, truth, fold = [], [], []
    for number, (known, unseen) in enumerate(splits.parts):
        report_fit = partial(_tell, report, f"检验 {number + 1}/{len(splits.parts)}")
        ngrams, linear = fit_pipeline(
            [data.texts[i] for i in known],
            [data.labels[i] for i in known],
            trainer,
            report_fit,
            beside=[data.beside[i] for i in known] if data.beside else (),
        )
        part = np.full((len(unseen), classes.size), _NEVER, dtype=np.float32)
        part[:, np.searchsorted(classes, linear.classes_)] = linear.decision_function(
            ngrams.transform([data.texts[i] for i in unseen])
        )
        parts.append(part)
        truth += [data.labels[i] for i in unseen]
        fold += [number] * len(unseen)
    return UnseenScores(
        np.concatenate(parts), np.searchsorted(classes, truth), np.array(fold), classes
    )


def _tell(report: Report, phase: str, _: str, done: int, total: int) -> None:
    report(phase, done, total)


def _digest(data: LabelledTexts) -> str:
    digest = hashlib.sha256()
    for text, label in zip(data.texts, data.labels, strict=True):
        digest.update(f"{text}\0{label}\0".encode("utf-8", "replace"))
    return digest.hexdigest()
