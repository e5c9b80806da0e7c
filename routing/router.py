"""From a report, its categories and its place to the unit that leads."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date

from classifiers.plain_text import length_in_signs, plain, whole_text
from routing.above import Above
from routing.accusations import Accusations, Hearing, without_accused
from routing.assignment import Assigner
from routing.caution import with_mentioned, with_note
from routing.conduct import finds_conduct_fine
from routing.decision import Decision
from routing.duties import DutyCatalogue
from routing.gazetteer import Gazetteer
from routing.location import Location
from routing.officials import blamed_officials, is_harmless_story
from routing.reasons import Reasons
from routing.similar import Evidence, SimilarCases
from routing.superior import Complaint, Superior
from routing.tables import RoutingTables
from routing.tally import Candidate, Tally, probabilities
from routing.undecided import Undecided
from routing.units import UnitTree

Classification = Sequence[tuple[str, float]]

_PRAISES = frozenset({"praise", "表扬"})
_GUESS_FROM_PLACE = 0.3
FAINT = 0.2  # below this only candidates are shown


_FEW_SIGNS = 8


def _says_nothing(text: str, hearing: Hearing) -> bool:
    """Too few words to complain of anybody's conduct by, whatever the classifier takes them for."""
    is_heard = hearing.doubtful or hearing.units or hearing.mentioned
    return not is_heard and length_in_signs(plain(text).strip("，,。 \n")) < _FEW_SIGNS


