"""Who may see a ticket: the one rule, as data.

The database and the search engine ask the same: `storage/scopes.py` and `reading/search.py`
translate a TicketScope, and a test holds the three equal.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


class SeenFields(Protocol):
    """What decides who sees a ticket.

    accused  units that the report complains about, each with all units below it
    """

    unit: str
    co_units: list[str]
    secrecy: str
    accused: list[str]


@dataclass(frozen=True, slots=True)
class TicketScope:
    """Whose tickets a reader sees.

    every_unit    tickets of all units but the confidential ones
    confidential  with every_unit: the confidential ones too
    units         units whose tickets are seen in any case, as lead or support
    barred        a ticket that accuses one of these is hidden in any case: nobody reads a complaint
                  about their own unit; who stands above it may well be the one to examine it
    """

    every_unit: bool = False
    confidential: bool = False
    units: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    def shows(self, ticket: SeenFields) -> bool:
        """Whether the ticket exists for the reader."""
        if self.bars(ticket.accused):
            return False
        if ticket.unit in self.units or not self.units.isdisjoint(ticket.co_units):
            return True
        return self.every_unit and (self.confidential or ticket.secrecy != "confidential")

    def bars(self, accused: Collection[str]) -> bool:
        return not self.barred.isdisjoint(accused)


ALL_TICKETS = TicketScope(every_unit=True, confidential=True)
NO_TICKETS = TicketScope()
