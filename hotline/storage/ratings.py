"""Queries on call-back plans, attempts and ratings."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, func, select

from hotline.domain.models import Callback, CallbackPlan, Rating, Ticket


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def plan_of(session: Session, ticket: Ticket) -> CallbackPlan | None:
    """The plan of the present cycle."""
    query = select(CallbackPlan).where(
        CallbackPlan.ticket_id == ticket.id, CallbackPlan.cycle == ticket.cycle
    )
    return session.exec(query).first()


def closes_by_itself(session: Session, ticket: Ticket) -> bool:
    """Whether nobody calls: then the call-back clock is the day on which the ticket closes, and
    no limit.
    """
    plan = plan_of(session, ticket)
    return plan is not None and plan.closes_at is not None


def plan_of_token(session: Session, token: str) -> tuple[CallbackPlan, str] | None:
    """The plan that this token was made for, and the number of its ticket."""
    query = select(CallbackPlan, Ticket.no).join(
        Ticket, col(Ticket.id) == col(CallbackPlan.ticket_id)
    )
    return session.exec(query.where(CallbackPlan.token == digest_of(token))).first()


def sampled_since(session: Session, unit: str, since: datetime) -> int:
    """How many callers of a unit were chosen to be called since then."""
    query = select(func.count(col(CallbackPlan.id))).where(
        CallbackPlan.unit == unit,
        col(CallbackPlan.made_at) >= since,
        col(CallbackPlan.sampled).is_(True),
    )
    return session.exec(query).one()


def attempts_in_vain(session: Session, ticket: Ticket, stage: str) -> Sequence[datetime]:
    """When this cycle's caller was tried and not reached, oldest first."""
    query = select(Callback.at).where(
        Callback.ticket_id == ticket.id,
        Callback.cycle == ticket.cycle,
        Callback.stage == stage,
        col(Callback.reached).is_(False),
    )
    return session.exec(query.order_by(col(Callback.id))).all()


def rating_of(session: Session, ticket: Ticket, stage: str = "answer") -> Rating | None:
    """What the caller said of the present cycle."""
    query = select(Rating).where(
        Rating.ticket_id == ticket.id, Rating.cycle == ticket.cycle, Rating.stage == stage
    )
    return session.exec(query).first()


def need_not_be_called(to_call: str) -> ColumnElement[bool]:
    """Whether nobody need call about this cycle.

    By the unique key of plans and ratings, one look for each ticket.
    """
    if to_call == "sample":
        plan = (
            col(CallbackPlan.ticket_id) == Ticket.id,
            col(CallbackPlan.cycle) == Ticket.cycle,
        )
        return exists().where(*plan, col(CallbackPlan.sampled).is_(False))
    return exists().where(
        col(Rating.ticket_id) == Ticket.id,
        col(Rating.cycle) == Ticket.cycle,
        col(Rating.stage) == "deadline",
    )
