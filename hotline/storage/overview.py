"""Figures for those who lead: counted in the database, over indexed ranges, within what the
reader may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.storage.scopes import visible_to


@dataclass(frozen=True)
class SpanComparison:
    """How many were reported in a span and in the span before it."""

    key: str
    now: int
    before: int

    @property
    def change(self) -> float | None:
        """Relative change; None where there was nothing before."""
        return (self.now - self.before) / self.before if self.before else None


def overdue_by_unit(
    session: Session, actor: Actor, now: datetime, *, limit: int = 15
) -> Sequence[tuple[str, int]]:
    """(unit, open tickets past their due time), most first; "" are those that wait for the
    dispatcher.
    """
    count = func.count()
    query: Any = (
        select(Ticket.unit, count)
        .where(*visible_to(actor), col(Ticket.due_at) < now)
        .group_by(col(Ticket.unit))
        .order_by(count.desc(), col(Ticket.unit))
        .limit(limit)
    )
    return [(unit, number) for unit, number in session.exec(query)]


def compare(
    session: Session, actor: Actor, field: str, until: datetime, span: timedelta, *, limit: int = 10
) -> Sequence[SpanComparison]:
    """The commonest values of `category` or `district` reported in `span` before `until`,
    against the span before.
    """
    if field not in ("category", "district"):
        raise ValueError(f"cannot compare by {field!r}")
    column, middle = getattr(Ticket, field), until - span
    recent = func.sum(case((col(Ticket.reported_at) >= middle, 1), else_=0))
    query: Any = (
        select(column, recent, func.count())
        .where(
            *visible_to(actor),
            col(Ticket.reported_at) >= middle - span,
            col(Ticket.reported_at) < until,
        )
        .group_by(column)
        .order_by(recent.desc(), column)
        .limit(limit)
    )
    return [
        SpanComparison(key, int(now), int(both) - int(now))
        for key, now, both in session.exec(query)
    ]


def reported_in(session: Session, actor: Actor, since: datetime, until: datetime) -> int:
    inside = (col(Ticket.reported_at) >= since, col(Ticket.reported_at) < until)
    return session.exec(
        select(func.count()).select_from(Ticket).where(*visible_to(actor), *inside)
    ).one()
