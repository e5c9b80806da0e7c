"""Who holds a ticket: assignments, the requests of the holder that wait for a decision, and what
ends with them.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.casework.pauses import end_pause
from hotline.casework.waiting_time import settle
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict
from hotline.domain.models import Application, Assignment, ReturnRequest, Ticket
from hotline.domain.outcomes import (
    ApplicationKind,
    AssignmentOutcome,
    AssignmentRole,
    RequestDecision,
)
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges


def check_return(session: Session, ticket: Ticket, desk: Desk) -> None:
    """Raise Conflict when this unit may not ask to return this ticket (any more)."""
    if ticket.forced:
        raise Conflict(
            f"工单 {ticket.no} 经会商指定由本单位承办，不能退单",
            remedy="请继续办理；确有新情况请联系派单员",
        )
    most = desk.city.settings.returns_per_unit
    query = select(func.count(col(ReturnRequest.id))).where(
        ReturnRequest.ticket_id == ticket.id, ReturnRequest.unit == ticket.unit
    )
    count = session.exec(query).one()
    if count >= most:
        raise Conflict(
            f"本单位对工单 {ticket.no} 已申请退单 {count} 次，每个单位最多 {most} 次",
            remedy="请继续办理，或请派单员提请会商",
        )


def open_return(session: Session, ticket: Ticket) -> ReturnRequest | None:
    query = select(ReturnRequest).where(
        ReturnRequest.ticket_id == ticket.id, ReturnRequest.decision == RequestDecision.WAITING
    )
    return session.exec(query.order_by(col(ReturnRequest.id).desc())).first()


def open_application(session: Session, ticket: Ticket, kind: ApplicationKind) -> Application | None:
    """The extension or suspension that was asked for and is not decided."""
    query = select(Application).where(
        Application.ticket_id == ticket.id,
        Application.kind == kind,
        Application.decision == RequestDecision.WAITING,
    )
    return session.exec(query.order_by(col(Application.id).desc())).first()


def decide(
    request: ReturnRequest | Application | None,
    decision: RequestDecision,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    if request is not None:
        request.decision, request.decision_note = decision, note
        request.decided_by, request.decided_at = actor.login, now


def end_assignments(
    session: Session,
    ticket: Ticket,
    outcome: AssignmentOutcome,
    now: datetime,
    *,
    role: AssignmentRole | None = None,
) -> None:
    """End the assignments that are open, with a `role` only those of that role."""
    query = select(Assignment).where(
        Assignment.ticket_id == ticket.id, col(Assignment.ended_at).is_(None)
    )
    for assignment in session.exec(query.where(Assignment.role == role) if role else query):
        assignment.ended_at, assignment.outcome = now, outcome


def ensure_assignment(
    session: Session, actor: Actor, ticket: Ticket, reason: str, now: datetime
) -> None:
    """Add a lead assignment where the ticket's unit has none that runs: a ticket that was answered
    with another and then reworked came to its unit without a dispatch.
    """
    query = select(Assignment.id).where(
        Assignment.ticket_id == ticket.id,
        Assignment.role == AssignmentRole.LEAD,
        Assignment.unit == ticket.unit,
        col(Assignment.ended_at).is_(None),
    )
    if session.exec(query.limit(1)).first() is None:
        row = Assignment(
            ticket_id=ticket.row_id,
            cycle=ticket.cycle,
            unit=ticket.unit,
            by=actor.login,
            reason=reason,
            dispatched_at=now,
            accepted_at=now,
        )
        session.add(row)


def end_handling(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    outcome: AssignmentOutcome,
    role: AssignmentRole | None = None,
) -> TicketChanges:
    """The fields that change with the step; ends all that waits or runs on a ticket that nobody
    handles any more. With a `role` only its assignments end.
    """
    now = desk.now()
    end_assignments(session, ticket, outcome, now, role=role)
    returns = select(ReturnRequest).where(
        ReturnRequest.ticket_id == ticket.id, ReturnRequest.decision == RequestDecision.WAITING
    )
    for request in session.exec(returns):
        decide(request, RequestDecision.LAPSED, "", actor, now)
    changes = end_pause(session, ticket, desk)
    changes |= lapse_applications(session, actor, ticket, desk, before=changes)
    changes |= {"due_unit": None, "co_units": []}
    return changes


def lapse_applications(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    kinds: Collection[ApplicationKind] = tuple(ApplicationKind),
    before: TicketChanges | None = None,
) -> TicketChanges:
    """The fields that change when what waits for a decision needs none any more; `before` are
    those that change already.
    """
    query = select(Application).where(
        Application.ticket_id == ticket.id,
        Application.decision == RequestDecision.WAITING,
        col(Application.kind).in_(kinds),
    )
    changes: TicketChanges = {}
    for row in session.exec(query).all():
        changes |= settle(session, ticket, desk, row=row, before=before)
        decide(row, RequestDecision.LAPSED, "", actor, desk.now())
    return changes
