"""What stands late, and what callers said, by district or street; `more` are conditions on the
tickets.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func
from sqlmodel import Session, col, select

from analytics.figures import Rate
from hotline.domain.models import Rating, Ticket
from hotline.domain.roles import Actor
from hotline.storage.counted_cycles import CountSpan
from hotline.storage.scopes import visible_to
from hotline.storage.score_counts import CONTENT

LEVELS = ("district", "street")


def late_by_area(
    session: Session, actor: Actor, level: str, now: datetime, *, more: Sequence[Any] = ()
) -> dict[str, int]:
    """Open tickets past their running clock, whenever they came; "" where the area is unknown."""
    area: Any = _area(level)
    query: Any = (
        select(area, func.count())
        .where(*visible_to(actor), *more, col(Ticket.due_at).is_not(None), col(Ticket.due_at) < now)
        .group_by(area)
    )
    return {code: int(n) for code, n in session.execute(query)}


def content_by_area(
    session: Session, actor: Actor, level: str, span: CountSpan, *, more: Sequence[Any] = ()
) -> dict[str, Rate]:
    """基本满意 and better, of what callers said in the span."""
    area, rated = _area(level), col(Rating.rating).is_not(None)
    content = and_(rated, col(Rating.rating) >= CONTENT)
    query: Any = (
        select(area, func.sum(case((content, 1), else_=0)), func.count())
        .select_from(Rating)
        .join(Ticket, col(Ticket.id) == col(Rating.ticket_id))
        .where(span.has(col(Rating.at)), col(Rating.counted).is_(True), rated)
        .where(*visible_to(actor), *more)
        .group_by(area)
    )
    return {code: Rate(int(part), int(whole)) for code, part, whole in session.execute(query)}


def _area(level: str) -> Any:
    if level not in LEVELS:
        raise ValueError(f"no level {level!r}")
    return col(getattr(Ticket, level))
