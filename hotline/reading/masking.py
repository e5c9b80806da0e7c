"""What is shown of tickets, and of all that belongs to them: the one place where callers who want
to be hidden are taken out, for every reader. Only an opening, with a reason, shows it whole.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from analytics.search.base import Hit, Hits, Query
from analytics.search.highlight import highlights
from classifiers.known_person import KnownPerson
from classifiers.personal import mask
from hotline.domain.hiding import OPENS_HIDDEN, without_caller
from hotline.domain.models import Callback, Rating, SupervisionOrder, Ticket
from hotline.domain.roles import Actor, Role
from hotline.storage.hiding import hidden_callers, known_callers
from hotline.storage.merged import ever_together
from hotline.storage.vault import Vault

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class TicketMask:
    """`ticket` as it is shown; the same for its rows and for texts about it.

    person  the caller who is hidden; None where nobody is, or after an opening
    others  hidden callers of tickets that were merged with it, of whom its steps may tell
    """

    actor: Actor
    original: Ticket
    person: KnownPerson | None = None
    others: tuple[KnownPerson, ...] = ()

    @property
    def ticket(self) -> Ticket:
        """What its own caller wrote names whoever they named, but not who is hidden."""
        if not self.person and not self.others:
            return self.original
        return without_caller(self.original, self._known)

    def row(self, row: Row) -> Row:
        """A unit reads what a caller thinks of it, never who they are. What was noted at a call
        back is between the caller and those who speak with callers.
        """
        row = without_caller(row, self.text) if self.person or self.others else row
        if isinstance(row, Callback) and self.actor.role not in OPENS_HIDDEN:
            row = _with(row, {"note": ""})
        if self.actor.role != Role.CLERK or not isinstance(row, (Callback, Rating)):
            return row
        texts = {name: getattr(row, name) for name in ("reason", "note") if hasattr(row, name)}
        return _with(row, {name: mask(text) for name, text in texts.items()})

    def rows(self, rows: Collection[Row]) -> list[Row]:
        return [self.row(row) for row in rows]

    def text(self, text: str) -> str:
        """What staff wrote; an ID number or a plate there may be the others'."""
        return mask(self._known(text)) if self.others else self._known(text)

    def _known(self, text: str) -> str:
        text = self.person.mask(text) if self.person else text
        for other in self.others:
            text = other.mask_alone(text)
        return text


def _with(row: Row, changes: dict[str, Any]) -> Row:
    """A copy that no session knows."""
    values: dict[str, Any] = {name: getattr(row, name) for name in type(row).model_fields}
    return type(row)(**{**values, **changes})


def mask_of(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    vault: Vault,
    *,
    is_open: bool = False,
    on_paper: bool = False,
) -> TicketMask:
    """is_open   the actor gave a reason just now, which is kept
    on_paper  what leaves the house tells of no caller, hidden or not
    """
    callers_of = known_callers if on_paper else hidden_callers
    person = None if is_open else callers_of(session, vault, [ticket]).get(ticket.row_id)
    return TicketMask(actor, ticket, person, _others(session, ticket, vault))


def _others(session: Session, ticket: Ticket, vault: Vault) -> tuple[KnownPerson, ...]:
    """Who is known here anyway, because they call about both openly here, is no other."""
    together = ever_together(session, ticket)
    strangers = [
        other
        for other in together
        if other.caller_id is None or other.caller_id != ticket.caller_id
    ]
    return tuple(hidden_callers(session, vault, strangers).values())


def masks_of(
    session: Session, actor: Actor, tickets: Collection[Ticket], vault: Vault
) -> dict[int, TicketMask]:
    """By id of the ticket."""
    people = hidden_callers(session, vault, tickets)
    return {
        ticket.row_id: TicketMask(actor, ticket, people.get(ticket.row_id)) for ticket in tickets
    }


def shown_tickets(session: Session, tickets: Sequence[Ticket], vault: Vault) -> list[Ticket]:
    """The tickets as every reader may see them, in their order."""
    people = hidden_callers(session, vault, tickets)
    return [
        without_caller(ticket, people[ticket.row_id].mask) if ticket.row_id in people else ticket
        for ticket in tickets
    ]


def titles_on_paper(session: Session, tickets: Sequence[Ticket], vault: Vault) -> dict[int, str]:
    """By id of the ticket, for a list that leaves the house: no caller is told, hidden or not."""
    people = known_callers(session, vault, tickets)
    return {ticket.row_id: people[ticket.row_id].mask(ticket.title) for ticket in tickets}


def shown_hits(session: Session, hits: Hits, query: Query, vault: Vault) -> Hits:
    """Hits of a search whose texts are masked as the tickets are now, whatever the index has."""
    ids = [hit.id for hit in hits.hits]
    tickets = session.exec(select(Ticket).where(col(Ticket.id).in_(ids))).all()
    people = hidden_callers(session, vault, tickets)
    shown = [
        _shown_hit(hit, people[hit.id], query) if hit.id in people else hit for hit in hits.hits
    ]
    return replace(hits, hits=shown)


def _shown_hit(hit: Hit, person: KnownPerson, query: Query) -> Hit:
    texts = {name: person.mask(hit.fields[name]) for name in ("title", "content")}
    fields = {**hit.fields, **texts}
    return replace(hit, fields=fields, highlights=highlights(fields, query))


def shown_orders(
    session: Session, orders: Sequence[SupervisionOrder], vault: Vault
) -> list[SupervisionOrder]:
    """Orders of supervision, as they stand beside their tickets."""
    ids = {order.ticket_id for order in orders}
    tickets = session.exec(select(Ticket).where(col(Ticket.id).in_(ids))).all() if ids else []
    people = hidden_callers(session, vault, tickets)
    return [
        without_caller(order, people[order.ticket_id].mask) if order.ticket_id in people else order
        for order in orders
    ]
