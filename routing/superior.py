"""A complaint about a unit or its staff goes above that unit, never to it and never below it."""

from collections.abc import Sequence
from datetime import date

from routing.decision import Decision
from routing.duties import DutyCatalogue
from routing.location import Location
from routing.tables import Duty
from routing.units import UnitTree

_OF_ONE = 0.85
_OF_SEVERAL = 0.5
_DISCIPLINE = 0.55


class Superior:
    """Finds who may receive a complaint about units.

    conduct    code of the category for conduct of staff; "" without one
    """

    def __init__(self, tree: UnitTree, catalogue: DutyCatalogue, conduct: str = "") -> None:
        self._conduct = conduct
        self._tree = tree
        self._catalogue = catalogue

    def decide(self, accused: Sequence[str], category: str, place: Location, on: date) -> Decision:
        """The nearest common superior of the accused.

        Without one the unit for staff conduct; or nobody, for review.
        """
        forbidden = self._tree.controlled_by(accused)
        discipline = self._discipline(forbidden, on)
        above = self._tree.common_superior(accused)
        unit = above or (discipline.unit if discipline else "")
        confidence = self._confidence(accused, above, unit)
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
            needs_review=len(accused) != 1 or not above,
            basis=discipline.basis if discipline else "",
            reasons=(*self._reasons(accused, above, unit), place.how),
            alternatives=self._alternatives(unit, discipline, confidence),
            category=category,
            location=place,
            layer="superior" if unit else "none",
            secrecy=True,
            accused=tuple(sorted(forbidden)),
        )

    def _discipline(self, forbidden: frozenset[str], on: date) -> Duty | None:
        """The city-wide duty for staff conduct: one that depends on a place could lead to the
        accused.
        """
        if not self._conduct:
            return None
        found = self._catalogue.find(self._conduct, on=on)
        duties = (duty for duty in found if duty.unit in self._tree)
        return next((duty for duty in duties if duty.unit not in forbidden), None)

    def _confidence(self, accused: Sequence[str], above: str, unit: str) -> float:
        if above:
            return _OF_ONE if len(accused) == 1 else _OF_SEVERAL
        return _DISCIPLINE if unit else 0.0

    def _reasons(self, accused: Sequence[str], above: str, unit: str) -> tuple[str, ...]:
        if not accused:
            return ("反映单位或工作人员作风，未能确定被反映单位，请核实后派单",)
        names = "、".join(self._tree.name(code) for code in accused[:3]) + (
            "等" if len(accused) > 3 else ""
        )
        first = f"反映{names}或其工作人员，按保密规定不派给被反映单位及其下属单位"
        if above:
            several = "，涉及多个单位，请核实" if len(accused) > 1 else ""
            return (first, f"由上级单位{self._tree.name(above)}办理{several}")
        return (
            first,
            f"没有登记上级单位，建议由{self._tree.name(unit)}办理，请核实"
            if unit
            else "没有可以办理的上级单位，请报告值班领导",
        )

    def _alternatives(
        self, unit: str, discipline: Duty | None, confidence: float
    ) -> tuple[tuple[str, float], ...]:
        """Those above the chosen unit and the unit for staff conduct.

        Nobody the accused controls stands above them.
        """
        others = dict.fromkeys(
            [*([discipline.unit] if discipline else []), *self._tree.above(unit)]
        )
        others.pop(unit, None)
        return tuple(
            (code, round((1 - confidence) / (2 + rank), 4))
            for rank, code in enumerate(list(others)[:3])
        )
