"""What is known of the callers who want to be hidden, so that it can be masked."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, or_, select

from classifiers.known_person import KnownPerson, personal_in
from classifiers.personal import mask
from hotline.domain.hiding import hides_caller
from hotline.domain.models import Caller, Ticket
from hotline.domain.parties import NOBODY, Parties
from hotline.storage.parties import parties_of_tickets
from hotline.storage.vault import Vault

MOST_HIDDEN = 500


def hidden_callers(
    session: Session, vault: Vault, tickets: Iterable[Ticket]
) -> dict[int, KnownPerson]:
    """By id of the ticket, for those tickets only whose callers are hidden; in two statements.

    Raises Unavailable where the vault has another key.
    """
    return known_callers(session, vault, [ticket for ticket in tickets if hides_caller(ticket)])


def known_callers(
    session: Session, vault: Vault, tickets: Collection[Ticket]
) -> dict[int, KnownPerson]:
    """The same for all tickets, whoever calls."""
    ids = {ticket.caller_id for ticket in tickets if ticket.caller_id is not None}
    callers: Mapping[int, Caller] = {}
    if ids:
        rows = session.exec(select(Caller).where(col(Caller.id).in_(ids)))
        callers = {caller.row_id: caller for caller in rows}
    parties = parties_of_tickets(session, vault, [ticket.row_id for ticket in tickets])
    return {
        ticket.row_id: _person(ticket, callers, parties.get(ticket.row_id, NOBODY), vault)
        for ticket in tickets
    }


def told_to_others(session: Session, vault: Vault, ticket: Ticket, text: str) -> str:
    """`text` of the ticket as other callers and units may read it."""
    person = hidden_callers(session, vault, [ticket]).get(ticket.row_id)
    return person.mask(text) if person else text


def told_of_matter(session: Session, vault: Vault, members: Any, is_member: Any, text: str) -> str:
    """`text` that staff write about many tickets, as it may be kept where more people read it than
    see each of them. At most MOST_HIDDEN of their callers are looked for.

    members    the table that says by `ticket_id` which tickets belong together
    is_member  which of its rows
    """
    if not text:
        return text
    is_hidden = or_(col(Ticket.identity_mode) != "real", col(Ticket.secrecy) == "confidential")
    query = select(Ticket).join(members, col(members.ticket_id) == Ticket.id)
    tickets = session.exec(query.where(is_member, is_hidden).limit(MOST_HIDDEN)).all()
    people = hidden_callers(session, vault, tickets).values()
    for person in people:
        text = person.mask_alone(text)
    return mask(text) if people else text


def _person(
    ticket: Ticket, callers: Mapping[int, Caller], parties: Parties, vault: Vault
) -> KnownPerson:
    """With whoever stands beside the caller: they tell of each other."""
    others = personal_in(ticket.title) | personal_in(ticket.content)
    others |= {parties.enterprise, parties.credit_code} - {""}
    names, phones = [parties.proxy, parties.contact], [parties.proxy_phone]
    if (caller := callers.get(ticket.caller_id or 0)) is not None:
        names.append(vault.decrypt(caller.name))
        phones.append(vault.decrypt(caller.phone))
    return KnownPerson(names, phones, others)
