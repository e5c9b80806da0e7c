"""Text into index terms, and what a user typed into the terms that must be found.

A unit is one Chinese character or one run of Latin letters or digits. `chars` holds units, each
once, `grams` pairs of neighbours: any stretch of text is found by its pairs, whatever the segmenter
made of it; `words` is for ranking and for charts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import add
from typing import Any

from analytics.search.fold import fold
from classifiers.segment import segment

LONGEST_TEXT = 200
_RUN = re.compile(r"[^\W_]+")
_LETTERS = r"[0-9a-z\u00df-\u024f\u0370-\u04ff]"
_UNIT = re.compile(rf"{_LETTERS}{{1,64}}|[^\W_]")  # a longer run is several units
_ANY_LETTER = re.compile(_LETTERS)
_PART = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|([^\s"“”「」]+)')
_EXACT = 3
_LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class Needle:
    """A stretch that must be found: its units in order, and the text itself for marking."""

    text: str
    units: tuple[str, ...]

    @property
    def grams(self) -> list[str]:
        return [a + b for a, b in pairwise(self.units)]


@dataclass(frozen=True, slots=True)
class SearchText:
    """All `needles` must be found, of `word_needles` at least `least`.

    Both raise the score, and so does each of `extra`.
    """

    needles: tuple[Needle, ...] = ()
    word_needles: tuple[Needle, ...] = ()
    least: int = 0
    extra: tuple[Needle, ...] = ()

    @property
    def marks(self) -> list[str]:
        """What to mark in the text, longest first."""
        return sorted(
            {needle.text for needle in (*self.needles, *self.word_needles)}, key=len, reverse=True
        )

    def __bool__(self) -> bool:
        return bool(self.needles or self.word_needles)


def index_terms(plain: str) -> dict[str, Any]:
    """The three searched fields of a folded text: distinct words, and two strings of terms with
    blanks between.
    """
    runs = [_units(run) for run in _RUN.findall(plain)]
    return {
        "words": [
            word
            for word in dict.fromkeys(segment(plain))
            if 1 < len(word) <= _LONGEST_WORD and not word.isdigit()
        ],
        "chars": " ".join(dict.fromkeys(chain.from_iterable(runs))),
        "grams": " ".join(chain.from_iterable(map(add, units, units[1:]) for units in runs)),
    }


def _units(run: str) -> Sequence[str]:
    """Without letters and digits every character is one, and the text itself is the sequence."""
    return _UNIT.findall(run) if _ANY_LETTER.search(run) else run


def read_search_text(text: str) -> SearchText:
    """Read what a user typed.

    A short part is taken as it stands, a long one by its words, three fifths of them.
    """
    needles: list[Needle] = []
    word_needles: list[Needle] = []
    extra: list[Needle] = []
    for *quoted, plain in _PART.findall(fold(text[:LONGEST_TEXT])):
        for run in _RUN.findall("".join(quoted) or plain):
            whole = _needle(run)
            if any(quoted) or len(whole.units) <= _EXACT:
                needles.append(whole)
            else:
                word_needles += _words(run)
                extra.append(whole)
    distinct = tuple(dict.fromkeys(word_needles))
    least = len(distinct) if len(distinct) <= _EXACT else -(-len(distinct) * 3 // 5)
    return SearchText(tuple(dict.fromkeys(needles)), distinct, least, tuple(extra))


def _words(run: str) -> list[Needle]:
    cut = [_needle(word) for word in segment(run)]
    return [needle for needle in cut if len(needle.text) > 1] or cut


def _needle(run: str) -> Needle:
    return Needle(run, tuple(_units(run)))
