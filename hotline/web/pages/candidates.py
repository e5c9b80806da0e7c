"""Units that the machine proposes for a ticket, best first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hotline.desk.desk import Desk
from hotline.domain.doubts import withheld
from hotline.domain.models import ReturnRequest, SuggestionRecord, Ticket
from hotline.web.page_labels import ABOVE_ACCUSED, SUGGESTED_BY_UNIT
from routing.decision import Decision
from routing.location import Location


@dataclass(frozen=True)
class UnitCandidate:
    """`confidence` None: not the machine's but the returning unit's proposal, or the unit above
    those that a person has found to be accused.

    category    what the matter is if this unit leads; "": what the ticket says already
    """

    unit: str
    confidence: float | None
    basis: str = ""
    note: str = ""
    category: str = ""


def candidates(
    ticket: Ticket,
    record: SuggestionRecord | None,
    desk: Desk,
    *,
    returned: ReturnRequest | None = None,
) -> list[UnitCandidate]:
    """As many as the city shows, never a unit that the ticket accuses, that it may accuse and is
    therefore withheld, or that just gave it back.
    """
    proposals: list[UnitCandidate] = []
    if returned and returned.suggested_unit:
        proposals.append(
            UnitCandidate(returned.suggested_unit, None, returned.basis, SUGGESTED_BY_UNIT)
        )
    barred = {*ticket.accused, *withheld(ticket), returned.unit if returned else ""}
    if record and record.unit and record.unit not in barred:
        proposals.append(UnitCandidate(record.unit, record.confidence, record.basis))
    elif above := desk.router.units.above_accused(ticket.accused):
        proposals.append(UnitCandidate(above, None, note=ABOVE_ACCUSED))
    if record:
        proposals += [UnitCandidate(unit, share) for unit, share in record.alternatives]
    listed = shown((proposal for proposal in proposals if proposal.unit not in barred), desk)
    categories = _categories(ticket, record, [proposal.unit for proposal in listed], desk)
    return [replace(proposal, category=categories.get(proposal.unit, "")) for proposal in listed]


def _categories(
    ticket: Ticket, record: SuggestionRecord | None, units: list[str], desk: Desk
) -> dict[str, str]:
    """By unit, where taking it says that the matter is something else than the ticket says.

    What a person chose stays, and a unit that leads in it too.
    """
    if record is None or (ticket.category and ticket.category != record.category):
        return {}
    codes = [ticket.category, *(code for code, *_ in record.categories)]
    known = [code for code in dict.fromkeys(codes) if code in desk.city.categories]
    place = Location(ticket.district, ticket.street, ticket.place, confidence=1.0)
    led = desk.router.categories_of(units, known, place, ticket.reported_at.date())
    return {unit: code for unit, code in led.items() if code != ticket.category}


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
