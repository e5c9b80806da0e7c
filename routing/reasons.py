"""The sentences that explain a decision to the person on the phone."""

from collections.abc import Sequence

from classifiers.chances import in_percent
from routing.assignment import Assignment
from routing.duties import DutyCatalogue
from routing.location import Location
from routing.tables import RoutingTables
from routing.tally import Candidate
from routing.units import UnitTree

_LAYERS = {
    "direct": "专业单位直接办理",
    "territory": "按事发地属地办理",
    "fallback": "由市级主管部门牵头",
}

UNNAMED_STAFF = "疑似反映工作人员作风，未能确定被反映单位，请核实"


class Reasons:
    """Speaks in the names of the city instead of codes."""

    def __init__(self, tables: RoutingTables, catalogue: DutyCatalogue, tree: UnitTree) -> None:
        self._categories = {entry.code: entry.name for entry in tables.categories}
        self._catalogue = catalogue
        self._tree = tree

    def category(self, code: str) -> str:
        return self._categories.get(code, code)

    def chosen(
        self, best: Candidate, categories: Sequence[tuple[str, float]], place: Location
    ) -> tuple[str, ...]:
        """Category, place, duty and learned evidence, in this order."""
        code = best.category or categories[0][0]
        share = dict(categories).get(code, 0.0)
        sureness = f"（把握{in_percent(share)}）" if share < 1 else ""  # 1: a person chose it
        reasons = [f"事项为“{self.category(code)}”{sureness}", place.how]
        if best.assignment:
            reasons.append(self._duty(best.unit, best.assignment))
        if best.evidence:
            shown = f"，如{'、'.join(best.evidence.cases)}" if best.evidence.cases else ""
            reasons.append(
                f"此地同类工单以往由{self._tree.name(best.unit)}办理{best.evidence.count}件{shown}"
            )
        return tuple(reasons)

    def doubts(
        self, best: Candidate, place: Location, threshold: float, conduct: bool
    ) -> tuple[str, ...]:
        """Why a dispatcher should look; empty when the decision may stand by itself."""
        assignment = best.assignment
        doubts = []
        if assignment and assignment.by_place and place.ambiguous:
            doubts.append("地名有多处，请确认区县")
        if assignment and assignment.layer == "fallback" and assignment.share < 1:
            doubts.append("未确定事发地，请确认区县")
        if conduct:
            doubts.append(UNNAMED_STAFF)
        if best.probability < threshold:
            doubts.append(
                f"单位的把握{in_percent(best.probability)}，低于设定的{threshold:.0%}，请派单员确定"
            )
        return tuple(doubts)

    def _duty(self, unit: str, assignment: Assignment) -> str:
        lead = self._tree.name(assignment.duty.unit)
        sentence = f"{_LAYERS[assignment.layer]}；{self._catalogue.why(assignment.duty, lead)}"
        if assignment.layer == "territory" and unit != assignment.duty.unit:
            sentence += f"；允许街道（镇）办理，派至{self._tree.name(unit)}"
        return sentence
