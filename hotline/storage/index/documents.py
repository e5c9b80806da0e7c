"""Tickets as search documents, read in one query for each batch.

Who wants to be hidden is masked before, by what is known of them: nothing of them can be found.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from analytics.search.documents import TICKET_FIELDS, document
from hotline.domain.hiding import is_hidden
from hotline.domain.models import Ticket
from hotline.storage.hiding import hidden_callers
from hotline.storage.vault import Vault

_COLUMNS = [getattr(Ticket, name) for name in TICKET_FIELDS]


def ticket_facts(session: Session, ids: Iterable[int], vault: Vault) -> list[dict[str, Any]]:
    """The fields that a document is made of, for these tickets."""
    return _read(session, select(*_COLUMNS).where(col(Ticket.id).in_(list(ids))), vault)


def facts_between(
    session: Session, after_id: int, last_id: int, vault: Vault
) -> list[dict[str, Any]]:
    """after_id < id <= last_id, by rising id."""
    within = (col(Ticket.id) > after_id, col(Ticket.id) <= last_id)
    return _read(session, select(*_COLUMNS).where(*within).order_by(col(Ticket.id)), vault)


def highest_ticket(session: Session) -> int:
    return session.execute(select(func.max(Ticket.id))).scalar() or 0


def ticket_versions(session: Session, after_id: int, limit: int) -> list[tuple[int, int]]:
    """(id, version) by rising id, behind `after_id`."""
    query = (
        select(col(Ticket.id), col(Ticket.version))
        .where(col(Ticket.id) > after_id)
        .order_by(col(Ticket.id))
        .limit(limit)
    )
    return [(row_id, version) for row_id, version in session.execute(query) if row_id is not None]


def documents_of(facts: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Documents, and by ticket id why one could not be made; the reason quotes no content."""
    documents, broken = [], {}
    for ticket_facts in facts:
        try:
            documents.append(document(ticket_facts))
        except Exception as error:  # whatever is wrong with one ticket must not stop the others
            broken[ticket_facts["id"]] = f"{type(error).__name__} while the document was made"
    return documents, broken


def _read(session: Session, query: Select[Any], vault: Vault) -> list[dict[str, Any]]:
    facts = [dict(zip(TICKET_FIELDS, row, strict=True)) for row in session.execute(query).all()]
    hidden = [row["id"] for row in facts if is_hidden(row["secrecy"], row["identity_mode"])]
    if hidden:
        tickets = session.scalars(select(Ticket).where(col(Ticket.id).in_(hidden))).all()
        people = hidden_callers(session, vault, tickets)
        for row in facts:
            if person := people.get(row["id"]):
                row |= {name: person.mask(row[name]) for name in ("title", "content")}
    return facts
