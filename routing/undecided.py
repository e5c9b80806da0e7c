"""Decisions that name no unit: candidates for the dispatcher to choose from, and why."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from classifiers.chances import in_percent
from routing.accusations import Hearing
from routing.decision import Decision
from routing.location import Location
from routing.reasons import Reasons
from routing.tally import Candidate
from routing.units import UnitTree

Classification = Sequence[tuple[str, float]]
Others = tuple[tuple[str, float], ...]

WITHHELD = "withheld"
SUSPECTED = "可能是反映{units}或其工作人员的问题，请先核实：如是，请派给其上级单位"


class Undecided:
    """`alternatives` is how many candidates are named, `confidential` the codes of categories that
    only a few may read.
    """

    def __init__(
        self, units: UnitTree, reasons: Reasons, alternatives: int, confidential: Collection[str]
    ) -> None:
        self._units = units
        self._reasons = reasons
        self._alternatives = alternatives
        self._confidential = confidential

    def withheld(
        self,
        hearing: Hearing,
        categories: Classification,
        place: Location,
        ranked: Sequence[Candidate],
    ) -> Decision:
        """The text may complain of the unit that would lead: the one above it is the candidate,
        the suspects and who is below them are none.
        """
        best, share = ranked[0], hearing.confidence
        suspects = self._units.controlled_by(hearing.suspects)
        above = self._units.common_superior(hearing.suspects)
        higher = ((above, share),) if above else ()
        reasons = (
            SUSPECTED.format(units=self._units.name(best.unit)),
            place.how,
        )
        closed = suspects | {above}
        rest = [candidate for candidate in ranked if candidate.unit not in closed]
        others = (*higher, *self.shown(rest))[: self._alternatives]
        decision = self._of(categories[0][0], place, reasons, others)
        return replace(decision, layer=WITHHELD, suspects=tuple(sorted(suspects)))

    def faint(
        self, categories: Classification, place: Location, ranked: Sequence[Candidate]
    ) -> Decision:
        """So unsure that a unit and its law would only mislead: candidates to choose from."""
        share = ranked[0].probability if ranked else 0.0
        reasons = (f"单位的把握只有{in_percent(share)}，只列出候选单位，请派单员确定", place.how)
        return self._of(categories[0][0], place, reasons, self.shown(ranked))

    def guess(self, place: Location, ranked: Sequence[Candidate]) -> Decision:
        reasons = ("没有事项分类，不能自动派单，请派单员确定", place.how)
        return self._of("", place, reasons, self.shown(ranked))

    def nobody(self, categories: Classification, place: Location) -> Decision:
        category = categories[0][0]
        reasons = (
            f"派单目录中没有“{self._reasons.category(category)}”的承办单位，请补充目录或人工派单",
            place.how,
        )
        return self._of(category, place, reasons, ())

    def shown(self, ranked: Sequence[Candidate]) -> Others:
        return tuple(
            (candidate.unit, round(candidate.probability, 4))
            for candidate in ranked[: self._alternatives]
        )

    def _of(
        self, category: str, place: Location, reasons: tuple[str, ...], others: Others
    ) -> Decision:
        secret = category in self._confidential
        return Decision("", "", (), 0.0, True, "", reasons, others, category, place, "none", secret)
