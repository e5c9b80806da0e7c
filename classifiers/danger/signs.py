"""What one view of a text shows: n-grams, classes of words, and which of them stand together."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from classifiers.danger.cues import Match
from classifiers.danger.views import BORDER

LONGEST_GRAM = 3
GRAMS = 5.0  # weight of all n-grams of a view together
SIGN = 0.35  # weight of each of its signs
NO_MATTER = "no matter"
SHORT = 14


def grams(view: str) -> set[str]:
    """The n-grams within clauses; the border of a clause may stand at their ends."""
    pieces = (
        view[start : start + size]
        for size in range(1, LONGEST_GRAM + 1)
        for start in range(len(view) - size + 1)
    )
    return {piece for piece in pieces if BORDER not in piece[1:-1] and piece.strip(BORDER)}


def gram_strength(view_length: int) -> float:
    return float(GRAMS / (LONGEST_GRAM * max(view_length, 4)) ** 0.5)


def strengths_of_grams(view_lengths: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """`gram_strength` of many views."""
    return np.asarray(GRAMS / np.sqrt(LONGEST_GRAM * np.maximum(view_lengths, 4)))


def signs(view: str, hits: Sequence[Match], level: str) -> set[str]:
    """Names of the signs; `hits` are the words of the view, `level` what the words of urgency say
    of the whole text.
    """
    whole = frozenset([name for _, names in hits for name in names])
    shown = {*whole, f"rule {level}"}
    if len(view) <= SHORT:
        shown.add("short")
    if not any(map(str.isupper, whole)):
        shown.add(NO_MATTER)
        return shown
    shown.update(_pairs(whole, "&"))
    for clause in _clauses(view, hits):
        shown.update(_pairs(frozenset(clause), "+"))
        if len(clause) == 1:
            shown.update(f"{name} alone" for name in clause)
    return shown


@lru_cache(maxsize=4096)  # the same few classes stand together again and again
def _pairs(names: frozenset[str], joint: str) -> Sequence[str]:
    """Pairs of a matter and what stands with it."""
    return [
        f"{first}{joint}{second}"
        for first, second in combinations(sorted(names), 2)
        if first.isupper()
    ]


def _clauses(view: str, hits: Sequence[Match]) -> Iterable[set[str]]:
    """The classes of each clause that has any."""
    clauses: dict[int, set[str]] = {}
    for start, names in hits:
        clauses.setdefault(view.count(BORDER, 0, start + 1), set()).update(names)
    return clauses.values()
