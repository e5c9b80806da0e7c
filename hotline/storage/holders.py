"""Open tickets by who holds their running clock: the rule of `domain.holders` in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from hotline.domain.holders import CENTRE, HELD_BY_UNIT
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.storage.scopes import visible_to


class Lamps(NamedTuple):
    """Of one holder: tickets of whose running clock little is left, and nothing."""

    holder: str
    amber: int
    red: int


def lamps_by_holder(session: Session, actor: Actor, now: datetime) -> Sequence[Lamps]:
    """Most red first; the holder is a unit, or CENTRE.

    When a clock turns amber the worker finds out after each step; that it is past shows at once.
    """
    holder = case((col(Ticket.status).in_(sorted(HELD_BY_UNIT)), Ticket.unit), else_=CENTRE)
    is_red = case((col(Ticket.due_at) < now, 1), else_=0)
    lit: Any = (
        select(holder.label("holder"), is_red.label("is_red"))
        .where(*visible_to(actor))
        .where(or_(col(Ticket.amber_at) <= now, col(Ticket.due_at) < now))
        .subquery()
    )
    red = func.sum(lit.c.is_red)
    query: Any = (
        select(lit.c.holder, func.count() - red, red)
        .group_by(lit.c.holder)
        .order_by(red.desc(), func.count().desc(), lit.c.holder)
    )
    return [Lamps(name, int(amber), int(late)) for name, amber, late in session.execute(query)]
