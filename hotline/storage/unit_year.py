"""What a unit's year consists of beside its tickets: published scores, orders, rectifications."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func
from sqlmodel import Session, col, select

from hotline.domain.models import Rectification, ScorePublication, ScoreRow, SupervisionOrder
from hotline.domain.outcomes import RectificationReview


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """Of one level: how many came in the span, how many of them are open, and of these late."""

    n: int
    standing: int
    late: int


def published_scores(
    session: Session, unit: str, periods: Collection[str]
) -> list[tuple[str, str, Mapping[str, Any]]]:
    """(scheme, period, document of the unit) of what was published, newest period first."""
    query = (
        select(ScorePublication.scheme, ScorePublication.period, ScoreRow.document)
        .join(ScoreRow, col(ScoreRow.publication_id) == col(ScorePublication.id))
        .where(col(ScorePublication.period).in_(periods), ScoreRow.unit == unit)
        .order_by(col(ScorePublication.period).desc(), col(ScorePublication.scheme))
    )
    return [(scheme, period, document) for scheme, period, document in session.exec(query)]


def orders_of_unit(
    session: Session, unit: str, since: datetime, until: datetime
) -> dict[str, OrderCounts]:
    """By level, of orders and urges that were addressed to the unit."""
    standing, late = _standing(), _late(until)
    query: Any = (
        select(
            SupervisionOrder.level,
            func.count(),
            func.sum(case((standing, 1), else_=0)),
            func.sum(case((late, 1), else_=0)),
        )
        .where(*_issued_to(unit, since, until))
        .group_by(col(SupervisionOrder.level))
    )
    return {
        level: OrderCounts(int(n), int(still), int(behind))
        for level, n, still, behind in session.execute(query)
    }


def rectified_by_unit(
    session: Session, unit: str, since: datetime, until: datetime
) -> tuple[int, int]:
    """Rectifications whose limit fell into the span: those that passed, and all."""
    passed = col(Rectification.decision) == RectificationReview.PASSED
    query: Any = select(func.sum(case((passed, 1), else_=0)), func.count()).where(
        *_due_from(unit, since, until)
    )
    part, whole = session.execute(query).one()
    return int(part or 0), int(whole)


def list_orders_of_unit(
    session: Session,
    unit: str,
    since: datetime,
    until: datetime,
    *,
    level: str,
    state: str,
    limit: int,
) -> Sequence[SupervisionOrder]:
    """Those of `orders_of_unit`, newest first; `state` open, late or all."""
    more = {"open": [_standing()], "late": [_late(until)]}.get(state, [])
    if level:
        more.append(col(SupervisionOrder.level) == level)
    query = select(SupervisionOrder).where(*_issued_to(unit, since, until), *more)
    return session.exec(query.order_by(col(SupervisionOrder.id).desc()).limit(limit)).all()


def list_rectifications_of_unit(
    session: Session, unit: str, since: datetime, until: datetime, *, limit: int
) -> Sequence[Rectification]:
    """Those of `rectified_by_unit`, the last due first."""
    query = select(Rectification).where(*_due_from(unit, since, until))
    newest = col(Rectification.due_at).desc(), col(Rectification.id).desc()
    return session.exec(query.order_by(*newest).limit(limit)).all()


def _issued_to(unit: str, since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    issued = col(SupervisionOrder.issued_at)
    return [col(SupervisionOrder.unit) == unit, issued >= since, issued < until]


def _standing() -> ColumnElement[bool]:
    return col(SupervisionOrder.closed_at).is_(None)


def _late(now: datetime) -> ColumnElement[bool]:
    unanswered = and_(_standing(), col(SupervisionOrder.answered_at).is_(None))
    return and_(unanswered, col(SupervisionOrder.due_at) < now)


def _due_from(unit: str, since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    due = col(Rectification.due_at)
    return [col(Rectification.unit) == unit, due >= since, due < until]
