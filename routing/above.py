"""Complaints about people of whom no unit of the city was found: it goes above whoever would have
had the matter, and a person says whether they are meant.
"""

from collections.abc import Sequence
from dataclasses import replace

from routing.decision import Decision
from routing.reasons import UNNAMED_STAFF
from routing.superior import Complaint, Superior, quotes
from routing.suspicion import Span
from routing.units import UnitTree

_COMMITTEE = "反映村（社区）负责人或工作人员，由所在街道（镇）办理，不转被反映的村（社区）"
# Less sure than this a candidate beside a complaint about people is only one more name.
_LEAST_SHOWN = 0.2


class Above:
    """Finds who may receive such a complaint; `superior` knows the unit for staff conduct."""

    def __init__(self, units: UnitTree, superior: Superior) -> None:
        self._units = units
        self._superior = superior

    def committee(self, decision: Decision, complaint: Complaint) -> Decision:
        """Who runs a village or a neighbourhood is below its street or town; where nobody knows
        that, the unit for staff conduct gets it.
        """
        reasons = (_COMMITTEE, *decision.reasons)
        decision = replace(decision, needs_review=True, secrecy=True, reasons=reasons)
        street = self._units.of_street(decision.location.street)
        if not street:
            return self._by_discipline(decision, complaint)
        if decision.unit == street:
            others = self._others(street, decision.alternatives, decision, complaint)
            return replace(decision, alternatives=others)
        return self._led(decision, street, round(decision.location.confidence, 4), complaint)

    def officials(
        self, decision: Decision, spans: Sequence[Span], complaint: Complaint
    ) -> Decision:
        """Whoever is in charge of the matter may be whom it complains of: a person says so."""
        quoted = quotes(spans, complaint.text)
        kept = tuple(reason for reason in decision.reasons if reason != UNNAMED_STAFF)
        decision = replace(
            decision, needs_review=True, secrecy=True, reasons=(UNNAMED_STAFF, *quoted, *kept)
        )
        if decision.layer == "superior":
            return decision
        moved = self._by_discipline(decision, complaint)
        if not decision.unit or moved.unit == decision.unit:
            return moved
        return replace(moved, mentioned=tuple(dict.fromkeys((*decision.mentioned, decision.unit))))

    def _by_discipline(self, decision: Decision, complaint: Complaint) -> Decision:
        duty = self._superior.discipline(frozenset(decision.suspects), complaint.on)
        if duty is None or duty.unit == decision.unit:
            return decision
        chance = self._superior.chance_of_conduct(complaint)
        return replace(self._led(decision, duty.unit, chance, complaint), basis=duty.basis)

    def _led(self, decision: Decision, lead: str, share: float, complaint: Complaint) -> Decision:
        """`lead` in place of who would have had it, who stays the second candidate."""
        first = ((decision.unit, decision.confidence), *decision.alternatives)
        return replace(
            decision,
            unit=lead,
            unit_name=self._units.name(lead),
            co_units=(),
            confidence=share,
            basis="",
            layer="superior",
            alternatives=self._others(lead, first, decision, complaint),
        )

    def _others(
        self,
        lead: str,
        guesses: Sequence[tuple[str, float]],
        decision: Decision,
        complaint: Complaint,
    ) -> tuple[tuple[str, float], ...]:
        """Who is in charge of the matter, then the unit for staff conduct."""
        likely = [(code, share) for code, share in guesses if code and share >= _LEAST_SHOWN]
        duty = self._superior.discipline(frozenset(decision.suspects), complaint.on)
        conduct = [(duty.unit, self._superior.chance_of_conduct(complaint))] if duty else []
        others = dict([*conduct, *likely[:1]])
        others.pop(lead, None)
        return tuple(sorted(others.items(), key=lambda guess: -guess[1]))
