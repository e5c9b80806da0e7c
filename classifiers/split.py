"""Which texts are learned from and which are tested on, so that the score is what a city will see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

_FOLDS = 5
_MANY = 20_000
_NEWEST = 0.2
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Split:
    """`parts` are (known, unseen) row numbers; `kind` says in words how they were made."""

    parts: list[tuple[Any, Any]]
    kind: str


def make_splits(groups: Any, times: Sequence[str], labels: int) -> Split:
    """By time where most rows have one, else by group of near-copies: five folds, or one of five where rows are many."""
    if sum(1 for time in times if time.strip()) >= 0.9 * len(times) > 0:
        return _by_time(groups, times)
    folds = min(_FOLDS, np.unique(groups).size)
    parts = list(GroupKFold(folds, shuffle=True, random_state=0).split(groups, groups=groups))
    if len(times) * max(labels / 20, 1) > _MANY:
        return Split(parts[:1], "按近似重复分组，留出五分之一")
    return Split(parts, f"按近似重复分组，{folds} 折交叉")


def _by_time(groups: Any, times: Sequence[str]) -> Split:
    """The newest fifth is unseen, without texts that have a near-copy among the older ones."""
    order = np.array(sorted(range(len(times)), key=lambda i: (_moment(times[i]), i)))
    cut = int(len(order) * (1 - _NEWEST))
    known, unseen = order[:cut], order[cut:]
    fresh = unseen[~np.isin(groups[unseen], groups[known])]
    return Split([(known, fresh)], "按时间，最新的五分之一")


def _moment(time: str) -> tuple[int, ...]:
    """Year, month, day, hour ... of any way of writing that begins with the year; nothing sorts first."""
    return tuple(int(number) for number in _NUMBERS.findall(time)[:6])
