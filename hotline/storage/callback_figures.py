"""Who was called back: of the cycles that ended in a period, how many were tried and how many
callers were reached.

A cycle counts once, however often its caller was tried; a rating by the caller's own link is no
call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, exists, func, select
from sqlmodel import Session, col

from analytics.figures import Rate
from hotline.domain.models import Callback, CycleFigures

# Cycles that came as far as a call: closed after a passed reply, or sent back by their callers.
CALLED_ABOUT = ("closed", "rework")


@dataclass(frozen=True, slots=True)
class Called:
    """Of one unit: 回访覆盖率 is called / closed, 回访成功率 is reached / called.

    Both are None for 0/0.
    """

    unit: str
    closed: int
    called: int
    reached: int

    @property
    def coverage(self) -> float | None:
        return Rate(self.called, self.closed).value

    @property
    def success(self) -> float | None:
        return Rate(self.reached, self.called).value


def ended_cycles(since: datetime, until: datetime) -> Any:
    """(unit, is_called, is_reached) of each cycle that ended from `since` until before `until`."""
    f: Any = CycleFigures
    tried = exists().where(
        col(Callback.ticket_id) == f.ticket_id,
        col(Callback.cycle) == f.cycle,
        col(Callback.stage) == "answer",
    )
    return select(
        f.unit,
        tried.label("is_called"),
        tried.where(col(Callback.reached).is_(True)).label("is_reached"),
    ).where(f.ended_at >= since, f.ended_at < until, f.ending.in_(CALLED_ABOUT))


def called_by_unit(session: Session, since: datetime, until: datetime) -> Sequence[Called]:
    """Most cycles first."""
    c = ended_cycles(since, until).subquery().c
    sums = [
        func.count(),
        *(func.sum(case((flag, 1), else_=0)) for flag in (c.is_called, c.is_reached)),
    ]
    query: Any = select(c.unit, *sums).group_by(c.unit).order_by(func.count().desc(), c.unit)
    return [
        Called(unit, *(int(number) for number in numbers))
        for unit, *numbers in session.execute(query)
    ]


def all_called(rows: Sequence[Called]) -> Called:
    return Called(
        "", *(sum(getattr(row, name) for row in rows) for name in ("closed", "called", "reached"))
    )
