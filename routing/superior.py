"""A complaint about a unit or its staff goes above that unit, never to it and never below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from routing.accusations import Hearing
from routing.decision import Decision
from routing.duties import DutyCatalogue
from routing.location import Location
from routing.suspicion import Span
from routing.tables import Duty
from routing.tally import Tally
from routing.units import UnitTree

# Of readings less sure than this more than one in five is wrong: a person looks, whatever a city
# lets go alone among ordinary matters.
_LEAST_ALONE = 0.8
_ALTERNATIVES = 3
_SHOWN = 4
_WORDS = 12
QUOTED = "依据原文："


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was reported: its words, its likeliest category, all its readings, where and when."""

    text: str
    category: str
    categories: Sequence[tuple[str, float]]
    place: Location
    on: date


class Superior:
    """Finds who may receive a complaint about units.

    conduct     code of the category for conduct of staff; "" without one
    alone_from  the confidence from which it goes without a person, 0.8 at least; None for never
    """

    def __init__(
        self,
        tree: UnitTree,
        catalogue: DutyCatalogue,
        conduct: str = "",
        *,
        alone_from: float | None = None,
    ) -> None:
        self._conduct = conduct
        self._tree = tree
        self._catalogue = catalogue
        self._alone_from = alone_from

    def decide(self, hearing: Hearing, complaint: Complaint, tally: Tally) -> Decision:
        """The nearest common superior of the accused.

        Without one the unit for staff conduct; or nobody. Whoever would handle the matter stays
        the second, unless they are accused or below the accused.
        """
        accused = hearing.units
        forbidden = self._tree.controlled_by(accused)
        discipline = self.discipline(forbidden, complaint.on)
        above = self._tree.common_superior(accused)
        unit = above or (discipline.unit if discipline else "")
        confidence = self._confidence(hearing, complaint, above, unit)
        helpers = (discipline.unit, *discipline.co_units) if discipline else ()
        return Decision(
            unit=unit,
            unit_name=self._tree.name(unit),
            co_units=tuple(
                code
                for code in helpers
                if code in self._tree and code not in forbidden and code != unit
            ),
            confidence=confidence,
            needs_review=not (above and len(accused) == 1 and self._may_go_alone(confidence)),
            basis=discipline.basis if discipline else "",
            reasons=self._reasons(hearing, complaint, above, unit),
            alternatives=self._alternatives(
                unit,
                discipline,
                confidence,
                tally,
                forbidden | self._tree.controlled_by(hearing.suspects),
            ),
            category=complaint.category,
            location=complaint.place,
            layer="superior" if unit else "none",
            secrecy=True,
            accused=tuple(sorted(forbidden)),
        )

    def discipline(self, forbidden: frozenset[str], on: date) -> Duty | None:
        """The city-wide duty for staff conduct: one that depends on a place could lead to the
        accused.
        """
        if not self._conduct:
            return None
        known = self._catalogue.find(self._conduct, on=on)
        duties = (duty for duty in known if duty.unit in self._tree)
        return next((duty for duty in duties if duty.unit not in forbidden), None)

    def _confidence(self, hearing: Hearing, complaint: Complaint, above: str, unit: str) -> float:
        """Share of such readings that were right when measured, split between the superiors that
        the name leaves open; without an accused the chance of the category.
        """
        if not unit:
            return 0.0
        if not hearing.units:
            return self.chance_of_conduct(complaint)
        parents = {superior for code in hearing.units for superior in self._tree.above(code)[:1]}
        return round(hearing.confidence / max(1, len(parents)), 4)

    def chance_of_conduct(self, complaint: Complaint) -> float:
        return round(dict(complaint.categories).get(self._conduct, 0.0), 4)

    def _may_go_alone(self, confidence: float) -> bool:
        return self._alone_from is not None and confidence >= max(self._alone_from, _LEAST_ALONE)

    def _reasons(
        self, hearing: Hearing, complaint: Complaint, above: str, unit: str
    ) -> tuple[str, ...]:
        if not hearing.units:
            reason = "反映单位或工作人员作风，未能确定被反映单位，请核实后派单"
            return (reason, complaint.place.how)
        return (
            self._who(hearing.units),
            *quotes(hearing.spans, complaint.text),
            self._where_to(len(hearing.units), above, unit),
            complaint.place.how,
        )

    def _who(self, accused: Sequence[str]) -> str:
        names = "、".join(self._tree.name(code) for code in accused[:3])
        more = "等" if len(accused) > 3 else ""
        return f"反映{names}{more}或其工作人员，按保密规定不派给被反映单位及其下属单位"

    def _where_to(self, accused: int, above: str, unit: str) -> str:
        if above:
            several = "，涉及多个单位，请核实" if accused > 1 else ""
            return f"由上级单位{self._tree.name(above)}办理{several}"
        if unit:
            return f"没有登记上级单位，建议由{self._tree.name(unit)}办理，请核实"
        return "没有可以办理的上级单位，请报告值班领导"

    def _alternatives(
        self,
        unit: str,
        discipline: Duty | None,
        confidence: float,
        tally: Tally,
        forbidden: frozenset[str],
    ) -> tuple[tuple[str, float], ...]:
        """Who would handle the matter, then the unit for staff conduct and those above the chosen
        one. Nobody the accused controls stands above them.
        """
        responsible = [
            candidate.unit
            for candidate in tally.ranked(forbidden)
            if candidate.unit not in (unit, "")
        ][:1]
        others = dict.fromkeys(
            [
                *responsible,
                *([discipline.unit] if discipline else []),
                *self._tree.above(unit),
            ]
        )
        others.pop(unit, None)
        return tuple(
            (code, round((1 - confidence) / (2 + rank), 4))
            for rank, code in enumerate(list(others)[:_ALTERNATIVES])
        )


def quotes(spans: Sequence[Span], text: str) -> tuple[str, ...]:
    """The words that said so, a few at most."""
    phrases = dict.fromkeys(text[start : min(end, start + _WORDS)] for start, end in spans)
    shown = "、".join(f"“{phrase}”" for phrase in list(phrases)[:_SHOWN])
    return (f"{QUOTED}{shown}",) if shown else ()
