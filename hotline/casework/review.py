"""The reviewer looks at a reply before the caller gets it; who replied may not review."""

from sqlmodel import Session, col, select

from hotline.casework.rating_invitation import draw_for, invite
from hotline.desk.desk import Desk
from hotline.desk.steps import needed, take_step
from hotline.domain.errors import NotAllowed
from hotline.domain.models import Reply, Ticket
from hotline.domain.permissions import Actor
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action


def pass_review(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str = ""
) -> None:
    """The reply is good: the caller may read it and rate it, and is called back if the draw says
    so.
    """
    drawn = draw_for(session, ticket, desk)
    due_callback = desk.due(Clock.CALLBACK, ticket, desk.now())[0] if drawn.why else drawn.closes_at
    _step(
        session, actor, ticket, Action.PASS_REVIEW, desk, note, "passed", due_callback=due_callback
    )
    invite(session, ticket, desk, drawn=drawn)


def send_back(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """The reply does not do: the unit goes on, its clock was never stopped."""
    note = needed(note, "note", "退回重办的理由")
    _step(
        session,
        actor,
        ticket,
        Action.SEND_BACK,
        desk,
        note,
        "sent_back",
        replied_at=None,
        result="",
    )


def _step(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    action: Action,
    desk: Desk,
    note: str,
    decision: str,
    **changes: object,
) -> None:
    now = desk.now()
    written = session.exec(
        select(Reply).where(Reply.ticket_id == ticket.id).order_by(col(Reply.id).desc()).limit(1)
    ).first()
    if written is not None and written.by == actor.login:
        raise NotAllowed("答复人不能审核自己的答复", remedy="请由其他审核员审核")
    if written is not None and action == Action.PASS_REVIEW:
        changes |= {"public_reply": written.public_answer}
    take_step(session, actor, ticket, action, at=now, reason=note, changes=changes)
    if written is not None:
        written.review, written.review_note, written.reviewed_by, written.reviewed_at = (
            decision,
            note,
            actor.login,
            now,
        )
