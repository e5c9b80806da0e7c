"""Which units a text complains about: such a complaint must never reach them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from routing.actors import Actor, Actors, Kind
from routing.blame import OFFICIALS, Case, story
from routing.clauses import clauses
from routing.committees import blames_committee
from routing.conduct import Cues, bad_conduct
from routing.grave import is_grave
from routing.named import NamedUnits
from routing.signs import only_tells, signs, surroundings
from routing.stances import Stance
from routing.surrounding_grams import surrounding_parts
from routing.suspicion import Span, Suspicion
from routing.tables import Area, Unit
from routing.things import tells_of_a_queue, tells_of_a_thing, tells_of_premises
from routing.unit_names import IN_THE_STREET, STREET_WITHOUT_NAME, UnitNames
from routing.weighing import chance, confidence

# What may stand between the bare name of a street and what its office did.
_OFFICE = re.compile(
    r"(?:[^，。的有]{0,6}|的?[^，。的有]{0,4}(?:人|人员|员|干部|领导|主任|书记|窗口|队|办)[^。的]{0,4})"
)
_BARE_REACH = 12


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a text says against units.

    units       codes of the accused
    spans       (start, end) of the words that said so, in the order of the text
    confidence  share of such readings that were right when it was measured: of the accused, or
                without any of the suspects
    doubtful    the conduct of officials may be complained of, and nobody knows whose
    suspects    codes of units of which the text may complain: too little to bar them, too much
                to send it to them before a person has read it
    named       those of `units` that the caller named in a field of its own
    mentioned   codes of units that the text names, and not surely without harm
    committee   who runs a village or a neighbourhood is complained about, and is no unit of the
                city: their street or town is above them
    private     whoever the text tells of serves no unit: a shop, a bank, a clinic
    officials   (start, end) of what is told against officials whose unit is not named
    """

    units: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    confidence: float = 0.0
    doubtful: bool = False
    suspects: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    committee: bool = False
    private: bool = False
    officials: tuple[Span, ...] = ()


def without_accused(hearing: Hearing) -> Hearing:
    """Of a text that is found harmless: it bars nobody, and a person looks before one of those it
    would have barred receives it.
    """
    mentioned = tuple(dict.fromkeys((*hearing.units, *hearing.suspects, *hearing.mentioned)))
    return replace(hearing, units=(), spans=(), suspects=(), committee=False, mentioned=mentioned)


