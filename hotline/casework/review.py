"""The reviewer looks at a reply before the caller gets it; who replied may not review."""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline.casework.personal_data import note_review
from hotline.casework.rating_invitation import draw_for, invite
from hotline.casework.standing_by import stand_down
from hotline.casework.stood_down import STOOD_DOWN
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, require_text, take_step
from hotline.domain.errors import NotAllowed
from hotline.domain.models import Reply, Ticket
from hotline.domain.outcomes import NoticeKind, ReplyReview
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell


def pass_review(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str = ""
) -> None:
    """The reply is good: the caller may read it and rate it, and is called back if the draw says
    so.
    """
    drawn = draw_for(session, ticket, desk)
    due_callback = desk.due(Clock.CALLBACK, ticket, desk.now())[0] if drawn.why else drawn.closes_at
    reply = _reply(session, actor, ticket)
    changes: TicketChanges = {"due_callback": due_callback}
    if reply is not None:
        changes["public_reply"] = reply.public_answer
    now, down = desk.now(), stand_down(session, ticket, desk)
    details = {STOOD_DOWN: down} if down else {}
    take_step(
        session,
        actor,
        ticket,
        Action.PASS_REVIEW,
        at=now,
        reason=note,
        details=details,
        changes=changes,
    )
    _record(reply, ReplyReview.PASSED, note, actor, now)
    note_review(session, actor, ticket, desk, step="review", reason="审核通过保密诉求的答复")
    invite(session, ticket, desk, drawn=drawn)


def send_back(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """The reply does not do: the unit goes on, its clock was never stopped."""
    note = check_length(require_text(note, "note", "退回重办的理由"), "note", "审核意见")
    reply, now = _reply(session, actor, ticket), desk.now()
    changes: TicketChanges = {"replied_at": None, "result": ""}
    take_step(session, actor, ticket, Action.SEND_BACK, at=now, reason=note, changes=changes)
    _record(reply, ReplyReview.SENT_BACK, note, actor, now)
    tell(session, ticket, desk, kind=NoticeKind.SENT_BACK)
    note_review(session, actor, ticket, desk, step="review", reason="退回保密诉求的答复")


def _reply(session: Session, actor: Actor, ticket: Ticket) -> Reply | None:
    """The newest reply; raises NotAllowed for whoever wrote it."""
    query = select(Reply).where(Reply.ticket_id == ticket.id).order_by(col(Reply.id).desc())
    reply = session.exec(query.limit(1)).first()
    if reply is not None and reply.by == actor.login:
        raise NotAllowed("答复人不能审核自己的答复", remedy="请由其他审核员审核")
    return reply


def _record(
    reply: Reply | None, review: ReplyReview, note: str, actor: Actor, now: datetime
) -> None:
    if reply is not None:
        reply.review, reply.review_note = review, note
        reply.reviewed_by, reply.reviewed_at = actor.login, now
