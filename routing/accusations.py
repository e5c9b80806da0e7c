"""Which units a text complains about: such a complaint must never reach them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from classifiers.folding import fold
from routing.actors import Actor, Actors
from routing.blame import story
from routing.conduct import bad_conduct
from routing.signs import signs, surroundings
from routing.stances import Stance
from routing.tables import Area, Unit
from routing.unit_names import STREET_WITHOUT_NAME, UnitNames

CONDUCT = "1805"
PRAISE = "1809"

_WEIGHTS = Path(__file__).with_name("accusations.json")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How likely a mention accuses: codes that the name may mean, the words that say so, the
    signs that were weighed.
    """

    actor: Actor
    spans: tuple[tuple[int, int], ...]
    signs: dict[str, float]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a text says against units.

    units       codes of the accused
    spans       (start, end) of the words that said so, in the order of the text
    confidence  share of such readings that were right
    staff       the conduct of officials is complained of, and nobody knows whose
    """

    units: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    confidence: float = 0.0
    staff: bool = False


class Accusations:
    """Finds the accused among the units of a city."""

    def __init__(self, units: Iterable[Unit], areas: Iterable[Area]) -> None:
        units, areas = tuple(units), tuple(areas)
        self._units = {unit.code: unit for unit in units}
        self._parents = {area.code: area.parent or area.code for area in areas}
        self._names = UnitNames(units, areas)
        self._actors = Actors(self._names)

    def hear(
        self, text: str, *, category: str = "", district: str = "", street: str = ""
    ) -> Hearing:
        suspicions, staff = self.suspicions(text, district=district, street=street)
        bad = []
        best = 0.0
        for s in suspicions:
            p = chance(s.signs)
            if accuses(s.signs, len(text)) or (category == CONDUCT and s.actor.stance is not Stance.THANKED):
                bad.append(s)
                best = max(best, p)
        codes = dict.fromkeys(code for s in bad for code in s.units)
        spans = sorted({span for s in bad for span in s.spans})
        return Hearing(tuple(codes), tuple(spans), best, staff)

    def suspicions(
        self, text: str, *, district: str = "", street: str = ""
    ) -> tuple[list[Suspicion], bool]:
        text = fold(text)
        actors = self._actors.find(text)
        tale = story(text, actors, self._names.bare)
        cues = bad_conduct(text) if tale.cases or tale.staff else []
        around = surroundings(text, tale, cues)
        found = []
        for case in tale.cases:
            if text[case.actor.start : case.actor.end] in self._names.bare and not any(
                a <= c.start < b and c.kind != "hint" for c in cues for a, b in case.own):
                continue
            found.append(
                Suspicion(
                    case.actor,
                    ((case.actor.start, case.actor.end), *(
                        (c.start, c.end) for c in cues if any(a <= c.start < b for a, b in case.own))),
                    signs(text, case, around, cues),
                    self._meant(text, case.actor, district, street),
                )
            )
        return found, any(a <= c.start < b for c in cues for a, b in tale.staff)

    def _meant(self, text: str, actor: Actor, district: str, street: str) -> tuple[str, ...]:
        codes = actor.units
        if len(codes) == 1:
            return codes
        if text[actor.start : actor.end] in STREET_WITHOUT_NAME:
            return tuple(c for c in codes if self._units[c].area == street) if street else ()
        if not district:
            return codes
        return tuple(code for code in codes if self._serves(code) in ("", district)) or codes

    def _serves(self, code: str) -> str:
        area = self._units[code].area
        return self._parents.get(area, area)


STRONG = {"state", "office", "favour", "manner", "force", "stance charged"}


def accuses(found: dict[str, float], size: int) -> bool:
    p = chance(found)
    if "stance charged" in found:
        return True
    if not ({"own", "early cues", "loose state"} & found.keys()):
        return False
    strong = bool(STRONG & found.keys()) or found.get("neglect", 0) >= 2
    if size <= 80:
        return p >= _weights()["threshold"]
    return strong and p >= (0.5 if size <= 130 else 0.9)


def chance(found: dict[str, float]) -> float:
    weights = _weights()["weights"]
    score = _weights()["offset"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    p = 1 / (1 + exp(-score))
    return max(p, 0.95) if "stance charged" in found else p


@cache
def _weights() -> dict:
    return json.loads(_WEIGHTS.read_text(encoding="utf-8"))
