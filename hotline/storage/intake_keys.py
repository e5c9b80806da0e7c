"""Which references of a channel have their ticket already."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, tuple_
from sqlmodel import Session, col, select

from hotline.domain.models import IntakeKey, Ticket

Name = tuple[str, str]  # source and key
_KEYS: Any = IntakeKey.__table__  # type: ignore[attr-defined]
_KNOWN = select(_KEYS.c.source, _KEYS.c.key, _KEYS.c.digest, _KEYS.c.ticket_id).where(
    tuple_(_KEYS.c.source, _KEYS.c.key).in_(bindparam("names", expanding=True))
)


class KnownReport(NamedTuple):
    """The digest of a report that has its ticket."""

    digest: str
    ticket: Ticket


def known_reports(session: Session, names: Collection[Name]) -> dict[Name, KnownReport]:
    """The reports that came under these names before."""
    if not names:
        return {}
    rows = session.connection().execute(_KNOWN, {"names": list(names)}).all()
    tickets = _tickets(session, {row.ticket_id for row in rows})
    return {(row.source, row.key): KnownReport(row.digest, tickets[row.ticket_id]) for row in rows}


def _tickets(session: Session, ids: Collection[int]) -> dict[int, Ticket]:
    tickets = session.exec(select(Ticket).where(col(Ticket.id).in_(ids))) if ids else ()
    return {ticket.id or 0: ticket for ticket in tickets}


def known_refs(session: Session, channel: str, refs: Iterable[str]) -> set[str]:
    """Those of the references under which this channel has a ticket."""
    query = select(IntakeKey.key).where(
        IntakeKey.source == f"ref:{channel}", col(IntakeKey.key).in_(list(refs))
    )
    return set(session.exec(query))
