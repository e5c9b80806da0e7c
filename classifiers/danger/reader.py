"""Whether a text tells of a danger to life that is there now, of which kind, and what says so.

A linear model over n-grams, classes of words and what stands together, learned from lessons
(benchmarks/danger.py); it reads a text in views and believes the most alarming one.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from classifiers.danger.cues import WordFinder, is_matter
from classifiers.danger.kinds import kinds_of
from classifiers.danger.sign_weights import SignWeights
from classifiers.danger.signs import gram_strength, grams
from classifiers.danger.view_scores import Flat, Scored, ViewScores
from classifiers.danger.views import BORDER, plain
from classifiers.place_names import whole_signs

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
_MISSED = ("没", "不见", "不知道", "走丢", "联系")  # the pattern above holds one of these
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


@dataclass(frozen=True)
class DangerReader:
    """The weights, ready to read."""

    grams: dict[str, float]
    finder: WordFinder
    scores: ViewScores

    def read(self, text: str, level: str = "normal") -> Danger:
        """`level` is what the words of urgency say of the text."""
        return self.read_many([(text, level)])[0]

    def read_many(self, texts: Sequence[tuple[str, str]]) -> list[Danger]:
        """Many at once, each with its level: several times as fast."""
        flats = [Flat(flat := plain(text), level, self.finder.hits(flat)) for text, level in texts]
        telling = [flat for flat in flats if len(flat.text) > len(BORDER) * 2]
        each = iter(self.scores.of(telling) if telling else [])
        scored = [next(each) if len(flat.text) > len(BORDER) * 2 else None for flat in flats]
        return [
            NO_DANGER if own is None else self._danger(flat, own)
            for flat, own in zip(flats, scored, strict=True)
        ]

    def _danger(self, flat: Flat, scored: Scored) -> Danger:
        chance = 1 / (1 + exp(-scored.score))
        doubtful = len(flat.text) > LONG and flat.level != "critical"
        if doubtful or chance < THRESHOLD or chance < self._threshold(flat):
            return Danger(round(chance, 4))
        view = scored.view
        return Danger(round(chance, 4), True, kinds_of(view), self._words(view))

    def _threshold(self, flat: Flat) -> float:
        if len(flat.text) > LONG:
            return THRESHOLD_IN_LONG
        if len(flat.text) > MEDIUM:
            return THRESHOLD_IN_MEDIUM
        names = [name for word, _, _ in flat.hits for name in self.finder.classes[word]]
        if is_matter(tuple(names)):
            return THRESHOLD
        says_little = len(flat.text.strip(BORDER)) <= FEW and _CRY not in names
        return THRESHOLD_OF_FEW_WORDS if says_little else THRESHOLD_WITHOUT_MATTER

    def names_matter(self, text: str) -> bool:
        """Whether a word of a matter (fire, water ...) stands in it."""
        return bool(self.finder.matters_of(plain(text)))

    def names_grave_matter(self, text: str) -> bool:
        """The same of a folded text, without words that stand in every third report (学校, 断了,
        没了): none of the others has a number or goes over a border.
        """
        if any(map(text.count, _MISSED)) and _NOBODY_THERE.search(text):
            return True
        return self.finder.has_grave_matter(whole_signs(text))

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
        weights = [self.grams.get(gram, 0.0) for gram in grams(f"{BORDER}{clause}{BORDER}")]
        return sum(weights) * gram_strength(len(clause))


@cache
def danger_reader() -> DangerReader:
    """The reader that comes with the project."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights: dict[str, float] = table["signs"]
    of_grams = {name[1:]: weight for name, weight in weights.items() if name.startswith("~")}
    of_signs = {name: weight for name, weight in weights.items() if not name.startswith("~")}
    finder = WordFinder()
    signs = SignWeights(of_signs, finder.classes)
    return DangerReader(of_grams, finder, ViewScores(table["offset"], of_grams, signs))
