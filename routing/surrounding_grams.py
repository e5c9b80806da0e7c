"""The characters around the name of a unit, with names in place of which their kind stands."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from routing.actors import Actor, Kind

ACCUSED, UNIT, STAFF, OTHER, BORDER = "甲乙丙丁|"
_KINDS = {Kind.UNIT: UNIT, Kind.STAFF: STAFF, Kind.OTHER: OTHER}
_BETWEEN = re.compile(r"[\s，。！？；：、,!?;:“”\"'（）()…—~]+")
_BEFORE, _AFTER = 45, 75
_NEAR_BEFORE, _NEAR_AFTER, _NEXT_CLAUSES = 12, 16, 2
_WHOLE, _NEAR = 3.0, 2.0  # weight of all n-grams of the window, and of those of a near part


class Part(NamedTuple):
    """The n-grams of a part of the surroundings, and how much each of them counts."""

    name: str
    grams: frozenset[str]
    strength: float


def surrounding_parts(text: str, actors: Sequence[Actor], actor: Actor) -> tuple[Part, ...]:
    """`=` the whole window, `<` before the name in its clause, `}` behind it, `+` the two clauses
    after. Together the n-grams of a part weigh as the square root of their number.
    """
    before, after = _window(text, actors, actor)
    clauses = after.split(BORDER)
    near_before = before.rsplit(BORDER, 1)[-1][-_NEAR_BEFORE:]
    next_clauses = BORDER.join(clauses[1 : 1 + _NEXT_CLAUSES])
    return (
        _part("=", f"{BORDER}{before}{ACCUSED}{after}{BORDER}", 3, _WHOLE),
        _part("<", near_before + ACCUSED, 3, _NEAR),
        _part("}", ACCUSED + clauses[0][:_NEAR_AFTER] + BORDER, 3, _NEAR),
        _part("+", next_clauses, 2, _NEAR),
    )


def _window(text: str, actors: Sequence[Actor], actor: Actor) -> tuple[str, str]:
    """What stands before and behind the name, in one form."""
    left, right = max(0, actor.start - _BEFORE), actor.end + _AFTER
    before = _renamed(text, left, actor.start, actors, actor)
    after = _renamed(text, actor.end, min(right, len(text)), actors, actor)
    return _BETWEEN.sub(BORDER, before).lstrip(BORDER), _BETWEEN.sub(BORDER, after).rstrip(BORDER)


def _renamed(text: str, start: int, end: int, actors: Sequence[Actor], accused: Actor) -> str:
    parts, place = [], start
    first = bisect_left(actors, start, key=_start)
    for actor in actors[first : bisect_left(actors, end, lo=first, key=_start)]:
        if actor.start >= place and actor.end <= end:
            same = actor.kind is Kind.UNIT and not set(actor.units).isdisjoint(accused.units)
            parts += [text[place : actor.start], ACCUSED if same else _KINDS[actor.kind]]
            place = actor.end
    return "".join(parts) + text[place:end]


def _part(name: str, characters: str, longest: int, weight: float) -> Part:
    grams = frozenset(
        [
            characters[start : start + size]
            for size in range(1, longest + 1)
            for start in range(len(characters) - size + 1)
        ]
    )
    return Part(name, grams, weight / max(1, len(grams)) ** 0.5)


def _start(actor: Actor) -> int:
    return actor.start
