"""What the watching of the clocks asks the database: tickets whose next rung stands, what was
given, how often handed on.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from hotline.domain.ladder.plan import HURRIED
from hotline.domain.models import WATCH_NOW, Assignment, SupervisionOrder, Ticket

HANDED_ON = ("returned", "rerouted")


def to_watch(session: Session, now: datetime, *, working: bool, limit: int) -> Sequence[Ticket]:
    """Tickets to look at, locked.

    Outside working time those that hurry, and those that nobody has looked at yet.
    """
    query = select(Ticket).where(col(Ticket.watch_at) <= now)
    if not working:
        query = query.where(
            or_(col(Ticket.watch_at) == WATCH_NOW, col(Ticket.urgency).in_(HURRIED))
        )
    query = query.order_by(col(Ticket.watch_at), col(Ticket.id)).limit(limit)
    return session.exec(query.with_for_update(skip_locked=True)).all()


def fired_keys(session: Session, ids: Collection[int]) -> Mapping[int, set[str]]:
    """Keys of the ladder that were used, by ticket."""
    query = select(SupervisionOrder.ticket_id, SupervisionOrder.unique_key)
    keys: dict[int, set[str]] = defaultdict(set)
    conditions = (
        col(SupervisionOrder.ticket_id).in_(ids),
        col(SupervisionOrder.unique_key).is_not(None),
    )
    for ticket_id, key in session.exec(query.where(*conditions)):
        keys[ticket_id].add(key or "")
    return keys


def times_handed_on(session: Session, ids: Collection[int]) -> Mapping[int, int]:
    """How often each ticket went from a unit to another one: returns that were granted, duty
    decided otherwise.
    """
    query: Any = (
        select(Assignment.ticket_id, func.count())
        .where(col(Assignment.ticket_id).in_(ids), Assignment.role == "lead")
        .where(col(Assignment.outcome).in_(HANDED_ON))
        .group_by(col(Assignment.ticket_id))
    )
    return dict(session.exec(query).all())
