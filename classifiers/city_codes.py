"""Labels of a model as codes of a city: several labels may stand for one code, some for none."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def in_codes(
    chances: Array, labels: Array, targets: Mapping[str, str] | None
) -> tuple[Array, Array]:
    """Chances of the codes of the city, and these codes: of labels with one target the sum."""
    if targets is None or all(targets.get(label) == label for label in labels):
        return chances, labels
    codes = sorted({code for label in labels if (code := targets.get(label))})
    summed = np.zeros((len(chances), len(codes)))
    for number, label in enumerate(labels):
        if code := targets.get(label):
            summed[:, codes.index(code)] += chances[:, number]
    return summed, np.array(codes)


def label_of(code: str, labels: Sequence[str], targets: Mapping[str, str] | None) -> int:
    """Number of the label that speaks for a code: its own, or the first that stands for it."""
    if code in labels or targets is None:
        return labels.index(code)
    return next(n for n, label in enumerate(labels) if targets.get(label) == code)
