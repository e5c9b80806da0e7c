"""How good a model is, in the figures that a city decides by."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import f1_score, precision_recall_fscore_support

from classifiers.dataset import DataRefused, LabelledTexts
from classifiers.model_store import StoredModel

WANTED_PRECISION = (0.90, 0.95, 0.97, 0.99)
USUAL_PRECISION = 0.97
# Where nobody asked for more, what cannot be promised is promised at less, and said so.
PROMISES = (USUAL_PRECISION, 0.95, 0.93, 0.90)
NEVER = 2.0  # a threshold that no confidence reaches
_BINS = 15
_CAUTION = 0.5  # standard errors by which a share may be better by luck


def score(
    labels: Sequence[str],
    chances: np.ndarray[Any, Any],
    classes: np.ndarray[Any, Any],
    *,
    precision: float | None = None,
) -> dict[str, Any]:
    """`chances` has a row for each label and a column for each of `classes`.

    A label outside `classes` counts as missed.

    precision  one more wanted precision for the table of coverage
    """
    truth = np.asarray(labels)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :3]
    best, sureness = classes[order[:, 0]], chances.max(axis=1)
    right = best == truth
    return {
        "n": int(truth.size),
        "accuracy": round(float(right.mean()), 4),
        "macro_f1": round(
            float(f1_score(truth, best, labels=np.unique(truth), average="macro", zero_division=0)),
            4,
        ),
        "top3_accuracy": round(float((classes[order] == truth[:, None]).any(axis=1).mean()), 4),
        "per_label": _per_label(truth, best),
        "coverage": coverage(
            right, sureness, sorted({*WANTED_PRECISION, precision or USUAL_PRECISION})
        ),
        "calibration_error": round(calibration_error(right, sureness), 4),
    }


def evaluate(model: StoredModel, data: LabelledTexts) -> dict[str, Any]:
    """The scores of a model on labelled texts, what its own threshold does there, and how many
    texts it reads in a second.
    """
    if not data.texts:
        raise DataRefused("没有可评估的行：文本或标签都为空。请检查列名和内容")
    begin = time.perf_counter()
    chances = model.chances(data.texts)
    seconds = time.perf_counter() - begin
    right = np.asarray(model.labels)[chances.argmax(axis=1)] == np.asarray(data.labels)
    alone = above_threshold(right, chances.max(axis=1), model.threshold)
    return score(data.labels, chances, np.asarray(model.labels), precision=model.precision) | {
        "automatic": {"threshold": model.threshold, **alone},
        "texts_per_second": round(len(data.texts) / max(seconds, 1e-9)),
    }


def safe_threshold(
    right: np.ndarray[Any, Any],
    sureness: np.ndarray[Any, Any],
    precision: float,
    *,
    caution: float = _CAUTION,
) -> float:
    """The least confidence at which so many will be right on other texts too; NEVER where none is.

    Not the least at which so many of these texts were right: of many thresholds, the one that does
    best here did so by luck. So the lower bound of the share counts (Wilson 1927). Fewer texts than
    would bear one wrong label show nothing: 34 for 0.97, 100 for 0.99.
    """
    order = np.argsort(-sureness, kind="stable")
    ranked, n = sureness[order], np.arange(1, right.size + 1)
    share = np.cumsum(right[order]) / n
    spare = caution * np.sqrt(share * (1 - share) / n + caution**2 / (4 * n * n))
    least = (share + caution**2 / (2 * n) - spare) / (1 + caution**2 / n)
    last_of_equals = np.append(ranked[1:] != ranked[:-1], True)
    reached = np.flatnonzero((least >= precision) & last_of_equals & (n * (1 - precision) >= 1))
    return float(ranked[reached[-1]]) if reached.size else NEVER


def above_threshold(
    right: np.ndarray[Any, Any],
    sureness: np.ndarray[Any, Any],
    threshold: float | np.ndarray[Any, Any],
) -> dict[str, float | None]:
    """What would be sent without a person: its share of all, and the share of it that is right."""
    sure = sureness >= threshold
    return {
        "coverage": round(float(sure.mean()), 4),
        "precision": round(float(right[sure].mean()), 4) if sure.any() else None,
    }


def coverage(
    right: np.ndarray[Any, Any],
    sureness: np.ndarray[Any, Any],
    precisions: Sequence[float] = WANTED_PRECISION,
) -> list[dict[str, float]]:
    """For each wanted precision the threshold that would be written for it, and the share of texts
    at or above that.
    """
    rows = []
    for precision in precisions:
        threshold = written_threshold(right, sureness, precision)
        share = above_threshold(right, sureness, threshold)["coverage"] or 0.0
        rows.append({"precision": precision, "threshold": min(threshold, 1.0), "coverage": share})
    return rows


def written_threshold(
    right: np.ndarray[Any, Any], sureness: np.ndarray[Any, Any], precision: float
) -> float:
    """`safe_threshold` as a model file has it."""
    return round(safe_threshold(right, sureness, precision), 4)


def calibration_error(right: np.ndarray[Any, Any], sureness: np.ndarray[Any, Any]) -> float:
    """Expected calibration error over 15 bins of equal width (Guo et al. 2017)."""
    bins = np.minimum((sureness * _BINS).astype(int), _BINS - 1)
    counts = np.bincount(bins, minlength=_BINS)
    gaps = np.abs(
        np.bincount(bins, weights=right, minlength=_BINS)
        - np.bincount(bins, weights=sureness, minlength=_BINS)
    )
    return float(gaps.sum() / max(counts.sum(), 1))


def _per_label(
    truth: np.ndarray[Any, Any], best: np.ndarray[Any, Any]
) -> dict[str, dict[str, float]]:
    names = np.unique(truth)
    columns = precision_recall_fscore_support(truth, best, labels=names, zero_division=0)
    return {
        str(name): {
            "precision": round(float(precision), 4),
            "recall": round(float(recall), 4),
            "f1": round(float(f1), 4),
            "n": int(n),
        }
        for name, precision, recall, f1, n in zip(names, *columns, strict=True)
    }
