"""Times in which the handling clock stands still: a row for each, with its reason and who
approved it.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.models import Application, PauseRow, Ticket
from hotline.domain.outcomes import ApplicationKind, PauseKind, RequestDecision
from hotline.domain.permissions import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.counting import add_working_time, working_seconds_between
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.handling import Change, Leg, explain_handling, handling_due
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.working_time import Due, Pause


def begin_pause(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    kind: PauseKind,
    reason: str,
    look_at: datetime,
    until: datetime | None = None,
) -> TicketChanges:
    """What the step changes, beside the row that is added; `look_at` is when somebody must look
    whether the pause still holds.
    """
    now = desk.now()
    row = PauseRow(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        clock=Clock.HANDLE,
        kind=kind,
        begin=now,
        until=until,
        reason=reason,
        approved_by=actor.login,
    )
    session.add(row)
    return {"paused_at": now, "due_look": look_at}


def end_pause(
    session: Session, ticket: Ticket, desk: Desk, *, kind: PauseKind | None = None
) -> TicketChanges:
    """What the step changes: the due times, moved by what the pause covered; ends the pause that
    lasts (of this kind).
    """
    row = open_pause(session, ticket) if ticket.paused_at else None
    if row is None or kind not in (None, row.kind):
        return {}
    row.end = max(desk.now(), row.begin)
    changes: TicketChanges = {"paused_at": None, "due_look": None}
    if ticket.due_unit:
        changes["due_unit"] = _moved(ticket, ticket.due_unit, Pause(row.begin, row.end), desk)
    if end := due_of_rows(session, ticket, desk):
        changes |= {"due_handle": end.due, "due_provisional": end.provisional}
    return changes


def open_pause(session: Session, ticket: Ticket) -> PauseRow | None:
    query = select(PauseRow).where(PauseRow.ticket_id == ticket.id, col(PauseRow.end).is_(None))
    return session.exec(query.order_by(col(PauseRow.id).desc())).first()


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


def _moved(ticket: Ticket, moment: datetime, pause: Pause, desk: Desk) -> datetime:
    limit = desk.limit(Clock.HANDLE, ticket)
    if pause.begin >= moment:
        return moment
    if limit is None or limit.counts_working_time:
        covered = working_seconds_between(desk.calendar, pause.begin, pause.end)
        return add_working_time(desk.calendar, moment, covered)
    return moment + (pause.end - pause.begin)
