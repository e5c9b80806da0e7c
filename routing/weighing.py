"""How much the signs of an accusation weigh: learned from lessons, measured on them."""

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from routing.signs import STRONG, Signs
from routing.surrounding_grams import Part

SHORTEST, LONG, VERY_LONG, LONGEST = 16, 80, 130, 300

_FILE = Path(__file__).with_name("accusations.json")
_LEAST = 0.45
_LEAST_IF_CHARGED = 0.01
_LEAST_IF_DIRECT = 0.015
_LEAST_IF_QUIET = 0.6  # asked, thanked or greeted: what is told is nearly always of others
_LEAST_TO_ASK = 0.1
_LEAST_IN_HEADING = 0.3
_LEAST_IN_LONG = 0.5
# A heading without a word about conduct that says so all the same: 考官收一千包过.
_SURE_IN_HEADING = 0.6
_LEAST_IN_VERY_LONG = 0.9
# Below it a mere naming is harmless: in a short text nearly always, in a letter mostly.
_HARMLESS = 0.003
_HARMLESS_IF_QUIET = 0.02
_HARMLESS_IN_LETTER = 0.3
_SAID = frozenset({"cues", "early cues", "caller cues", "direct", "people", "towards me"})
_TOLD = frozenset({"own", "early cues", "loose state"})
_NOT_QUIET = frozenset({"stance charged", "stance plain", "stance turned_to"})


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the signs, and what was measured: from which chance on which share was right."""

    offset: float
    signs: dict[str, float]
    grams: dict[str, dict[str, float]]  # by the name of the part
    steps: tuple[float, ...]
    shares: tuple[float, ...]
    share_in_very_long: float


def accuses(signs: Signs, size: int, chance_of: float) -> bool:
    """Whether the unit is accused in a text of `size` characters, with the chance of its signs.

    A few signs without a word about conduct are a question or a heading. A long letter names
    many units on the way: there a word about conduct must be said, in a very long one soon after
    the name, in the longest ones in its own clause, of its people, or not one alone.
    """
    if "stance charged" in signs and chance_of >= _LEAST_IF_CHARGED:
        return True
    if "direct" in signs and "hearsay" not in signs and chance_of >= _LEAST_IF_DIRECT:
        return True
    if not _NOT_QUIET & signs.keys() and chance_of < _LEAST_IF_QUIET:
        return False
    if size <= LONG:
        return chance_of >= (_SURE_IN_HEADING if _is_heading(signs, size) else _LEAST)
    if not _TOLD & signs.keys():
        return False
    strong = bool(STRONG & signs.keys()) or signs.get("neglect", 0.0) >= 2
    if size <= VERY_LONG:
        return strong and chance_of >= _LEAST_IN_LONG
    if size > LONGEST and not ("direct" in signs or "people" in signs or signs.get("cues", 0) > 1):
        return False
    enough = 2 if "stance turned_to" in signs else 1
    return signs.get("near cues", 0.0) >= enough and chance_of >= _LEAST_IN_VERY_LONG


def suspects(signs: Signs, size: int, chance_of: float) -> bool:
    """Whether a person should look: too little to bar the unit, too much to send it there."""
    if size > LONG:
        return False
    return chance_of >= (_LEAST_IN_HEADING if _is_heading(signs, size) else _LEAST_TO_ASK)


def is_harmless(signs: Signs, size: int, chance_of: float) -> bool:
    """Whether it is sure that the unit is only asked, thanked, greeted, quoted or a place: only
    then it may have the text without that a person has looked.

    A letter names many units on its way: there a word about conduct near the name is missing, or
    the chance is small.
    """
    if size > VERY_LONG:
        return not signs.get("near cues") or chance_of < _HARMLESS_IN_LETTER
    quiet = not _NOT_QUIET & signs.keys()
    return chance_of < (_HARMLESS_IF_QUIET if quiet else _HARMLESS)


def _is_heading(signs: Signs, size: int) -> bool:
    return size < SHORTEST and not _SAID & signs.keys()


def chance(signs: Signs, parts: Iterable[Part]) -> float:
    """What the linear model says, 0 to 1."""
    weights = weighed()
    known = weights.signs
    score = weights.offset + sum([known.get(name, 0.0) * signs[name] for name in signs])
    for part in parts:
        grams = weights.grams[part.name]
        score += part.strength * sum([grams[gram] for gram in part.grams & grams.keys()])
    return 1 / (1 + exp(-score))


def confidence(chance_of: float, size: int) -> float:
    """Share of the readings with such a chance that were right."""
    weights = weighed()
    if size > VERY_LONG:
        return weights.share_in_very_long
    place = bisect_right(weights.steps, chance_of) - 1
    return weights.shares[max(0, place)]


@cache
def weighed() -> Weights:
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    measured = table["measured"]
    return Weights(
        table["offset"],
        table["signs"],
        table["grams"],
        tuple(step for step, _ in measured),
        tuple(share for _, share in measured),
        table["very_long"],
    )
