"""Tickets as issues and warnings read them: no name, no number, nothing confidential."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from hotline.domain.models import Ticket
from hotline.domain.statuses import Status

# As many as can be compared with each other in one go.
MOST = 20_000


# Nothing confidential, and nothing that its caller took back; a merged report counts, for it is
# another person who spoke.
COUNTED: tuple[Any, ...] = (
    col(Ticket.secrecy) != "confidential",
    col(Ticket.status) != Status.WITHDRAWN,
)


# Many ask the same without a sore behind it: questions and praise belong to no issue.
COMPARED: tuple[Any, ...] = (
    *COUNTED,
    col(Ticket.request_type).not_in(["consult", "praise"]),
)


class IssueTicket(NamedTuple):
    id: int
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
    request_type: str
    danger: str
    is_red: bool


def issue_columns() -> list[Any]:
    return [getattr(Ticket, name) for name in IssueTicket._fields]


def issue_tickets(
    session: Session,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = MOST,
) -> list[IssueTicket]:
    """The newest `limit` that may belong to an issue and were reported from `since` to `until`,
    oldest first.
    """
    columns = issue_columns()
    query: Any = select(*columns).where(*COMPARED)
    if since is not None:
        query = query.where(col(Ticket.reported_at) >= since)
    if until is not None:
        query = query.where(col(Ticket.reported_at) <= until)
    newest = (col(Ticket.reported_at).desc(), col(Ticket.id).desc())
    rows = session.exec(query.order_by(*newest).limit(limit))
    return [IssueTicket(*row) for row in rows][::-1]
