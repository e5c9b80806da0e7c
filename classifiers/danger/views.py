"""A text in views: a few clauses that are read together, so that a long story is no alarm by its
sheer length and a cry within it is not drowned.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from classifiers.folding import fold

BORDER = "|"
LONGEST_TEXT = 4000
_USUAL = 30
_FEW_EDGES = 3
_BETWEEN = re.compile(r"[^\w%]+|_+")
_BETWEEN_MOSTLY = re.compile(r"[^\w%]+")  # the same without a `_`, in half the time
_NUMBER = re.compile(r"\d+")


class View(NamedTuple):
    """The part `start`:`end` of a text that was brought into one form."""

    start: int
    end: int


def plain(text: str) -> str:
    """The text in one form: folded, a border for whatever stands between clauses, 0 for numbers."""
    folded = fold(text[:LONGEST_TEXT])
    between = _BETWEEN if "_" in folded else _BETWEEN_MOSTLY
    clauses = between.sub(BORDER, folded)
    return f"{BORDER}{_NUMBER.sub('0', clauses.strip(BORDER))}{BORDER}"


def parts_of(text: str) -> list[View]:
    """Parts of a plain text of at least `_USUAL` characters: they share the border between them."""
    edges = [0]
    while (place := text.find(BORDER, edges[-1] + _USUAL)) >= 0:
        edges.append(place)
    if edges[-1] < len(text) - 1:
        edges.append(len(text) - 1)
    if len(edges) <= _FEW_EDGES:
        return [View(0, len(text))]
    return [View(start, end + 1) for start, end in pairwise(edges)]


def views_of(text: str) -> list[View]:
    """Views of a plain text: each two neighbouring parts, or the whole."""
    parts = parts_of(text)
    return [View(first.start, second.end) for first, second in pairwise(parts)] or parts