class Accusations:
    """Finds the accused among the units of a city."""

    def __init__(self, units: Iterable[Unit], areas: Iterable[Area]) -> None:
        units, areas = tuple(units), tuple(areas)
        self._units = {unit.code: unit for unit in units}
        self._parents = {area.code: area.parent or area.code for area in areas}
        self._names = UnitNames(units, areas)
        self._actors = Actors(self._names)
        self._named_units = NamedUnits(units, areas, self._names, self._actors)

    def hear(
        self,
        text: str,
        accused: str = "",
        *,
        conduct: bool = False,
        district: str = "",
        street: str = "",
    ) -> Hearing:
        """Who is complained about; of a name that several units share those of `district` and of
        the city are meant.

        accused  whom the caller names as accused in a field of its own
        conduct  the text was read as a complaint about the conduct of staff
        """
        named = self._named(accused, district, street) if accused else ()
        suspicions, staff = self.suspicions(text, district=district, street=street)
        text, begin = clauses(text)
        guilty = [suspicion for suspicion in suspicions if suspicion.accuses(len(text))]
        if not guilty and conduct:
            guilty = _not_asked(suspicions)
        suspected = [suspicion for suspicion in suspicions if suspicion.suspects(text)]
        mentioned = [s for s in suspicions if not s.is_harmless(len(text))]
        spans = sorted({span for suspicion in guilty for span in suspicion.spans})
        doubted = _units(suspected)
        blamed = not guilty and blames_committee(text, bad_conduct(text))
        villages = self._villages(street) if blamed else ()
        return Hearing(
            units=tuple(dict.fromkeys((*named, *_units(guilty), *villages))),
            spans=tuple((begin + start, begin + end) for start, end in spans),
            confidence=_share(guilty or suspected, len(text), bool(named)),
            doubtful=staff or bool(doubted),
            suspects=doubted,
            named=named,
            mentioned=_units(mentioned),
            committee=blamed and not villages,
            private=not _not_asked(suspicions) and self._actors.only_private(text),
        )

    def _villages(self, street: str) -> tuple[str, ...]:
        """All of a street: nobody knows which of them is meant."""
        units = self._units.values()
        return tuple(
            unit.code for unit in units if unit.kind == "village" and street and unit.area == street
        )

    def _named(self, name: str, district: str, street: str) -> tuple[str, ...]:
        text, _ = clauses(name)
        return tuple(
            dict.fromkeys(
                code
                for actor in self._named_units.find(name)
                for code in self._meant(text, actor, district, street)
            )
        )

    def suspicions(
        self, text: str, *, district: str = "", street: str = ""
    ) -> tuple[list[Suspicion], bool]:
        """What is weighed of each unit, and whether officials of nobody in particular are
        blamed: by a word about conduct, or because a text tells of them and wants nothing.
        """
        text, _ = clauses(text)
        actors = self._actors.find(text)
        if all(actor.kind is Kind.OTHER for actor in actors):
            return [], False
        tale = story(text, actors, self._names.bare)
        cues = bad_conduct(text)
        staff = any(cue.kind != "hint" for cue in cues.inside(tale.staff)) or (
            any(actor.kind is Kind.STAFF for actor in actors) and only_tells(text)
        )
        if not tale.cases:
            return [], staff
        around = surroundings(text, tale, cues)
        suspicions = []
        for case in tale.cases:
            if not (self._is_only_a_place(text, case, cues) or _is_only_an_owner(text, case, cues)):
                units = self._meant(text, case.actor, district, street)
                weighed = signs(text, case, around, cues)
                parts = surrounding_parts(text, actors, case.actor)
                share = chance(weighed, parts)
                spans = _spans(case, cues)
                suspicions.append(Suspicion(units, case.actor.stance, weighed, parts, spans, share))
        return suspicions, staff

    def _is_only_a_place(self, text: str, case: Case, cues: Cues) -> bool:
        """A street that is named without its office, and nothing is said of its conduct."""
        if text[case.actor.start : case.actor.end] not in self._names.bare:
            return False
        if OFFICIALS.match(text, case.actor.end):
            return False
        if is_grave(text, case.actor.start, case.actor.end, case.actor.stance) and any(
            name in text for name in STREET_WITHOUT_NAME
        ):
            return False
        return not any(
            cue.kind != "hint" and _OFFICE.fullmatch(text, case.actor.end, cue.start)
            for cue in cues.inside(case.own)
            if 0 <= cue.start - case.actor.end <= _BARE_REACH
        )

    def _meant(self, text: str, actor: Actor, district: str, street: str) -> tuple[str, ...]:
        codes = actor.units
        if text[actor.start : actor.end] in STREET_WITHOUT_NAME:
            return tuple(code for code in codes if self._units[code].area == street)
        if len(codes) == 1 or not district:
            return codes
        local = tuple(code for code in codes if self._serves(code) == district)
        if local and text[actor.start : actor.end] in IN_THE_STREET:
            return local
        return tuple(code for code in codes if self._serves(code) in ("", district)) or codes

    def _serves(self, code: str) -> str:
        area = self._units[code].area
        return self._parents.get(area, area)


def _is_only_an_owner(text: str, case: Case, cues: Cues) -> bool:
    """A unit whose pipe or lamp fails or where people queue, and nothing is said of its conduct."""
    end = case.actor.end
    if case.actor.stance is Stance.CHARGED:
        return False
    # 跑了两趟 is said of the house whose machine fails as of those who send one away.
    if all(cue.kind in ("hint", "neglect") for cue in cues.all) and tells_of_premises(text, end):
        return True
    if any(cue.kind != "hint" for cue in cues.all):
        return False
    return tells_of_a_thing(text, end) or tells_of_a_queue(text, end)


def _units(suspicions: Iterable[Suspicion]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for suspicion in suspicions for code in suspicion.units))


def _share(suspicions: Sequence[Suspicion], size: int, named: bool) -> float:
    """Share of the readings that were right with such a chance; what is named is sure as can be."""
    if named:
        return confidence(1.0, 0)
    best = max((suspicion.chance for suspicion in suspicions), default=None)
    return 0.0 if best is None else confidence(best, size)


def _not_asked(suspicions: Sequence[Suspicion]) -> list[Suspicion]:
    """Of a text that is known to be about conduct: the units that are not thanked or asked."""
    quiet = (Stance.THANKED, Stance.ASKED, Stance.GREETED)
    return [suspicion for suspicion in suspicions if suspicion.stance not in quiet]


def _spans(case: Case, cues: Cues) -> tuple[Span, ...]:
    """The unit's name and what is said of it."""
    conduct = cues.inside([*case.early, *case.own])
    return ((case.actor.start, case.actor.end), *((cue.start, cue.end) for cue in conduct))
