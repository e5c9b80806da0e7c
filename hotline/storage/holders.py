"""Open tickets by who holds their running clock: the rule of `domain.holders` in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from hotline.domain.holders import CENTRE, HELD_BY_UNIT, UNIT_CLOCKS
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.storage.scopes import visible_to


def held_by_unit() -> ColumnElement[bool]:
    """Whether it is the unit that has to act before the running clock of a ticket ends."""
    status, clock = col(Ticket.status), col(Ticket.clock)
    return and_(status.in_(sorted(HELD_BY_UNIT)), clock.in_(sorted(UNIT_CLOCKS)))


def held_by(holder: str) -> ColumnElement[bool]:
    """Whether this unit, or CENTRE, has to; nobody holds what has no clock any more."""
    if holder == CENTRE:
        return and_(col(Ticket.due_at).is_not(None), ~held_by_unit())
    return and_(col(Ticket.unit) == holder, held_by_unit())


class Lamps(NamedTuple):
    """Of one holder: tickets of whose running clock little is left, and nothing."""

    holder: str
    amber: int
    red: int


def lamps_by_holder(session: Session, actor: Actor, now: datetime) -> Sequence[Lamps]:
    """Most red first; the holder is a unit, or CENTRE.

    When a clock turns amber the worker finds out after each step; that it is past shows at once.
    """
    holder = case((held_by_unit(), Ticket.unit), else_=CENTRE)
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


def late_people(session: Session, actor: Actor, holder: str, now: datetime) -> int:
    """How many different people wait for its late tickets; a report without a caller counts as
    one.
    """
    unknown = func.sum(case((col(Ticket.caller_id).is_(None), 1), else_=0))
    callers = func.count(func.distinct(col(Ticket.caller_id))) + func.coalesce(unknown, 0)
    late = col(Ticket.due_at) < now, held_by(holder)
    return int(session.execute(select(callers).where(*visible_to(actor), *late)).scalar_one())