class Router:
    """Specialist, territory, category: in this order, weighed over all readings of the report."""

    def __init__(
        self,
        tables: RoutingTables,
        *,
        threshold: float = 0.6,
        alternatives: int = 3,
        similar: SimilarCases | None = None,
        accusations_alone: bool = False,
    ) -> None:
        """`threshold` is the confidence that needs no review; a decision has at most so many
        `alternatives`. `accusations_alone` lets a complaint about one unit go to its superior
        without a person, where it is as sure as `threshold` asks: for the city to say.
        """
        self.tables = tables
        self.threshold = threshold
        self.alternatives = alternatives
        self.similar = similar
        self.gazetteer = Gazetteer(tables.areas, tables.places)
        self.catalogue = DutyCatalogue(tables.duties, tables.areas)
        self.units = UnitTree(tables.units)
        self._assigner = Assigner(self.catalogue, self.units)
        self._conduct, self._praise = (tables.category_of(role) for role in ("conduct", "praise"))
        self._accusations = Accusations(tables.units, tables.areas)
        self._reasons = Reasons(tables, self.catalogue, self.units)
        self._confidential = frozenset(
            entry.code for entry in tables.categories if entry.confidential
        )
        self._undecided = Undecided(self.units, self._reasons, alternatives, self._confidential)
        alone_from = threshold if accusations_alone else None
        self._superior = Superior(self.units, self.catalogue, self._conduct, alone_from=alone_from)
        self._above = Above(self.units, self._superior)

    def with_similar(self, similar: SimilarCases) -> "Router":
        """The same router that learns from these cases too."""
        other = copy(self)
        other.similar = similar
        return other

    def route(
        self,
        text: str,
        *,
        title: str = "",
        address: str = "",
        district: str = "",
        classification: Classification = (),
        request_type: str = "",
        accused: str = "",
        cleared: bool = False,
        on: date,
        location: Location | None = None,
        evidence: Sequence[Evidence] | None = None,
    ) -> Decision:
        """Decide who leads.

        `classification` is (category code, probability), best first; `evidence` replaces `similar`.
        `accused` is whom the caller names as complained about: never who gets it. `cleared`: a
        person has said that the text complains of no unit.
        """
        whole = whole_text(title, text)
        place = location or self.gazetteer.locate(whole, address, district)
        categories = probabilities(classification)
        first = self._first_of(categories, request_type)
        conduct = bool(first) and first == self._conduct
        is_fine = conduct and finds_conduct_fine(plain(whole))
        hearing = self._hear(
            whole, accused, place, conduct=conduct and not is_fine, cleared=cleared
        )
        unheard = is_fine or hearing.private or _says_nothing(whole, hearing)
        if conduct and unheard and not hearing.officials:
            categories, conduct = [guess for guess in categories if guess[0] != first], False
        learned = self._evidence(whole, categories, place, on) if evidence is None else evidence
        tally = self._tally(categories, place, on, learned)
        complaint = Complaint(whole, first, categories, place, on)
        if hearing.units or conduct:
            decision = self._superior.decide(hearing, complaint, tally)
        elif not categories:
            decision = self._guess(place, tally, hearing)
        else:
            decision = self._decide(tally, categories, place, hearing)
        return self._with_doubts(decision, hearing, accused, complaint)

    def _first_of(self, categories: Sequence[tuple[str, float]], request_type: str) -> str:
        """The likeliest category; what praises is praise, "" for none."""
        first = categories[0][0] if categories else ""
        return self._praise or first if request_type in _PRAISES else first

    def _with_doubts(
        self, decision: Decision, hearing: Hearing, accused: str, complaint: Complaint
    ) -> Decision:
        """It says whom the text may complain of, and what became of whom the caller accuses."""
        if not decision.accused:
            decision = with_mentioned(decision, hearing, self.units)
        if hearing.committee and not decision.accused:
            decision = self._above.committee(decision, complaint)
        elif hearing.officials and not decision.accused:
            decision = self._above.officials(decision, hearing.officials, complaint)
        return with_note(decision, accused, resolved=bool(hearing.named)) if accused else decision

    def mentioned(self, text: str, district: str, street: str) -> tuple[str, ...]:
        """Codes of the units that a text from there names, not surely without harm."""
        hearing = self._accusations.hear(plain(text), district=district, street=street)
        return hearing.mentioned

    def categories_of(
        self, units: Iterable[str], categories: Sequence[str], place: Location, on: date
    ) -> dict[str, str]:
        """For each unit the first of these categories in which it would lead at this place; a unit
        that leads in none is not there.
        """
        led: dict[str, str] = {}
        assigned = self._assigner.assignments(categories, place, on)
        for category, assignments in zip(categories, assigned, strict=True):
            for assignment in assignments:
                led.setdefault(assignment.unit, category)
        return {unit: led[unit] for unit in units if unit in led}

    def _hear(
        self, text: str, accused: str, place: Location, *, conduct: bool, cleared: bool
    ) -> Hearing:
        if cleared:
            return Hearing()
        hearing = self._accusations.hear(
            plain(text), accused, conduct=conduct, district=place.district, street=place.street
        )
        staff = hearing.doubtful and not hearing.suspects
        if not hearing.named and is_harmless_story(text):
            hearing = without_accused(hearing)
        return replace(hearing, officials=blamed_officials(text, staff=staff))

    def _guess(self, place: Location, tally: Tally, hearing: Hearing) -> Decision:
        """Without a category: what was learned here, then street and district, for the
        dispatcher to choose from.
        """
        for code in (self.units.of_street(place.street), self.units.government_of(place.district)):
            if code and code not in tally.candidates:
                tally.candidates[code] = Candidate(code, _GUESS_FROM_PLACE * place.confidence)
        suspects = self.units.controlled_by(hearing.suspects)
        return self._undecided.guess(place, tally.ranked(suspects))

    def _evidence(
        self, text: str, categories: Classification, place: Location, on: date
    ) -> Sequence[Evidence]:
        if self.similar is None or not place.known:
            return ()
        category = categories[0][0] if categories else ""
        return self.similar.evidence(
            text, category=category, place=place.place, street=place.street, on=on
        )

    def _tally(
        self, categories: Classification, place: Location, on: date, learned: Sequence[Evidence]
    ) -> Tally:
        tally = Tally()
        assigned = self._assigner.assignments([category for category, _ in categories], place, on)
        for (category, probability), assignments in zip(categories, assigned, strict=True):
            tally.add(category, probability, assignments)
        if not any(
            assignment.duty.exclusive for assignments in assigned[:1] for assignment in assignments
        ):
            tally.learn([evidence for evidence in learned if evidence.unit in self.units])
        return tally

    def _decide(
        self, tally: Tally, categories: Classification, place: Location, hearing: Hearing
    ) -> Decision:
        suspects = self.units.controlled_by(hearing.suspects)
        ranked = tally.ranked()
        if not ranked:
            return self._undecided.nobody(categories, place)
        best = ranked[0]
        if best.unit in suspects:
            return self._undecided.withheld(hearing, categories, place, ranked)
        others = [candidate for candidate in ranked if candidate.unit not in suspects]
        if best.probability < FAINT and not best.evidence:
            return self._undecided.faint(categories, place, others)
        assignment = best.assignment
        doubts = self._reasons.doubts(best, place, self.threshold, hearing.doubtful)
        return Decision(
            unit=best.unit,
            unit_name=self.units.name(best.unit),
            co_units=self._known(assignment.co_units, suspects) if assignment else (),
            confidence=round(best.probability, 4),
            needs_review=bool(doubts),
            basis=assignment.duty.basis if assignment else "",
            reasons=self._reasons.chosen(best, categories, place) + doubts,
            alternatives=self._undecided.shown(others[1:]),
            category=best.category or categories[0][0],
            location=place,
            layer=self._layer(best),
            secrecy=categories[0][0] in self._confidential,
        )

    def _known(self, codes: Iterable[str], without: frozenset[str]) -> tuple[str, ...]:
        return tuple(code for code in codes if code in self.units and code not in without)

    def _layer(self, best: Candidate) -> str:
        if best.assignment is None or (best.evidence and best.evidence.weight > best.strongest):
            return "learned"
        return best.assignment.layer
