"""Figures for those who lead: counted in the database, over indexed ranges, within what the
reader may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from analytics.periods import Period
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.storage.scopes import visible_to


@dataclass(frozen=True)
class PeriodComparison:
    """How many were reported in a period and in the one before it."""

    key: str
    now: int
    before: int

    @property
    def change(self) -> float | None:
        """Relative change; None where there was nothing before."""
        return (self.now - self.before) / self.before if self.before else None


def compare(
    session: Session, actor: Actor, field: str, period: Period, *, limit: int = 10
) -> Sequence[PeriodComparison]:
    """The commonest values of `category` or `district` reported in a period, against the one
    before.
    """
    if field not in ("category", "district"):
        raise ValueError(f"cannot compare by {field!r}")
    column, inside, earlier = getattr(Ticket, field), _in(period), _in(period.before)
    now, before = (func.sum(case((condition, 1), else_=0)) for condition in (inside, earlier))
    query: Any = (
        select(column, now, before)
        .where(*visible_to(actor), or_(inside, earlier))
        .group_by(column)
        .order_by(now.desc(), column)
        .limit(limit)
    )
    return [PeriodComparison(key, int(n), int(m)) for key, n, m in session.exec(query)]


def reported_in(session: Session, actor: Actor, period: Period) -> int:
    return session.exec(
        select(func.count()).select_from(Ticket).where(*visible_to(actor), _in(period))
    ).one()


def _in(period: Period) -> ColumnElement[bool]:
    reported = col(Ticket.reported_at)
    return and_(reported >= period.since, reported < period.until)
