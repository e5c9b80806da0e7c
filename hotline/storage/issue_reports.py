"""Tickets as issues and warnings read them: no name, no number, nothing confidential."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col

from hotline.domain.models import Ticket
from hotline.domain.statuses import Status

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
