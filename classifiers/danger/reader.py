"""Whether a text tells of a danger to life that is there now, of which kind, and what says so.

A linear model over n-grams, classes of words and what stands together, learned from lessons
(benchmarks/danger.py); it reads a text in views and believes the most alarming one.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import NamedTuple

from classifiers.danger.cues import Match, PieceFinder, everyday_words, is_matter
from classifiers.danger.kinds import kinds_of
from classifiers.danger.signs import NO_MATTER, SIGN, gram_strength, signs
from classifiers.danger.views import BORDER, View, parts_of, plain

WEIGHTS = Path(__file__).with_name("weights.json")
THRESHOLD = 0.35
# Letters tell at length of what happened once: there a word of grave danger must stand as well.
THRESHOLD_IN_LONG = 0.97
LONG = 120
# A few words without their matter (算了, 不要了) are read less surely than a report.
# What many clauses add up to is less sure: of these few true ones have a lower chance.
THRESHOLD_IN_MEDIUM, MEDIUM = 0.85, 45
THRESHOLD_OF_FEW_WORDS = 0.97
# Without a word of any matter: by lots of lessons left out this misses 13 of 1,828 dangers and
# spares 20 of 1,989 harmless reports.
THRESHOLD_WITHOUT_MATTER = 0.45
FEW = 8
_CRY = "help"
_NOBODY_THERE = re.compile(
    r"人(?:就|都|也|已经)?(?:没了|不见|不知道(?:在|去))"
    r"|(?:孩子|女儿|儿子|老人|[爸妈爷奶弟妹])[^，。！？]{0,6}(?:没了(?!工作|收入)|不见|没找[到着]|走丢|联系不上)"
)
_FAR = -4.0  # of some 1,600 texts none with a lower sum had a chance above 0.1
_USUAL = 60
_MOST_WORDS = 3
_LEAST_WORD = 2


@dataclass(frozen=True, slots=True)
class Danger:
    """`chance` 0 to 1; of a danger, and only of one, also its likely kinds, the likeliest
    first, and the words.
    """

    chance: float
    is_danger: bool = False
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


NO_DANGER = Danger(0.0)


class _Part(NamedTuple):
    """The pieces of a part of a text, what they weigh, and its words of a class."""

    pieces: set[str]
    weight: float
    hits: Sequence[Match]


@dataclass(frozen=True)
class DangerReader:
    """The weights, ready to read."""

    offset: float
    weights: dict[str, float]
    finder: PieceFinder

    def read(self, text: str, level: str = "normal") -> Danger:
        """`level` is what the words of urgency say of the text."""
        flat = plain(text)
        if len(flat) <= len(BORDER) * 2:
            return NO_DANGER
        pieces, hits = self.finder.grams_of(flat), self.finder.words_of(flat)
        if level != "critical" and self._is_far_from_danger(pieces, hits, len(flat)):
            return NO_DANGER
        chance, view = self._most_alarming(flat, pieces, hits, level)
        doubtful = len(flat) > LONG and level != "critical"
        if doubtful or chance < _threshold(flat, hits):
            return Danger(round(chance, 4))
        return Danger(round(chance, 4), True, kinds_of(view), self._words(view))

    def names_matter(self, text: str) -> bool:
        """Whether a word of a matter (fire, water ...) stands in it."""
        return any(is_matter(names) for _, names in self.finder.words_of(plain(text)))

    def names_grave_matter(self, text: str) -> bool:
        """The same without words that stand in every third report (学校, 断了, 没了)."""
        if _NOBODY_THERE.search(text):
            return True
        return not self.finder.matters_of(plain(text)) <= everyday_words()

    def _is_far_from_danger(self, pieces: Sequence[str], hits: Sequence[Match], size: int) -> bool:
        """Two of three reports have no word of a matter and n-grams that speak against danger:
        reading their views would change nothing.
        """
        if any(is_matter(names) for _, names in hits):
            return False
        gram_weight = self._weight(set(pieces))
        return self._score_without_matter + gram_weight * gram_strength(min(size, _USUAL)) < _FAR

    @cached_property
    def _score_without_matter(self) -> float:
        return self.offset + SIGN * self.weights.get(NO_MATTER, 0.0)

    def _most_alarming(
        self, flat: str, pieces: Sequence[str], hits: Sequence[Match], level: str
    ) -> tuple[float, str]:
        """The chance of danger of the view that has the greatest, and the view."""
        spans = parts_of(flat)
        if len(spans) == 1:
            whole = _Part(set(pieces), self._weight(set(pieces)), hits)
            return 1 / (1 + exp(-self._score(flat, 0, [whole], level))), flat
        parts = self._parts(flat, spans, pieces, hits)
        scores = [
            self._score(flat[first.start : second.end], first.start, pair, level)
            for (first, second), pair in zip(pairwise(spans), pairwise(parts), strict=True)
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        view = flat[spans[best].start : spans[best + 1].end]
        return 1 / (1 + exp(-scores[best])), view

    def _parts(
        self, flat: str, spans: Sequence[View], pieces: Sequence[str], hits: Sequence[Match]
    ) -> list[_Part]:
        """No piece goes over a border, so that each belongs to one part."""
        parts, begin, place = [], pieces.index(BORDER) + 1, 0
        for span in spans:
            end = begin
            for _ in range(flat.count(BORDER, span.start + 1, span.end)):
                end = pieces.index(BORDER, end) + 1
            inside = set(pieces[begin:end])
            first = place
            while place < len(hits) and hits[place][0] < span.end - 1:
                place += 1
            parts.append(_Part(inside, self._weight(inside), hits[first:place]))
            begin = end
        return parts

    def _score(self, view: str, start: int, parts: Sequence[_Part], level: str) -> float:
        gram_weight = sum([part.weight for part in parts])
        if len(parts) > 1:
            gram_weight -= self._weight(parts[0].pieces & parts[1].pieces)
        hits = [(place - start, names) for part in parts for place, names in part.hits]
        known = self.weights
        return (
            self.offset
            + gram_weight * gram_strength(len(view))
            + SIGN * sum([known.get(name, 0.0) for name in signs(view, hits, level)])
        )

    def _weight(self, pieces: Iterable[str]) -> float:
        return sum(map(self.finder.weights.__getitem__, pieces))

    def _words(self, view: str) -> tuple[str, ...]:
        """The longest words of a matter, else the clause that weighs most."""
        matter_words = self.finder.matters_of(view)
        longest = [
            word
            for word in matter_words
            if not any(word != other and word in other for other in matter_words)
        ]
        longest = [word for word in longest if len(word) >= _LEAST_WORD]
        if not longest:
            return (max(view.strip(BORDER).split(BORDER), key=self._weight_of_clause),)
        return tuple(sorted(longest, key=view.find)[:_MOST_WORDS])

    def _weight_of_clause(self, clause: str) -> float:
        pieces = set(self.finder.grams_of(f"{BORDER}{clause}{BORDER}"))
        return self._weight(pieces) * gram_strength(len(clause))


def _threshold(flat: str, hits: Sequence[Match]) -> float:
    if len(flat) > LONG:
        return THRESHOLD_IN_LONG
    if len(flat) > MEDIUM:
        return THRESHOLD_IN_MEDIUM
    names = [name for _, of_word in hits for name in of_word]
    if is_matter(tuple(names)):
        return THRESHOLD
    says_little = len(flat.strip(BORDER)) <= FEW and _CRY not in names
    return THRESHOLD_OF_FEW_WORDS if says_little else THRESHOLD_WITHOUT_MATTER


@cache
def danger_reader() -> DangerReader:
    """The reader that comes with the project."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights: dict[str, float] = table["signs"]
    grams = {name[1:]: weight for name, weight in weights.items() if name.startswith("~")}
    others = {name: weight for name, weight in weights.items() if not name.startswith("~")}
    return DangerReader(table["offset"], others, PieceFinder(grams))
