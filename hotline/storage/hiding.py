"""What is known of the callers who want to be hidden, so that it can be masked."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from classifiers.known_person import KnownPerson, names_in
from hotline.domain.hiding import hides_caller
from hotline.domain.models import Caller, Ticket
from hotline.storage.vault import Vault


def hidden_callers(
    session: Session, vault: Vault, tickets: Iterable[Ticket]
) -> dict[int, KnownPerson]:
    """By id of the ticket, for those tickets only whose callers are hidden; in one statement.

    Raises Unavailable where the vault has another key.
    """
    hidden = [ticket for ticket in tickets if hides_caller(ticket)]
    ids = {ticket.caller_id for ticket in hidden if ticket.caller_id is not None}
    callers: Mapping[int, Caller] = {}
    if ids:
        rows = session.exec(select(Caller).where(col(Caller.id).in_(ids)))
        callers = {caller.row_id: caller for caller in rows}
    return {ticket.row_id: _person(ticket, callers, vault) for ticket in hidden}


def told_to_others(session: Session, vault: Vault, ticket: Ticket, text: str) -> str:
    """`text` of the ticket as other callers and units may read it."""
    person = hidden_callers(session, vault, [ticket]).get(ticket.row_id)
    return person.mask(text) if person else text


def _person(ticket: Ticket, callers: Mapping[int, Caller], vault: Vault) -> KnownPerson:
    others = names_in(f"{ticket.title}\n{ticket.content}")
    caller = callers.get(ticket.caller_id or 0)
    if caller is None:
        return KnownPerson(others=others)
    name, phone = vault.decrypt(caller.name), vault.decrypt(caller.phone)
    return KnownPerson([name], [phone], others)
