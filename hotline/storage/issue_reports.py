"""Tickets as issues and warnings read them: no name, no number, nothing confidential."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from hotline.domain.models import Ticket

# As many as can be compared with each other in one go.
MOST = 20_000


class IssueTicket(NamedTuple):
    no: str
    reported_at: datetime
    title: str
    content: str
    caller_id: int | None
    category: str
    district: str
    street: str
    place: str
    unit: str
    status: str
    closed_at: datetime | None
    due_at: datetime | None
    identity_mode: str


def issue_tickets(
    session: Session,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = MOST,
) -> list[IssueTicket]:
    """The newest `limit` that were reported from `since` to `until`, oldest first."""
    columns: Any = (getattr(Ticket, name) for name in IssueTicket._fields)
    query: Any = select(*columns).where(Ticket.secrecy != "confidential")
    if since is not None:
        query = query.where(col(Ticket.reported_at) >= since)
    if until is not None:
        query = query.where(col(Ticket.reported_at) <= until)
    newest = (col(Ticket.reported_at).desc(), col(Ticket.id).desc())
    rows = session.exec(query.order_by(*newest).limit(limit))
    return [IssueTicket(*row) for row in rows][::-1]
