"""Cycles by the limits that fell into a span: what rates of units are made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session

from hotline.domain.models import ExcludedFigure
from hotline.storage.counted_cycles import (
    ANY_SPAN,
    LIMITS,
    CountSpan,
    answered_in_time,
    ended_cycles_due,
    first_due,
    handling_due,
    open_cycles,
)


class LimitCounts(NamedTuple):
    """Of the cycles that hang on one limit: those that are due by it, as `name`, and which of them
    count as what else; what is excluded of `metric` counts nowhere.
    """

    name: str
    due: ColumnElement[bool]
    metric: str
    parts: Mapping[str, ColumnElement[bool]]


def cycle_queries(conditions: Sequence[ColumnElement[bool]]) -> list[Select[Any]]:
    """Counts of the cycles of tickets that meet the conditions, of any span.

    Each limit by itself, so that only what is due by it is looked at: a tenth less work than sums
    of all limits over every cycle that has one in the span.
    """
    queries = [_ended_due(ANY_SPAN, limit, conditions) for limit in LIMITS]
    return [*queries, _open_due(ANY_SPAN, conditions)]


def count_cycles(
    session: Session, queries: Sequence[Select[Any]], values: Mapping[str, Any]
) -> dict[str, Counter[str]]:
    """By unit what rates of cycles are made of, as `by_limit` names it; what is excluded is not
    counted here.

    values  of a CountSpan
    """
    units: dict[str, Counter[str]] = {}
    for query in queries:
        rows = session.execute(query, values)
        _, *names = rows.keys()
        for unit, *sums in rows:
            own = units.setdefault(unit, Counter())
            for name, n in zip(names, sums, strict=True):
                own[name] += int(n or 0)
    return units


def by_limit(rows: Any, span: CountSpan) -> dict[str, LimitCounts]:
    """By the limit that it hangs on what is counted of these cycles."""
    c = rows.c
    to_sign = first_due(c.due_sign, c.accepted_at, rows, span)
    to_contact = first_due(c.due_contact, c.contacted_at, rows, span)
    signed = {"signed_in_time": c.accepted_at <= c.due_sign}
    contacted = {"contacted_in_time": c.contacted_at <= c.due_contact}
    closed = {"closed_in_time": answered_in_time(rows), "extended": c.extensions > 0}
    return {
        "due_sign": LimitCounts("to_sign", to_sign, "signing", signed),
        "due_contact": LimitCounts("assessed", to_contact, "contact", contacted),
        "due_handle": LimitCounts("due", handling_due(rows, span), "on_time", closed),
    }


def _ended_due(span: CountSpan, limit: str, conditions: Sequence[ColumnElement[bool]]) -> Any:
    rows = ended_cycles_due(span, limit, conditions)
    counts = by_limit(rows, span)[limit]
    sums: list[Any] = [func.count().label(counts.name)]
    sums += [_sum(part).label(name) for name, part in counts.parts.items()]
    query: Any = select(rows.c.unit, *sums).where(counts.due, _kept(rows, counts.metric))
    return query.group_by(rows.c.unit)


def _open_due(span: CountSpan, conditions: Sequence[ColumnElement[bool]]) -> Any:
    """Open tickets are few: all limits in one statement."""
    rows = open_cycles(span, conditions)
    sums, limits = [], by_limit(rows, span).values()
    for name, due, metric, parts in limits:
        kept = _kept(rows, metric)
        sums.append(_sum(and_(due, kept)).label(name))
        sums += [_sum(and_(due, part, kept)).label(key) for key, part in parts.items()]
    query: Any = select(rows.c.unit, *sums).where(or_(*(counts.due for counts in limits)))
    return query.group_by(rows.c.unit)


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _kept(rows: Any, metric: str) -> ColumnElement[bool]:
    """Whether nothing takes the cycle out of this metric."""
    out, is_out = exclusions_of(rows, metric)
    return ~exists().where(is_out).select_from(out)


def exclusions_of(rows: Any, metric: str) -> tuple[Any, Any]:
    """The exclusions of one metric, and how they join."""
    out: Any = aliased(ExcludedFigure)
    c = rows.c
    return out, and_(out.ticket_id == c.ticket_id, out.cycle == c.cycle, out.metric == metric)
