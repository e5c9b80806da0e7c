"""Tickets of several callers on one matter: whose answer counts for whom."""

from collections.abc import Sequence

from sqlalchemy import literal_column
from sqlmodel import Session, col, select

from analytics.callers import different_callers
from hotline.casework.cycle_figures import freeze
from hotline.casework.rating_invitation import NOT_CALLED, invite
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.models import Ticket
from hotline.domain.outcomes import CycleEnding
from hotline.domain.permissions import SYSTEM
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.workflow import Action, Status
from hotline.storage.hiding import told_to_others


def merged_into(session: Session, parent: Ticket) -> Sequence[Ticket]:
    """The tickets that wait for the answer to this one."""
    # Written out and not as a parameter: only so does SQLite know that the partial index holds all
    # that is asked for.
    query = select(Ticket).where(
        col(Ticket.merged_into) == parent.no, literal_column("ticket.merged_into != ''")
    )
    return session.exec(query.where(Ticket.status == Status.MERGED).order_by(col(Ticket.id))).all()


def parent_of(session: Session, ticket: Ticket) -> Ticket | None:
    """The ticket whose answer this one waits for."""
    if ticket.status != Status.MERGED:
        return None
    return session.exec(
        select(Ticket).where(Ticket.no == ticket.merged_into).with_for_update()
    ).one()


def callers_of(parent: Ticket, others: Sequence[Ticket]) -> int:
    """Different callers of a matter."""
    return different_callers(ticket.caller_id for ticket in (parent, *others))


def answer_merged(session: Session, parent: Ticket, desk: Desk) -> None:
    """Close the tickets that were merged into one that has ended, with the same public answer,
    which each caller may rate; it tells nothing of a hidden one.
    """
    now = desk.now()
    merged = merged_into(session, parent)
    reply = told_to_others(session, desk.vault, parent, parent.public_reply) if merged else ""
    for ticket in merged:
        changes: TicketChanges = {
            "public_reply": reply,
            "result": parent.result,
            "replied_at": parent.replied_at,
            "closed_at": now,
        }
        reason = f"随工单 {parent.no} 一并答复"
        take_step(
            session,
            SYSTEM,
            ticket,
            Action.CLOSE,
            at=now,
            reason=reason,
            to_unit=parent.unit,
            details={"into": parent.no},
            changes=changes,
        )
        freeze(session, ticket, desk, ending=CycleEnding.MERGED)
        invite(session, ticket, desk, drawn=NOT_CALLED)
