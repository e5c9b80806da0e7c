"""What time itself does: suspensions that reached their end are taken up again, ended tickets become read-only."""

from datetime import timedelta

from sqlmodel import Session, col, select

from hotline.casework.desk import Desk
from hotline.casework.steps import take_step
from hotline.casework.suspend import resume
from hotline.domain.models import PauseRow, Ticket
from hotline.domain.permissions import SYSTEM
from hotline.domain.workflow import ENDED, Action, Status

BATCH = 100


def resume_lapsed(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Take up suspended tickets whose time is over; how many there were."""
    query = (
        select(Ticket)
        .join(PauseRow, col(PauseRow.ticket_id) == col(Ticket.id))
        .where(Ticket.status == Status.SUSPENDED, col(PauseRow.end).is_(None), col(PauseRow.until) <= desk.now())
        .order_by(col(Ticket.id))
        .limit(limit)
    )
    tickets = session.exec(query.with_for_update(of=Ticket, skip_locked=True)).all()
    for ticket in tickets:
        resume(session, SYSTEM, ticket, "挂账期满，自动恢复办理", desk)
    return len(tickets)


def archive(session: Session, ticket: Ticket, desk: Desk) -> None:
    """Make an ended ticket read-only."""
    take_step(session, SYSTEM, ticket, Action.ARCHIVE, at=desk.now())


def archive_ended(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Archive tickets that ended long enough ago; how many there were."""
    before = desk.now() - timedelta(days=desk.city.settings.archive_days)
    query = select(Ticket).where(
        col(Ticket.status).in_(sorted(ENDED - {Status.ARCHIVED})), col(Ticket.closed_at) < before
    )
    tickets = session.exec(query.order_by(col(Ticket.id)).limit(limit).with_for_update(skip_locked=True)).all()
    for ticket in tickets:
        archive(session, ticket, desk)
    return len(tickets)
