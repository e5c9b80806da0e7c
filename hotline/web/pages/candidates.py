"""Units that the machine proposes for a ticket, best first."""

from dataclasses import dataclass

from hotline.domain.models import ReturnRequest, SuggestionRecord, Ticket

MOST = 3


@dataclass(frozen=True)
class UnitCandidate:
    """`confidence` None: not the machine's but the returning unit's proposal."""

    unit: str
    confidence: float | None
    basis: str = ""
    note: str = ""


def candidates(
    ticket: Ticket, record: SuggestionRecord | None, returned: ReturnRequest | None = None
) -> list[UnitCandidate]:
    """At most three, never a unit that the ticket accuses or that just gave it back."""
    found: dict[str, UnitCandidate] = {}
    if returned and returned.suggested_unit:
        found[returned.suggested_unit] = UnitCandidate(
            returned.suggested_unit, None, returned.basis, "退单单位建议"
        )
    if record and record.unit:
        found.setdefault(record.unit, UnitCandidate(record.unit, record.confidence, record.basis))
    for unit, confidence in record.alternatives if record else []:
        found.setdefault(unit, UnitCandidate(unit, confidence))
    barred = {*ticket.accused, returned.unit if returned else ""}
    return [one for one in found.values() if one.unit not in barred][:MOST]
