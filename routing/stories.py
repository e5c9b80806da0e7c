"""Whether a text tells a story against officials, named or not, told as stories are: nobody says
不作为, they say what happened.

A linear model over what `story_signs.py` sees and the n-grams of the text, learned from pairs of
stories that differ in who did it, or in how it ended (`benchmarks/stories.py`).
"""

import json
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from routing.story_signs import (
    END,
    WHOLE,
    Actors,
    Span,
    actors,
    acts,
    clause_end,
    gram_parts,
    shown_signs,
)

WEIGHTS = Path(__file__).with_name("stories.json")
_MAY_BE_ACCUSED = frozenset({"official", "somebody"})
_MOST_SPANS = 3
# Below it the n-grams alone deny a story: of 2,000 accusing lessons none begins there, and a third
# of ordinary reports does, which are spared the rest.
_HOPELESS = -4.0


@lru_cache(maxsize=1)  # two questions are asked of each text, one after the other
def story_chance(body: str) -> float | None:
    """That officials are accused, 0 to 1, by a text in the form of clauses; None where nobody is
    named who could be one.
    """
    known = actors(body)
    if not may_be_accused(known):
        return None
    learned = _learned()
    score = learned.offset + sum(
        [
            strength * learned.grams[mark].sum_in(part)
            for mark, part, _, strength in gram_parts(body)
        ]
    )
    if score > _HOPELESS:
        shown = shown_signs(body, known)
        weights = learned.weights
        score += sum([weights[name] * shown[name] for name in shown.keys() & weights.keys()])
    return 1 / (1 + exp(-score))


def may_be_accused(known: Actors) -> bool:
    return not _MAY_BE_ACCUSED.isdisjoint(known.groups)


def spans_of(body: str) -> list[Span]:
    """The words that say it, without overlaps; where no act is known, who is told of and what
    follows in that clause.
    """
    spans: list[Span] = []
    for start, end in acts(body) or _first_told_of(body):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans[:_MOST_SPANS]


def _first_told_of(body: str) -> list[Span]:
    known = actors(body)
    for start, group in zip(known.starts, known.groups, strict=True):
        if group in _MAY_BE_ACCUSED:
            return [(start, clause_end(body, start))]
    return []


class _Grams:
    """The n-grams that weigh anything, found in one pass over a text."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._finder = AhoCorasick(list(weights))
        self._weights = list(weights.values())

    def sum_in(self, text: str) -> float:
        """Each n-gram counts once."""
        places = self._finder.find_matches_as_indexes(text, overlapping=True)
        return sum(map(self._weights.__getitem__, {number for number, _, _ in places}))


class _Learned(NamedTuple):
    offset: float
    weights: dict[str, float]
    grams: dict[str, _Grams]


@cache
def _learned() -> _Learned:
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights: dict[str, float] = table["weights"]
    grams = {
        mark: _Grams({name[1:]: weight for name, weight in weights.items() if name[0] == mark})
        for mark in (WHOLE, END)
    }
    return _Learned(table["offset"], weights, grams)
