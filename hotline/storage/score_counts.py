"""Counts for scores, summed in the database: one statement for cycles, one each for what
followed from them.

Each count comes as a pair: without the cycles that an exclusion takes out of its metric, and how
many those are.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, literal_column, or_, select
from sqlmodel import Session, col

from hotline.domain.models import Rating, Rectification, Reply, Ticket
from hotline.storage.callback_figures import ended_cycles
from hotline.storage.counted_cycles import CountSpan, answered_in_time, counted_cycles
from hotline.storage.due_cycles import by_limit, exclusions_of

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


def _counted(session: Session, *queries: Any) -> dict[str, Pairs]:
    pairs_by_unit: dict[str, Pairs] = {}
    for query in queries:
        for row in session.execute(query).mappings():
            pairs = pairs_by_unit.setdefault(row["unit"], {})
            for name in {key.rsplit("__", 1)[0] for key in row if key != "unit"}:
                pairs[name] = (int(row[f"{name}__in"] or 0), int(row.get(f"{name}__out") or 0))
    return pairs_by_unit


def _of_cycles(span: CountSpan) -> Any:
    rows = counted_cycles(span)
    c = rows.c
    came = and_(c.cycle == 1, span.has(c.started_at))
    counts: dict[str, tuple[Any, Any]] = {
        "received": (came, None),
        "contacts": (came, None),
        "answered_directly": (and_(came, c.ending == "answered"), None),
    }
    for name, due, metric, parts in by_limit(rows, span).values():
        out = exclusions_of(rows, metric)
        counts[name] = due, out
        counts |= {key: (and_(due, part), out) for key, part in parts.items()}
        if name == "due":
            counts["overdue"] = and_(due, ~answered_in_time(rows)), out
    return _grouped(rows, c.unit, counts)


def _of_ratings(span: CountSpan) -> Any:
    r: Any = Rating
    from_above = (col(Ticket.channel) == "transfer").label("from_above")
    joined = select(r, from_above).join(Ticket, col(Ticket.id) == r.ticket_id)
    rows = joined.where(span.has(r.at), r.counted.is_(True)).subquery()
    c = rows.c
    resolution, satisfaction, first = (
        exclusions_of(rows, name) for name in ("resolution", "satisfaction", "first_contact")
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
    c, out = rows.c, exclusions_of(rows, "bad_reviews")
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


def _grouped(
    rows: Any,
    unit: Any,
    counts: Mapping[str, tuple[Any, Any]],
    weighed: Mapping[str, tuple[Any, Any, Any]] | None = None,
) -> Any:
    """Sums by unit: `__in` without what is excluded, `__out` what is."""
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
        sums.append(func.sum(case((left, weight), else_=0)).label(f"{name}__out"))
    query = select(unit, *sums).select_from(rows)
    for table, condition in joins.values():
        query = query.outerjoin(table, condition)
    return query.group_by(unit).order_by(col(unit))
