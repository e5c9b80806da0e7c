"""What the signs of many views weigh at once (`classifiers.danger.signs` names those of one)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from classifiers.danger.signs import NO_MATTER, SHORT

Array = np.ndarray[Any, Any]
_ALONE = " alone"


class Hits(NamedTuple):
    """Words in the order of their texts, by number: the clause and the part of each."""

    numbers: Array
    clauses: Array
    parts: Array


class SignWeights:
    """`weights` of signs by their names; `classes_of` the classes of each word by its number."""

    def __init__(self, weights: Mapping[str, float], classes_of: Sequence[tuple[str, ...]]) -> None:
        names = sorted({name for own in classes_of for name in own})
        numbers = {name: number for number, name in enumerate(names)}
        self._of_word = np.array(
            [[name in own for name in names] for own in classes_of], dtype=bool
        )
        self._is_matter = np.array([name.isupper() for name in names])
        self.matters = np.asarray(self._of_word[:, self._is_matter].any(axis=1))
        self._own = np.array([weights.get(name, 0.0) for name in names])
        self._alone = np.array([weights.get(name + _ALONE, 0.0) for name in names])
        self._in_view = _pairs(weights, numbers, "&")
        self._in_clause = _pairs(weights, numbers, "+")
        self.without_matter = weights.get(NO_MATTER, 0.0)
        self._short = weights.get("short", 0.0)
        self._rules = weights

    def of_views(self, hits: Hits, views: tuple[Array, Array], lengths: Array) -> Array:
        """The sum for each view, without what the words of urgency say; `views` are the first and
        the last part of each.
        """
        classes, pairs, alone = self._of_parts(hits, int(views[1].max()) + 1)
        shown = classes[views[0]] | classes[views[1]]
        first, second, weights = self._in_view
        together = (shown[:, first] & shown[:, second]) @ weights
        together += (pairs[views[0]] | pairs[views[1]]) @ self._in_clause[2]
        together += (alone[views[0]] | alone[views[1]]) @ self._alone
        has_matter = shown[:, self._is_matter].any(axis=1)
        own = shown @ self._own + self._short * (lengths <= SHORT)
        return np.asarray(own + np.where(has_matter, together, self.without_matter))

    def of_rule(self, level: str) -> float:
        return self._rules.get(f"rule {level}", 0.0)

    def _of_parts(self, hits: Hits, size: int) -> tuple[Array, Array, Array]:
        """For each part its classes, its pairs within a clause, and the classes that have a clause
        for themselves.
        """
        numbers, clauses, parts = hits
        is_first = np.diff(clauses, prepend=-1) > 0
        part_of_clause = parts[is_first]
        classes = _any_of(self._of_word[numbers], np.cumsum(is_first) - 1, part_of_clause.size)
        first, second, _ = self._in_clause
        pairs = classes[:, first] & classes[:, second]
        alone = classes & (classes.sum(axis=1) == 1)[:, None]
        return (
            _any_of(classes, part_of_clause, size),
            _any_of(pairs, part_of_clause, size),
            _any_of(alone, part_of_clause, size),
        )


def _any_of(rows: Array, owners: Array, size: int) -> Array:
    """For each owner whether any of its rows has it."""
    shown = np.zeros((size, rows.shape[1]), dtype=bool)
    row, column = np.nonzero(rows)  # `logical_or.reduceat` takes several times as long
    shown[owners[row], column] = True
    return shown


def _pairs(
    weights: Mapping[str, float], numbers: Mapping[str, int], joint: str
) -> tuple[Array, Array, Array]:
    """Numbers of both classes of each pair that weighs, and its weight."""
    names = [name for name in weights if joint in name]
    both = [[numbers[name] for name in pair.split(joint)] for pair in names]
    first, second = np.array(both, dtype=np.int64).reshape(-1, 2).T
    return first, second, np.array([weights[name] for name in names])
