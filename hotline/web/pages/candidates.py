"""Units that the machine proposes for a ticket, best first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hotline.desk.desk import Desk
from hotline.domain.models import ReturnRequest, SuggestionRecord, Ticket
from hotline.web.page_labels import SUGGESTED_BY_UNIT
from routing.decision import Decision


@dataclass(frozen=True)
class UnitCandidate:
    """`confidence` None: not the machine's but the returning unit's proposal."""

    unit: str
    confidence: float | None
    basis: str = ""
    note: str = ""


def candidates(
    ticket: Ticket,
    record: SuggestionRecord | None,
    desk: Desk,
    *,
    returned: ReturnRequest | None = None,
) -> list[UnitCandidate]:
    """As many as the city shows, never a unit that the ticket accuses or that just gave it back."""
    proposals: list[UnitCandidate] = []
    if returned and returned.suggested_unit:
        proposals.append(
            UnitCandidate(returned.suggested_unit, None, returned.basis, SUGGESTED_BY_UNIT)
        )
    if record and record.unit:
        proposals.append(UnitCandidate(record.unit, record.confidence, record.basis))
    if record:
        proposals += [UnitCandidate(unit, share) for unit, share in record.alternatives]
    barred = {*ticket.accused, returned.unit if returned else ""}
    return shown((proposal for proposal in proposals if proposal.unit not in barred), desk)


def candidates_of(decision: Decision, desk: Desk) -> list[UnitCandidate]:
    """As many as the city shows for a report that has no ticket yet."""
    best = UnitCandidate(decision.unit, decision.confidence, decision.basis)
    others = [UnitCandidate(unit, share) for unit, share in decision.alternatives]
    return shown([best, *others] if decision.unit else others, desk)


def shown(proposals: Iterable[UnitCandidate], desk: Desk) -> list[UnitCandidate]:
    """Each unit that is there, once; none less sure than `suggest`, at most `suggestions`."""
    settings = desk.city.settings
    by_unit: dict[str, UnitCandidate] = {}
    for old in proposals:
        unit = desk.city.successors.get("unit", {}).get(old.unit, old.unit)
        proposal = replace(old, unit=unit)
        if unit not in desk.city.units:
            continue
        if proposal.confidence is None or proposal.confidence >= settings.suggest:
            by_unit.setdefault(proposal.unit, proposal)
    return list(by_unit.values())[: settings.suggestions]
