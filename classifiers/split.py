"""Which texts are learned from and which are tested on, so that the score is what a city will
see.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

from classifiers.dataset import DataRefused

_FOLDS = 5
_MANY = 20_000
_ENOUGH = 20_000
_NEWEST = 0.2
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Split:
    """`parts` are (known, unseen) row numbers; `kind` says in words how they were made."""

    parts: list[tuple[Any, Any]]
    kind: str


def make_splits(groups: Any, times: Sequence[str], labels: Sequence[str]) -> Split:
    """By time where most rows have one, else by group of near-copies: five folds, or one part
    where rows or labels are many.
    """
    if sum(1 for time in times if time.strip()) >= 0.9 * len(times) > 0:
        return _by_time(groups, times)
    folds = min(_FOLDS, np.unique(groups).size)
    if folds > 1 and len(times) * max(len(set(labels)) / 20, 1) > _MANY:
        known, unseen = next(
            GroupKFold(folds, shuffle=True, random_state=0).split(groups, groups=groups)
        )
        return Split([(known, _some(unseen))], "按近似重复分组，留出五分之一")
    if folds < 2:
        raise DataRefused("所有文本几乎相同，无法检验模型。请换用内容不同的数据")
    makers = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    parts = list(makers.split(groups, _common(labels, folds), groups))
    return Split(parts, f"按近似重复分组、各标签比例相同，{folds} 折交叉")


def _common(labels: Sequence[str], folds: int) -> Any:
    """Numbers of the labels; those with fewer examples than folds count as the most frequent
    one.
    """
    _, owner, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return np.where(counts[owner] < folds, counts.argmax(), owner)


def _some(rows: Any) -> Any:
    """Enough rows to measure by."""
    if rows.size <= _ENOUGH:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, _ENOUGH, replace=False))


def _by_time(groups: Any, times: Sequence[str]) -> Split:
    """The newest fifth is unseen, without texts that have a near-copy among the older ones."""
    order = np.array(sorted(range(len(times)), key=lambda i: (_moment(times[i]), i)))
    cut = int(len(order) * (1 - _NEWEST))
    known, unseen = order[:cut], order[cut:]
    fresh = unseen[~np.isin(groups[unseen], groups[known])]
    return Split([(known, _some(fresh))], "按时间，最新的五分之一")


def _moment(time: str) -> tuple[int, ...]:
    """Year, month, day, hour ... of any way of writing that begins with the year.

    Nothing sorts first.
    """
    return tuple(int(number) for number in _NUMBERS.findall(time)[:6])
