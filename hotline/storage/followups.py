"""Lists of what follows a rating: exclusions and rectifications, with their tickets.

Each reader sees their own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, true
from sqlmodel import Session, col, select

from hotline.domain.models import Exclusion, Rating, Rectification, Ticket
from hotline.domain.permissions import can_see_cycle, scope_of
from hotline.domain.roles import Actor, Role
from hotline.storage.scopes import not_accusing, visible_to

Found = Sequence[tuple[Any, Ticket]]


def exclusions(
    session: Session, actor: Actor, decision: str, *, after: int = 0, limit: int = 50
) -> Found:
    """Undecided ones oldest first; decided ones newest first, before `after`."""
    query: Any = (
        select(Exclusion, Ticket)
        .join(Ticket, col(Ticket.id) == col(Exclusion.ticket_id))
        .where(Exclusion.decision == decision, *_visible(Exclusion, actor))
    )
    if not decision:
        query = query.where(col(Exclusion.id) > after).order_by(col(Exclusion.id))
    else:
        query = query.where(col(Exclusion.id) < after) if after else query
        query = query.order_by(col(Exclusion.id).desc())
    rows: Found = session.exec(query.limit(limit)).all()
    return rows


def rectifications(session: Session, actor: Actor, *, limit: int = 100) -> Found:
    """Those that are not passed, the most urgent first."""
    query: Any = (
        select(Rectification, Ticket)
        .join(Ticket, col(Ticket.id) == col(Rectification.ticket_id))
        .where(col(Rectification.decision).in_(["", "refused"]), *_visible(Rectification, actor))
    )
    rows = session.exec(query.order_by(col(Rectification.due_at)).limit(limit)).all()
    return [(row, ticket) for row, ticket in rows if can_see_cycle(actor, row.unit, ticket)]


def ratings(session: Session, actor: Actor, since: datetime, *, limit: int = 50) -> Found:
    """What callers said of the actor's own units, newest first."""
    query: Any = (
        select(Rating, Ticket)
        .join(Ticket, col(Ticket.id) == col(Rating.ticket_id))
        .where(col(Rating.unit).in_(actor.units), col(Rating.at) >= since)
    )
    rows = session.exec(query.order_by(col(Rating.at).desc()).limit(limit)).all()
    return [(row, ticket) for row, ticket in rows if can_see_cycle(actor, row.unit, ticket)]


def rectified(session: Session, actor: Actor, since: datetime, now: datetime) -> tuple[int, int]:
    """Of the rectifications due since then: mended in time, all."""
    r: Any = Rectification
    mended = case(((r.decision == "passed") & (r.answered_at <= r.due_at), 1), else_=0)
    query: Any = select(func.coalesce(func.sum(mended), 0), func.count())
    good, every = session.exec(
        query.where(r.due_at >= since, r.due_at <= now, *_own(r, actor))
    ).one()
    return int(good), int(every)


def _visible(table: Any, actor: Actor) -> list[Any]:
    """A unit's own rows, even when the ticket went on to another; for the centre those of tickets
    that it sees. Neither where the ticket accuses the reader's unit.
    """
    scope = scope_of(actor)
    own = col(table.unit).in_(scope.units)
    if not scope.every_unit:
        return [own, *not_accusing(scope)]
    of_tickets = visible_to(actor)
    return (
        [or_(own, and_(true(), *of_tickets)), *not_accusing(scope)] if scope.units else of_tickets
    )


def _own(table: Any, actor: Actor) -> list[Any]:
    return [col(table.unit).in_(actor.units)] if actor.role == Role.CLERK else []
