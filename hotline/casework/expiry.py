"""What time itself does: suspensions end, tickets that nobody calls about close, ended tickets
become read-only.
"""

from datetime import timedelta

from sqlmodel import Session, col, select

from hotline.casework.cycles import close
from hotline.casework.suspension import resume
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.models import CallbackPlan, PauseRow, Ticket
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import ENDED, Status
from hotline.domain.time.clocks import waits_for_call_anew
from hotline.domain.workflow import Action

BATCH = 25
AGAIN = timedelta(hours=1)


def resume_expired(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Take up suspended tickets whose time is over; how many there were."""
    query = (
        select(Ticket)
        .join(PauseRow, col(PauseRow.ticket_id) == col(Ticket.id))
        .where(
            Ticket.status == Status.SUSPENDED,
            col(PauseRow.end).is_(None),
            col(PauseRow.until) <= desk.now(),
        )
        .order_by(col(Ticket.id))
        .limit(limit)
    )
    tickets = session.exec(query.with_for_update(of=Ticket, skip_locked=True)).all()
    for ticket in tickets:
        resume(session, SYSTEM, ticket, desk, reason="挂账期满，自动恢复办理")
    return len(tickets)


def close_uncalled(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Close tickets whose callers nobody calls and who said nothing in time.

    They may rate as long as their link is good.
    """
    query = (
        select(CallbackPlan, Ticket)
        .join(Ticket, col(Ticket.id) == col(CallbackPlan.ticket_id))
        .where(col(CallbackPlan.closes_at) <= desk.now())
        .order_by(col(CallbackPlan.closes_at))
        .limit(limit)
    )
    rows = session.exec(query.with_for_update(skip_locked=True)).all()
    for plan, ticket in rows:
        close_without_call(session, ticket, desk, plan=plan)
    return len(rows)


def close_without_call(session: Session, ticket: Ticket, desk: Desk, *, plan: CallbackPlan) -> None:
    """A ticket that went another way meanwhile is left where it is; one in danger, of whose caller
    nobody was reached, is looked at again later.
    """
    is_called = waits_for_call_anew(ticket)
    plan.closes_at = desk.now() + AGAIN if is_called else None
    if is_called:
        return
    if ticket.status == Status.CALLBACK and ticket.cycle == plan.cycle:
        close(session, ticket, desk, reason="未抽中回访，期满自动办结，诉求人仍可评价")


def archive(session: Session, ticket: Ticket, desk: Desk) -> None:
    """Make an ended ticket read-only."""
    take_step(session, SYSTEM, ticket, Action.ARCHIVE, at=desk.now())


def archive_ended(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Archive tickets that ended long enough ago and have no open order; how many there were."""
    before = desk.now() - timedelta(days=desk.city.settings.archive_days)
    query = select(Ticket).where(
        col(Ticket.status).in_(sorted(ENDED - {Status.ARCHIVED})),
        col(Ticket.closed_at) < before,
        Ticket.supervision == "",
    )
    tickets = session.exec(
        query.order_by(col(Ticket.id)).limit(limit).with_for_update(skip_locked=True)
    ).all()
    for ticket in tickets:
        archive(session, ticket, desk)
    return len(tickets)
