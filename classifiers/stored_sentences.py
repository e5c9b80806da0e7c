"""What a second reader learned of a city's sentences, as it stands in a model's file: facts in the
header, four arrays beside those of the model.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from classifiers.confidence import ConfidenceCurve
from classifiers.sentences import SentenceWeights

ARRAYS = ("sentence_weights", "sentence_offset", "sentence_lead", "sentence_right")


def header_of(learned: SentenceWeights) -> dict[str, Any]:
    return {
        "labels": list(learned.labels),
        "weight": learned.weight,
        "threshold": learned.threshold,
        "encoder": learned.encoder,
    }


def arrays_of(learned: SentenceWeights) -> dict[str, Any]:
    own = (
        learned.weights.astype(np.float16),
        learned.offset.astype(np.float32),
        learned.curve.lead,
        learned.curve.right,
    )
    return dict(zip(ARRAYS, own, strict=True))


def sentences_of(
    header: Mapping[str, Any], arrays: Mapping[str, Any], labels: Sequence[str]
) -> SentenceWeights:
    """Raises ValueError where facts and arrays do not fit each other or the model's `labels`."""
    weights, offset, lead, right = (arrays[name] for name in ARRAYS)
    own = tuple(map(str, header["labels"]))
    if not set(own) <= set(labels) or len(set(own)) < len(own):
        raise ValueError("整句部分的标签不是模型的标签")
    if weights.ndim != 2 or weights.shape[1] != len(own) or offset.shape != (len(own),):
        raise ValueError(f"整句部分有 {len(own)} 个标签，权重是 {weights.shape}")
    curve = curve_of(lead, right)
    if curve is None:
        raise ValueError("整句部分没有把握曲线")
    return SentenceWeights(
        own,
        weights.astype(np.float32),
        offset.astype(np.float32),
        curve,
        float(header["weight"]),
        float(header["threshold"]),
        str(header["encoder"]),
    )


def curve_of(lead: Any, right: Any) -> ConfidenceCurve | None:
    """None where there are no points; raises ValueError where they do not rise."""
    rising = lead.ndim == 1 and lead.shape == right.shape and (np.diff([lead, right]) >= 0).all()
    if not rising:
        raise ValueError("把握曲线的两组数长度不同，或不是递增的数")
    return ConfidenceCurve(lead, right) if lead.size else None
