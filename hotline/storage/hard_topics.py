"""Evidence for 每月一题: what comes often, from several units' fields, and stays unsolved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func
from sqlmodel import Session, col, select

from analytics.figures import Rate
from hotline.domain.models import Rating, Ticket
from hotline.domain.roles import Actor
from hotline.storage.scopes import visible_to


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """Of one category: reports, units that led them, streets, and of those who were asked how
    many said that it was solved; `again`: tickets with a second cycle or a repeated report.
    """

    category: str
    n: int
    units: int
    streets: int
    again: int
    solved: Rate


def topic_counts(
    session: Session, actor: Actor, since: datetime, until: datetime
) -> list[TopicCounts]:
    """By category, of what was reported from `since` to before `until`. The cost is that of the
    span's tickets: for what is counted once a day.
    """
    t: Any = Ticket
    inside = (t.reported_at >= since, t.reported_at < until, t.category != "")
    again = and_(t.cycle > 1) | (t.duplicate_of != "") | (t.merged_into != "")
    columns: list[Any] = [
        t.category,
        func.count(),
        func.count(func.distinct(case((t.unit != "", t.unit)))),
        func.count(func.distinct(case((t.street != "", t.street)))),
        func.sum(case((again, 1), else_=0)),
    ]
    rows = session.execute(select(*columns).where(*visible_to(actor), *inside).group_by(t.category))
    solved = _solved(session, actor, inside)
    return [
        TopicCounts(
            category, int(n), int(units), int(streets), int(more), solved.get(category, Rate(0, 0))
        )
        for category, n, units, streets, more in rows
    ]


def _solved(session: Session, actor: Actor, inside: Any) -> dict[str, Rate]:
    r: Any = Rating
    query: Any = (
        select(Ticket.category, func.sum(case((r.solved.is_(True), 1), else_=0)), func.count())
        .join(r, r.ticket_id == col(Ticket.id))
        .where(*visible_to(actor), *inside, r.counted.is_(True), r.solved.is_not(None))
        .group_by(col(Ticket.category))
    )
    return {
        category: Rate(int(part), int(whole)) for category, part, whole in session.execute(query)
    }
