"""Lists of what follows a rating: exclusions and rectifications, with their tickets; each reader sees his own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from hotline.domain.models import Exclusion, Rectification, Ticket
from hotline.domain.permissions import Actor, Role
from hotline.storage.scopes import visible_to

Found = Sequence[tuple[Any, Ticket]]


def exclusions(session: Session, actor: Actor, decision: str, *, after: int = 0, limit: int = 50) -> Found:
    """Undecided ones oldest first; decided ones newest first, before `after`."""
    query: Any = (
        select(Exclusion, Ticket)
        .join(Ticket, col(Ticket.id) == col(Exclusion.ticket_id))
        .where(Exclusion.decision == decision, *visible_to(actor), *_own(Exclusion, actor))
    )
    if not decision:
        return session.exec(query.where(col(Exclusion.id) > after).order_by(col(Exclusion.id)).limit(limit)).all()
    query = query.where(col(Exclusion.id) < after) if after else query
    return session.exec(query.order_by(col(Exclusion.id).desc()).limit(limit)).all()


def rectifications(session: Session, actor: Actor, *, limit: int = 100) -> Found:
    """Those that are not passed, the most urgent first."""
    query: Any = (
        select(Rectification, Ticket)
        .join(Ticket, col(Ticket.id) == col(Rectification.ticket_id))
        .where(col(Rectification.decision).in_(["", "refused"]), *visible_to(actor), *_own(Rectification, actor))
    )
    return session.exec(query.order_by(col(Rectification.due_at)).limit(limit)).all()


def rectified(session: Session, actor: Actor, since: datetime, now: datetime) -> tuple[int, int]:
    """Of the rectifications due since then: mended in time, all."""
    r: Any = Rectification
    mended = case(((r.decision == "passed") & (r.answered_at <= r.due_at), 1), else_=0)
    query: Any = select(func.coalesce(func.sum(mended), 0), func.count())
    good, every = session.exec(query.where(r.due_at >= since, r.due_at <= now, *_own(r, actor))).one()
    return int(good), int(every)


def _own(table: Any, actor: Actor) -> list[Any]:
    return [col(table.unit).in_(actor.units)] if actor.role == Role.CLERK else []
