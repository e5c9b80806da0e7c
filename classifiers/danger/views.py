"""A text in views: a few clauses that are read together, so that a long story is no alarm by its
sheer length and a cry within it is not drowned.
"""

import re
from typing import NamedTuple

from classifiers.folding import fold

BORDER = "|"
LONGEST_TEXT = 4000
_USUAL = 30
_BETWEEN = re.compile(r"[^\w%]+|_+")
_NUMBER = re.compile(r"\d+")


class View(NamedTuple):
    """The part `start`:`end` of a text that was brought into one form."""

    start: int
    end: int


def plain(text: str) -> str:
    """The text in one form: folded, a border for whatever stands between clauses, 0 for numbers."""
    clauses = _BETWEEN.sub(BORDER, fold(text[:LONGEST_TEXT]))
    return f"{BORDER}{_NUMBER.sub('0', clauses.strip(BORDER))}{BORDER}"


def views_of(text: str) -> list[View]:
    """Views of a plain text: each two neighbouring parts of `_USUAL` characters or one clause."""
    edges = [0]
    for place in range(edges[0] + 1, len(text)):
        if text[place] == BORDER and place - edges[-1] >= _USUAL:
            edges.append(place)
    if edges[-1] < len(text) - 1:
        edges.append(len(text) - 1)
    if len(edges) <= 3:
        return [View(0, len(text))]
    return [View(edges[i], edges[i + 2] + 1) for i in range(len(edges) - 2)]
