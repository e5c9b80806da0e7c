"""How good the knowledge base is kept: 知识库准确率 and 更新及时率, with what they are counted
from.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from hotline.domain.models import KnowledgeCheck, KnowledgeEntry
from hotline.storage.knowledge import is_answer


@dataclass(frozen=True)
class Ratio:
    """`share` is None where nothing was counted: 0 of 0 is no figure."""

    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    def document(self) -> dict[str, Any]:
        return {"numerator": self.numerator, "denominator": self.denominator, "share": self.share}


def accuracy(session: Session, since: datetime, until: datetime) -> Ratio:
    """Of the spot checks made in the time (until excluded), those that found the entry right."""
    right = func.coalesce(func.sum(case((col(KnowledgeCheck.is_right), 1), else_=0)), 0)
    query = select(right, func.count()).where(
        KnowledgeCheck.kind == "sample",
        col(KnowledgeCheck.at) >= since,
        col(KnowledgeCheck.at) < until,
    )
    return Ratio(*session.exec(query).one())


def timeliness(session: Session, since: date, until: date, today: date) -> Ratio:
    """Of the reviews due in these days (until included), those made by their due day.

    One not yet late does not count.
    """
    done_by = func.date(col(KnowledgeCheck.at)) <= func.date(col(KnowledgeCheck.due))
    in_time = func.coalesce(func.sum(case((done_by, 1), else_=0)), 0)
    reviews = select(in_time, func.count()).where(
        KnowledgeCheck.kind == "review",
        col(KnowledgeCheck.due) >= since,
        col(KnowledgeCheck.due) <= until,
    )
    late = select(func.count()).where(
        col(KnowledgeEntry.status) == "published",
        is_answer(),
        col(KnowledgeEntry.review_due) >= since,
        col(KnowledgeEntry.review_due) <= min(until, today - timedelta(days=1)),
    )
    good, done = session.exec(reviews).one()
    return Ratio(good, done + session.exec(late).one())
