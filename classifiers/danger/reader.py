"""Whether a text tells of a danger to life that is there now, of which kind, and what says so.

A linear model over n-grams, classes of words and what stands together, learned from lessons
(benchmarks/danger.py); it reads a text in views and believes the most alarming one.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp
from operator import itemgetter
from pathlib import Path

from classifiers.danger.cues import Match, PieceFinder
from classifiers.danger.kinds import kinds_of
from classifiers.danger.signs import NO_MATTER, SIGN, Hit, gram_strength, signs
from classifiers.danger.views import BORDER, View, plain, views_of

WEIGHTS = Path(__file__).with_name("weights.json")
THRESHOLD = 0.34
# Letters tell at length of what happened once: there a word of grave danger must stand as well.
THRESHOLD_IN_LONG = 0.97
LONG = 120
_FAR = -4.0  # of some 1,600 texts none with a lower sum had a chance above 0.1
_USUAL = 60
_MOST_WORDS = 3
_LEAST_WORD = 2
_END = itemgetter(2)


@dataclass(frozen=True, slots=True)
class Danger:
    """`chance` 0 to 1; of a danger also its likely kinds, the likeliest first, and the words."""

    chance: float
    is_danger: bool = False
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


NO_DANGER = Danger(0.0)


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
        matches = self.finder.find(flat)
        if level != "critical" and self._is_far_from_danger(matches, len(flat)):
            return NO_DANGER
        views = views_of(flat)
        scores = [self._score(flat, view, matches, level) for view in views]
        best = max(range(len(views)), key=scores.__getitem__)
        chance = 1 / (1 + exp(-scores[best]))
        is_long = len(flat) > LONG
        doubtful = is_long and level != "critical"
        if doubtful or chance < (THRESHOLD_IN_LONG if is_long else THRESHOLD):
            return Danger(round(chance, 4))
        view = flat[views[best].start : views[best].end]
        return Danger(round(chance, 4), True, kinds_of(view), self._words(view))

    def _is_far_from_danger(self, matches: Sequence[Match], size: int) -> bool:
        """Two of three reports have no word of a matter and n-grams that speak against danger:
        reading their views would change nothing.
        """
        pieces = {match[0] for match in matches}
        if not pieces.isdisjoint(self.finder.matters):
            return False
        weights = self.finder.weights
        gram_weight = sum([weights[piece] for piece in pieces])
        return self._score_without_matter + gram_weight * gram_strength(min(size, _USUAL)) < _FAR

    @cached_property
    def _score_without_matter(self) -> float:
        return self.offset + SIGN * self.weights.get(NO_MATTER, 0.0)

    def _score(self, flat: str, view: View, matches: Sequence[Match], level: str) -> float:
        inside = matches if view.end - view.start == len(flat) else _inside(matches, view)
        part = flat[view.start : view.end]
        pieces = {match[0] for match in inside}
        gram_weight = sum(map(self.finder.weights.__getitem__, pieces))
        hits: list[Hit] = []
        # Most pieces are n-grams without a class.
        if not pieces.isdisjoint(self.finder.classed):
            classes = self.finder.classes
            hits = [
                (start - view.start, names)
                for piece, start, _ in inside
                if (names := classes[piece])
            ]
        known = self.weights
        return (
            self.offset
            + gram_weight * gram_strength(len(part))
            + SIGN * sum([known.get(name, 0.0) for name in signs(part, hits, level)])
        )

    def _words(self, view: str) -> tuple[str, ...]:
        """The longest words of a matter, else the clause that weighs most."""
        matter_words = {
            view[start:end]
            for piece, start, end in self.finder.find(view)
            if any(map(str.isupper, self.finder.classes[piece]))
        }
        longest = [
            word
            for word in matter_words
            if not any(word != other and word in other for other in matter_words)
        ]
        longest = [word for word in longest if len(word) >= _LEAST_WORD] or view.strip(
            BORDER
        ).split(BORDER)
        return tuple(sorted(longest, key=view.find)[:_MOST_WORDS])


def _inside(matches: Sequence[Match], view: View) -> Sequence[Match]:
    """The matches come by their ends, so that a view looks at its own alone."""
    first = bisect_right(matches, view.start, key=_END)
    last = bisect_right(matches, view.end, key=_END)
    return [match for match in matches[first:last] if match[1] >= view.start]


@cache
def danger_reader() -> DangerReader:
    """The reader that comes with the project."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights: dict[str, float] = table["signs"]
    grams = {name[1:]: weight for name, weight in weights.items() if name.startswith("~")}
    others = {name: weight for name, weight in weights.items() if not name.startswith("~")}
    return DangerReader(table["offset"], others, PieceFinder(grams))
