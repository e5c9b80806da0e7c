"""Which texts are learned from and which are tested on, so that the score is what a city will
see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

from classifiers.dataset import DataRefused
from classifiers.row_notes import has_order
from classifiers.row_times import moment_of

_FOLDS = 5
_MANY = 20_000
_ENOUGH = 20_000
_NEWEST = 0.2
# One month is a chance of its own; of older ones the next month knows less.
_DAYS, _MOST_PARTS = 30, 2
_LEAST_UNSEEN, _ENOUGH_UNSEEN = 400, 3_000


@dataclass(frozen=True)
class Split:
    """`parts` are (known, unseen) row numbers; `kind` says in words how they were made."""

    parts: list[tuple[Any, Any]]
    kind: str


def make_splits(groups: Any, times: Sequence[str], labels: Sequence[str]) -> Split:
    """By time where most rows have one and not all the same, else by group of near-copies: five
    folds, or one part where rows or labels are many.
    """
    moments = [moment_of(time) for time in times]
    if has_order(moments):
        return _by_time(moments)
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


def _by_time(moments: Sequence[datetime | None]) -> Split:
    """The newest month is unseen by what was learned before it; then the month before, until
    there are rows enough, a fifth at most. Rows without a time are the oldest.

    Near-copies of older texts stay: the next month will have as many.
    """
    known = [moment or datetime.min for moment in moments]
    order = np.array(sorted(range(len(known)), key=lambda i: (known[i], i)))
    days = np.array([known[i].toordinal() for i in order])
    first, end, parts = int(order.size * (1 - _NEWEST)), order.size, list[tuple[Any, Any]]()
    least = min(_LEAST_UNSEEN, order.size - first)
    while end > first and order.size - end < _ENOUGH_UNSEEN and len(parts) < _MOST_PARTS:
        month = int(np.searchsorted(days, days[end - 1] - _DAYS, side="right"))
        start = max(min(month, end - least), first)
        parts.append((order[:start], _some(order[start:end])))
        end = start
    since = known[order[end]]
    kind = f"按时间，最新的 {order.size - end} 条（{since:%Y-%m-%d} 起），分 {len(parts)} 段"
    return Split(parts, kind + _equal_at_border([known[i] for i in order], end))


def _equal_at_border(ordered: Sequence[datetime], border: int) -> str:
    """What is told where equal times stand on both sides: their rows say which is newer."""
    before = sum(moment == ordered[border] for moment in ordered[:border])
    behind = sum(moment == ordered[border] for moment in ordered[border:])
    if not before:
        return ""
    return f"；{before + behind} 行与分界处时间相同，按行的先后分：{behind} 行用于检验"
