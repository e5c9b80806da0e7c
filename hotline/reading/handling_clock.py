"""The handling clock of a ticket as its rows tell it: the limit, the pauses, the extensions that
were granted.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.models import Application, Assignment, PauseRow, Ticket
from hotline.domain.outcomes import ApplicationKind, AssignmentRole, RequestDecision
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.handling import Change, Leg, explain_handling, handling_due
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.working_time import Due, Pause, due


def due_of_rows(session: Session, ticket: Ticket, desk: Desk) -> Due | None:
    """When the present cycle must be answered, by its limit, its pauses and the extensions that
    were granted.
    """
    limit = desk.limit(Clock.HANDLE, ticket)
    if limit is None:
        return None
    start = ticket.cycle_started_at or ticket.created_at
    return handling_due(start, limit, desk.calendar, _changes(session, ticket))


def explain_rows(session: Session, ticket: Ticket, desk: Desk) -> list[Leg]:
    """The same stretch by stretch; nothing when no limit applies to such a ticket."""
    limit = desk.limit(Clock.HANDLE, ticket)
    if limit is None:
        return []
    start = ticket.cycle_started_at or ticket.created_at
    return explain_handling(start, limit, desk.calendar, _changes(session, ticket))


def unit_due(
    session: Session, ticket: Ticket, desk: Desk, *, handle: datetime | None
) -> datetime | None:
    """Until when the holder must answer after the ticket was passed down: by the limits that were
    set on the way, and never later than `handle`. Sets it on the assignments.

    A shorter time whose limit is not known stays.
    """
    query = select(Assignment).where(
        Assignment.ticket_id == ticket.id,
        Assignment.cycle == ticket.cycle,
        Assignment.role == AssignmentRole.LEAD,
        col(Assignment.due_at).is_not(None),
    )
    latest, pauses = handle, _pauses(session, ticket)
    for row in session.exec(query.order_by(col(Assignment.id))):
        own = row.due_at if row.due_at != ticket.due_handle else handle
        if row.limit:
            later = [pause for pause in pauses if pause.begin >= row.dispatched_at]
            own = due(row.dispatched_at, parse_limit(row.limit), desk.calendar, later).due
        latest = row.due_at = min((end for end in (own, handle) if end), default=None)
    return latest


def _pauses(session: Session, ticket: Ticket) -> list[Pause]:
    return [change for change in _changes(session, ticket) if isinstance(change, Pause)]


def open_pause(session: Session, ticket: Ticket) -> PauseRow | None:
    query = select(PauseRow).where(PauseRow.ticket_id == ticket.id, col(PauseRow.end).is_(None))
    return session.exec(query.order_by(col(PauseRow.id).desc())).first()


def _changes(session: Session, ticket: Ticket) -> list[Change]:
    """In the order of time."""
    pauses = session.exec(
        select(PauseRow).where(PauseRow.ticket_id == ticket.id, PauseRow.cycle == ticket.cycle)
    )
    granted = session.exec(
        select(Application).where(
            Application.ticket_id == ticket.id,
            Application.cycle == ticket.cycle,
            Application.kind == ApplicationKind.EXTENSION,
            Application.decision == RequestDecision.GRANTED,
        )
    )
    changes: list[tuple[datetime, int, Change]] = [
        (row.begin, 0, Pause(row.begin, row.end)) for row in pauses if row.end is not None
    ]
    changes += [(row.decided_at or row.asked_at, 1, parse_limit(row.limit)) for row in granted]
    return [change for _, _, change in sorted(changes, key=lambda item: item[:2])]
