"""Cycles whose figures are counted: the frozen ones and the tickets at work, as rows of one query.

A unit that never answers must not escape, and what the centre holds is no unit's to answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from hotline.domain.holders import WAITING
from hotline.domain.models import CycleFigures, Ticket
from hotline.domain.statuses import WITH_UNIT, Status
from hotline.storage.holders import held_by_unit

AT_WORK = sorted(WITH_UNIT | {Status.REPLIED, Status.CALLBACK} | WAITING)
ASSESSED = ("closed", "rework", "open")
LIMITS = ("due_sign", "due_contact", "due_handle")


@dataclass(frozen=True, slots=True)
class CountSpan:
    """`until` is the first moment after it; `now` decides which limits of open tickets have
    passed.
    """

    since: datetime
    until: datetime
    now: datetime

    def has(self, column: Any) -> ColumnElement[bool]:
        return and_(column >= self.since, column < self.until)

    def values(self) -> dict[str, datetime]:
        """Of the parameters of ANY_SPAN."""
        return {"since": self.since, "until": self.until, "now": self.now}


_moments: Any = (bindparam("since"), bindparam("until"), bindparam("now"))
# A statement over it is written once and counts any span, whose `values` it is given.
ANY_SPAN = CountSpan(*_moments)


def counted_cycles(span: CountSpan, conditions: Sequence[ColumnElement[bool]] = ()) -> Any:
    """Every cycle that began in the span or had a limit in it; `conditions` are on its ticket."""
    frozen = _frozen(span, conditions, ("started_at", *LIMITS))
    return union_all(frozen, _open(span, conditions)).subquery()


def ended_cycles_due(
    span: CountSpan, limit: str, conditions: Sequence[ColumnElement[bool]] = ()
) -> Any:
    """The frozen cycles alone with one limit of LIMITS in the span: one range of its index, which
    costs less than all ranges of a cycle joined.
    """
    return _frozen(span, conditions, (limit,)).subquery()


def open_cycles(span: CountSpan, conditions: Sequence[ColumnElement[bool]] = ()) -> Any:
    """The tickets at work alone."""
    # OFFSET 0 keeps SQLite from working out a limit anew wherever it is compared.
    return _open(span, conditions).offset(0).subquery()


def first_due(limit: Any, done: Any, cycles: Any, span: CountSpan) -> ColumnElement[bool]:
    """Whether a limit of a first cycle fell into the span, and the step was taken or is late."""
    c = cycles.c
    passed = or_(done.is_not(None), limit < span.now)
    return and_(c.cycle == 1, c.ending.in_(ASSESSED), span.has(limit), passed)


def handling_due(cycles: Any, span: CountSpan) -> ColumnElement[bool]:
    """The same of the handling limit, of every cycle."""
    c = cycles.c
    passed = or_(c.replied_at.is_not(None), c.due_handle < span.now)
    return and_(c.ending.in_(ASSESSED), span.has(c.due_handle), passed)


def answered_in_time(cycles: Any) -> ColumnElement[bool]:
    c = cycles.c
    return and_(c.replied_at.is_not(None), c.replied_at <= c.due_handle)


def _frozen(
    span: CountSpan, conditions: Sequence[ColumnElement[bool]], moments: Sequence[str]
) -> Any:
    f: Any = CycleFigures
    query = select(
        f.ticket_id,
        f.cycle,
        f.ending,
        f.unit,
        f.started_at,
        f.accepted_at,
        f.contacted_at,
        f.replied_at,
        f.due_sign,
        f.due_contact,
        f.due_handle,
        f.extensions,
    ).where(_concerns(span, *(getattr(f, moment) for moment in moments)))
    if not conditions:
        return query
    return query.join(Ticket, col(Ticket.id) == f.ticket_id).where(*conditions)


def _open(span: CountSpan, conditions: Sequence[ColumnElement[bool]]) -> Any:
    """While the centre decides on what a unit asked for no open limit is the unit's; a paused one
    is not due before it goes on. What was answered with a leading ticket counts there.
    """
    t: Any = Ticket
    started = func.coalesce(t.cycle_started_at, t.created_at)
    undecided = and_(t.status.in_(sorted(WITH_UNIT)), ~held_by_unit())
    is_paused = or_(undecided, t.paused_at.is_not(None))
    return select(
        t.id.label("ticket_id"),
        t.cycle,
        literal("open").label("ending"),
        t.unit,
        started.label("started_at"),
        t.accepted_at,
        t.contacted_at,
        t.replied_at,
        _unless(undecided, t.accepted_at, t.due_sign).label("due_sign"),
        _unless(undecided, t.contacted_at, t.due_contact).label("due_contact"),
        case((is_paused, null()), else_=t.due_handle).label("due_handle"),
        t.extensions,
    ).where(
        t.status.in_(AT_WORK),
        t.merged_into == "",
        _concerns(span, started, *(getattr(t, limit) for limit in LIMITS)),
        *conditions,
    )


def _unless(condition: Any, done: Any, limit: Any) -> Any:
    """A limit, but while the condition holds only of a step that was taken."""
    return case((and_(condition, done.is_(None)), null()), else_=limit)


def _concerns(span: CountSpan, *moments: Any) -> ColumnElement[bool]:
    return or_(*(span.has(moment) for moment in moments))
