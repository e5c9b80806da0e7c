"""Which keys and references have their ticket already, each in the space of its sender.

The space of a person or program with an account is its login; those without one share a space, and
so does each part of the system itself. Its "@" stands in no login.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, tuple_
from sqlmodel import Session, col, select

from hotline.domain.models import IntakeKey, Ticket
from hotline.domain.roles import Actor, Role

Name = tuple[str, str]  # source and key
_KEYS: Any = IntakeKey.__table__  # type: ignore[attr-defined]
_KNOWN = select(_KEYS.c.source, _KEYS.c.key, _KEYS.c.digest, _KEYS.c.ticket_id).where(
    tuple_(_KEYS.c.source, _KEYS.c.key).in_(bindparam("names", expanding=True))
)


class KnownReport(NamedTuple):
    """The digest of a report that has its ticket."""

    digest: str
    ticket: Ticket


def key_source(actor: Actor) -> str:
    """The source of the idempotency keys of this sender."""
    return f"key:{_space(actor)}"


def reference_source(actor: Actor, channel: str) -> str:
    """The source of the references that this sender gives to reports of the channel."""
    return f"ref:{_space(actor)}:{channel}"


def known_reports(session: Session, names: Collection[Name]) -> dict[Name, KnownReport]:
    """The reports that came under these names before."""
    if not names:
        return {}
    rows = session.connection().execute(_KNOWN, {"names": list(names)}).all()
    tickets = _tickets(session, {row.ticket_id for row in rows})
    return {(row.source, row.key): KnownReport(row.digest, tickets[row.ticket_id]) for row in rows}


def _tickets(session: Session, ids: Collection[int]) -> dict[int, Ticket]:
    tickets = session.exec(select(Ticket).where(col(Ticket.id).in_(ids))) if ids else ()
    return {ticket.row_id: ticket for ticket in tickets}


def known_refs(session: Session, actor: Actor, channel: str, refs: Iterable[str]) -> set[str]:
    """Those of the references under which this sender has a ticket of the channel."""
    query = select(IntakeKey.key).where(
        IntakeKey.source == reference_source(actor, channel), col(IntakeKey.key).in_(list(refs))
    )
    return set(session.exec(query))


def _space(actor: Actor) -> str:
    is_system = actor.role in (Role.SYSTEM, Role.CALLER)
    return f"@{actor.login}" if is_system else actor.login
