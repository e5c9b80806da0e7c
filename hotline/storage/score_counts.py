"""Counts for scores, summed in the database: one statement for cycles, one each for what
followed from them.

Each count comes as a pair: without the cycles that an exclusion takes out of its metric, and how
many those are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, literal_column, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from hotline.domain.models import ExcludedFigure, Rating, Rectification, Reply, Ticket
from hotline.storage.callback_figures import ended_cycles
from hotline.storage.counted_cycles import (
    CountSpan,
    answered_in_time,
    counted_cycles,
    first_due,
    handling_due,
)

Pairs = dict[str, tuple[int, int]]
LEVELS = {
    5: "very_satisfied",
    4: "satisfied",
    3: "basically_satisfied",
    2: "dissatisfied",
    1: "very_dissatisfied",
}

# 基本满意 and better.
CONTENT = 3
# Of what is counted in cycles, what numerators and denominators of rates are.
OF_RATES = frozenset(
    {
        *("to_sign", "signed_in_time", "assessed", "contacted_in_time"),
        *("due", "closed_in_time", "extended"),
    }
)


def count_for_scores(session: Session, span: CountSpan) -> dict[str, Pairs]:
    """By unit; "" is what no unit had."""
    return _counted(
        session,
        _of_cycles(span),
        _of_ratings(span),
        _of_rectifications(span),
        _of_calls(span),
        _of_replies(span),
    )


def count_cycles(
    session: Session, span: CountSpan, conditions: Sequence[ColumnElement[bool]]
) -> dict[str, Pairs]:
    """What rates of cycles are made of (OF_RATES), of tickets that meet the conditions; what is
    excluded is not counted here.
    """
    return _counted(session, _of_cycles(span, conditions, only=OF_RATES))


def _counted(session: Session, *queries: Any) -> dict[str, Pairs]:
    pairs_by_unit: dict[str, Pairs] = {}
    for query in queries:
        for row in session.execute(query).mappings():
            pairs = pairs_by_unit.setdefault(row["unit"], {})
            for name in {key.rsplit("__", 1)[0] for key in row if key != "unit"}:
                pairs[name] = (int(row[f"{name}__in"] or 0), int(row.get(f"{name}__out") or 0))
    return pairs_by_unit


def _of_cycles(
    span: CountSpan,
    conditions: Sequence[ColumnElement[bool]] = (),
    *,
    only: frozenset[str] | None = None,
) -> Any:
    rows = counted_cycles(span, conditions)
    c = rows.c
    came = and_(c.cycle == 1, span.has(c.started_at))
    to_sign = first_due(c.due_sign, c.accepted_at, rows, span)
    to_contact = first_due(c.due_contact, c.contacted_at, rows, span)
    due, in_time = handling_due(rows, span), answered_in_time(rows)
    signing, contact, on_time = (
        _outer(rows, metric) for metric in ("signing", "contact", "on_time")
    )
    counts: dict[str, tuple[Any, Any]] = {
        "received": (came, None),
        "contacts": (came, None),
        "answered_directly": (and_(came, c.ending == "answered"), None),
        "to_sign": (to_sign, signing),
        "signed_in_time": (and_(to_sign, c.accepted_at <= c.due_sign), signing),
        "assessed": (to_contact, contact),
        "contacted_in_time": (and_(to_contact, c.contacted_at <= c.due_contact), contact),
        "due": (due, on_time),
        "closed_in_time": (and_(due, in_time), on_time),
        "overdue": (and_(due, ~in_time), on_time),
        "extended": (and_(due, c.extensions > 0), on_time),
    }
    if only is None:
        return _grouped(rows, c.unit, counts)
    return _grouped(
        rows, c.unit, {name: counts[name] for name in counts if name in only}, kept_alone=True
    )


def _of_ratings(span: CountSpan) -> Any:
    r: Any = Rating
    from_above = (col(Ticket.channel) == "transfer").label("from_above")
    joined = select(r, from_above).join(Ticket, col(Ticket.id) == r.ticket_id)
    rows = joined.where(span.has(r.at), r.counted.is_(True)).subquery()
    c = rows.c
    resolution, satisfaction, first = (
        _outer(rows, name) for name in ("resolution", "satisfaction", "first_contact")
    )
    counts: dict[str, tuple[Any, Any]] = {
        "solved": (and_(c.solved.is_(True), c.result != "explained"), resolution),
        "explained": (and_(c.solved.is_(True), c.result == "explained"), resolution),
        "unsolved": (c.solved.is_(False), resolution),
        "rated": (c.rating.is_not(None), satisfaction),
        **{name: (c.rating == level, satisfaction) for level, name in LEVELS.items()},
        "provincial_rated": (and_(c.from_above, c.rating.is_not(None)), satisfaction),
        "provincial_satisfied": (and_(c.from_above, c.rating >= CONTENT), satisfaction),
        "contact_yes": (c.contacted_by_unit.is_(True), first),
        "contact_no": (c.contacted_by_unit.is_(False), first),
    }
    weighed = {
        "contacts_on_solved": (
            and_(c.solved.is_(True), c.result != "explained"),
            resolution,
            c.contacts,
        )
    }
    return _grouped(rows, c.unit, counts, weighed)


def _of_rectifications(span: CountSpan) -> Any:
    r: Any = Rectification
    rows = (
        select(r)
        .where(span.has(r.due_at), or_(r.due_at < span.now, r.decision == "passed"))
        .subquery()
    )
    c, out = rows.c, _outer(rows, "bad_reviews")
    mended = and_(c.decision == "passed", c.answered_at <= c.due_at)
    return _grouped(
        rows, c.unit, {"bad_reviews": (literal(True), out), "rectified_in_time": (mended, out)}
    )


def _of_calls(span: CountSpan) -> Any:
    rows = ended_cycles(span.since, span.until).subquery()
    c = rows.c
    return _grouped(
        rows,
        c.unit,
        {
            "closed": (literal(True), None),
            "called_back": (c.is_called, None),
            "reached": (c.is_reached, None),
        },
    )


def _of_replies(span: CountSpan) -> Any:
    """Replies that did not do, in the month in which the reviewer sent them back."""
    # Written out and not as a parameter: only so does SQLite know that the partial index holds all
    # that is asked for.
    sent_back: ColumnElement[bool] = literal_column("reply.review = 'sent_back'")
    rows = select(Reply.unit).where(sent_back, span.has(Reply.reviewed_at)).subquery()  # type: ignore[call-overload]
    return _grouped(rows, rows.c.unit, {"irregular_replies": (literal(True), None)})


def _outer(rows: Any, metric: str) -> tuple[Any, Any]:
    """The exclusions of one metric, and how they join."""
    out: Any = aliased(ExcludedFigure)
    c = rows.c
    return out, and_(out.ticket_id == c.ticket_id, out.cycle == c.cycle, out.metric == metric)


def _grouped(
    rows: Any,
    unit: Any,
    counts: Mapping[str, tuple[Any, Any]],
    weighed: Mapping[str, tuple[Any, Any, Any]] | None = None,
    *,
    kept_alone: bool = False,
) -> Any:
    """Sums by unit: `__in` without what is excluded, and unless they are kept alone `__out` what
    is.
    """
    weights = {
        name: (condition, out, literal(1)) for name, (condition, out) in counts.items()
    } | dict(weighed or {})
    sums, joins = [], {}
    for name, (condition, out, weight) in weights.items():
        kept: Any = condition
        left: Any = literal(False)
        if out is not None:
            joins[id(out)] = out
            kept = and_(condition, out[0].metric.is_(None))
            left = and_(condition, out[0].metric.is_not(None))
        sums.append(func.sum(case((kept, weight), else_=0)).label(f"{name}__in"))
        if not kept_alone:
            sums.append(func.sum(case((left, weight), else_=0)).label(f"{name}__out"))
    query = select(unit, *sums).select_from(rows)
    for table, condition in joins.values():
        query = query.outerjoin(table, condition)
    return query.group_by(unit).order_by(col(unit))
