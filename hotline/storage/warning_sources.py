"""What warnings are counted from: lean rows of a span, no text and nothing confidential."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from hotline.domain.models import IssueMember, RaisedWarning, Ticket, WarningTicket
from hotline.domain.time.deadlines import Clock
from hotline.domain.warnings import WarningKind
from hotline.storage.issue_reports import COUNTED

# As many as can be judged in one go; the newest count.
MOST = 300_000
MOST_ALARMS = 500


class WarningSource(NamedTuple):
    id: int
    no: str
    reported_at: datetime
    request_type: str
    category: str
    district: str
    street: str
    place: str
    caller_id: int | None
    closed_at: datetime | None
    danger: str
    is_red: bool


def warning_sources(
    session: Session, since: datetime, until: datetime, *, limit: int = MOST
) -> list[WarningSource]:
    """What was reported from `since` to before `until`, oldest first; what its caller took back
    counts nowhere, praise warns of nothing.
    """
    query = (
        _reported(since, until)
        .order_by(col(Ticket.reported_at).desc(), col(Ticket.id).desc())
        .limit(limit)
    )
    return [WarningSource(*row) for row in session.execute(query)][::-1]


def unwarned_alarms(session: Session, since: datetime, until: datetime) -> list[WarningSource]:
    """Of what was reported within a span the dangers and red words on which no warning of theirs
    rests, oldest first.
    """
    warned = (
        select(WarningTicket.ticket_id)
        .join(RaisedWarning, col(RaisedWarning.id) == WarningTicket.warning_id)
        .where(col(RaisedWarning.kind).in_([WarningKind.DANGER, WarningKind.SENSITIVE]))
        .where(col(WarningTicket.ticket_id) == col(Ticket.id))
    )
    query = (
        _reported(since, until)
        .where((col(Ticket.danger) != "") | col(Ticket.is_red), ~warned.exists())
        .order_by(col(Ticket.reported_at), col(Ticket.id))
        .limit(MOST_ALARMS)
    )
    return [WarningSource(*row) for row in session.execute(query)]


def _reported(since: datetime, until: datetime) -> Any:
    """Rows of WarningSource."""
    columns = [getattr(Ticket, name) for name in WarningSource._fields]
    query: Any = select(*columns).where(col(Ticket.request_type) != "praise")
    return query.where(col(Ticket.reported_at) >= since, col(Ticket.reported_at) < until, *COUNTED)


def due_by_unit(session: Session, now: datetime, until: datetime) -> Mapping[str, list[int]]:
    """Ids of the tickets of each unit whose handling ends from now to before `until`."""
    query: Any = select(Ticket.unit, Ticket.id).where(
        col(Ticket.due_at).is_not(None),
        col(Ticket.due_at) >= now,
        col(Ticket.due_at) < until,
        Ticket.clock == Clock.HANDLE,
        *COUNTED,
    )
    units: dict[str, list[int]] = defaultdict(list)
    for unit, number in session.execute(query):
        if unit:
            units[unit].append(number)
    return units


def issue_of_tickets(session: Session, ids: Collection[int]) -> Mapping[int, int]:
    """The issue of each ticket that has one."""
    query = select(IssueMember).where(col(IssueMember.ticket_id).in_(ids))
    return {row.ticket_id: row.issue_id for row in session.exec(query)} if ids else {}


def tickets_of_issues(
    session: Session, ids: Collection[int], since: datetime
) -> Mapping[int, Sequence[int]]:
    """Ids of the counted tickets of these issues that were reported since then."""
    query: Any = (
        select(IssueMember.issue_id, IssueMember.ticket_id)
        .join(Ticket, col(IssueMember.ticket_id) == Ticket.id)
        .where(col(IssueMember.issue_id).in_(ids), col(IssueMember.reported_at) >= since, *COUNTED)
    )
    tickets: dict[int, list[int]] = defaultdict(list)
    for issue_id, number in session.execute(query) if ids else ():
        tickets[issue_id].append(number)
    return tickets
