"""Whether a text tells a story against officials, named or not, told as stories are: nobody says
不作为, they say what happened.

A linear model over what `story_signs.py` sees and the n-grams of the text, learned from pairs of
stories that differ in who did it, or in how it ended (`benchmarks/stories.py`).
"""

import json
from functools import cache
from math import exp
from pathlib import Path

from routing.story_signs import Actors, Span, actors, acts, signs

WEIGHTS = Path(__file__).with_name("stories.json")
_MAY_BE_ACCUSED = frozenset({"official", "somebody"})
_MOST_SPANS = 3


def story_chance(body: str) -> float | None:
    """That officials are accused, 0 to 1, by a text in the form of clauses; None where nobody is
    named who could be one.
    """
    known = actors(body)
    if not may_be_accused(known):
        return None
    offset, weights = _weights()
    shown = signs(body, known)
    score = offset + sum([weights[name] * shown[name] for name in shown.keys() & weights.keys()])
    return 1 / (1 + exp(-score))


def may_be_accused(known: Actors) -> bool:
    return not _MAY_BE_ACCUSED.isdisjoint(known.groups)


def spans_of(body: str) -> list[Span]:
    """The words that say it, without overlaps; none where no act is known."""
    spans: list[Span] = []
    for start, end in acts(body):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans[:_MOST_SPANS]


@cache
def _weights() -> tuple[float, dict[str, float]]:
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return table["offset"], table["weights"]
