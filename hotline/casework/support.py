"""Supporting units (协办): they sign, give the lead their opinion, and the lead answers for all."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import Conflict
from hotline.domain.models import Assignment, Ticket
from hotline.domain.outcomes import AssignmentRole
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action


def support_accept(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> Assignment:
    """Sign as a supporting unit."""
    check_step(actor, ticket, Action.SUPPORT_ACCEPT)
    waiting = [
        row
        for row in _supporting(session, ticket)
        if row.unit in actor.units and row.accepted_at is None
    ]
    if not waiting:
        raise Conflict("本单位已签收此协办任务", remedy="请填写协办意见")
    now, assignment = desk.now(), waiting[0]
    take_step(
        session, actor, ticket, Action.SUPPORT_ACCEPT, at=now, details={"unit": assignment.unit}
    )
    assignment.accepted_at = now
    return assignment


def support_reply(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, opinion: str
) -> Assignment:
    """Tell the lead what the supporting unit did or thinks; once for each dispatch."""
    opinion = require_text(opinion, "opinion", "协办意见")
    refuse_personal(opinion, "opinion", "协办意见", names=False, homes=False)
    check_step(actor, ticket, Action.SUPPORT_REPLY)
    own = [row for row in _supporting(session, ticket) if row.unit in actor.units]
    waiting = [row for row in own if not row.opinion]
    if not waiting:
        raise Conflict("本单位已提交协办意见", remedy="如需补充，请在备注中说明")
    signed = [row for row in waiting if row.accepted_at]
    if not signed:
        raise Conflict("本单位尚未签收此协办任务", remedy="请先签收，再提交协办意见")
    now, assignment = desk.now(), signed[0]
    take_step(
        session, actor, ticket, Action.SUPPORT_REPLY, at=now, details={"unit": assignment.unit}
    )
    assignment.opinion, assignment.opinion_by, assignment.opinion_at = opinion, actor.login, now
    return assignment


def check_opinions(session: Session, ticket: Ticket, desk: Desk, *, why_not: str) -> None:
    """Raise Conflict while a supporting unit has not given its opinion and the lead does not say
    why they go without.
    """
    if not ticket.co_units or why_not:
        return
    if missing := without_opinion(session, ticket):
        names = "、".join(desk.city.units[unit].name for unit in missing if unit in desk.city.units)
        raise Conflict(
            f"协办单位尚未提交意见：{names}",
            remedy="请等待或催促协办单位；确需先行答复的，请填写不等协办意见的理由",
        )


def without_opinion(session: Session, ticket: Ticket) -> list[str]:
    """The supporting units that have not given their opinion."""
    return [row.unit for row in _supporting(session, ticket) if not row.opinion]


def _supporting(session: Session, ticket: Ticket) -> Sequence[Assignment]:
    query = select(Assignment).where(
        Assignment.ticket_id == ticket.id,
        Assignment.role == AssignmentRole.SUPPORT,
        col(Assignment.ended_at).is_(None),
    )
    return session.exec(query.order_by(col(Assignment.id))).all()
