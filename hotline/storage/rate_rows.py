"""The tickets behind a rate: the rows that are counted, by ticket."""

from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, not_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session

from hotline.domain.models import ExcludedFigure
from hotline.storage.counted_cycles import (
    CountSpan,
    answered_in_time,
    counted_cycles,
    first_due,
    handling_due,
)
from hotline.storage.counted_rates import COUNTS, Charge, contacts
from hotline.storage.tallies import Counted

WHICH = ("whole", "part", "missing")
METRICS = {
    "sign": "signing",
    "contact": "contact",
    "on_time": "on_time",
    "extended": "on_time",
}


class RateTickets(NamedTuple):
    """`times`: how often each ticket of this page is counted, by id, newest first; `total` of
    all pages.
    """

    times: dict[int, int]
    total: int


def rate_tickets(
    session: Session,
    span: CountSpan,
    charge: Charge,
    name: str,
    *,
    which: str,
    below: int | None,
    limit: int,
) -> RateTickets:
    """Those in the denominator (whole), in the numerator (part), or in the first alone (missing).

    A ticket is counted once for each of its cycles. Raises KeyError for a rate that does not
    exist.
    """
    rows = (_of_cycles if name in METRICS else _of_others)(span, charge, name, which).subquery()
    total = session.execute(select(func.count()).select_from(rows)).scalar_one()
    page = select(rows.c.ticket, func.count()).group_by(rows.c.ticket)
    page = page.order_by(rows.c.ticket.desc()).limit(limit)
    if below is not None:
        page = page.where(rows.c.ticket < below)
    return RateTickets({int(ticket): int(n) for ticket, n in session.execute(page)}, int(total))


def _of_cycles(span: CountSpan, charge: Charge, name: str, which: str) -> Select[Any]:
    rows = counted_cycles(span, charge.conditions)
    c, out = rows.c, aliased(ExcludedFigure)
    whole, part = {
        "sign": (first_due(c.due_sign, c.accepted_at, rows, span), c.accepted_at <= c.due_sign),
        "contact": (
            first_due(c.due_contact, c.contacted_at, rows, span),
            c.contacted_at <= c.due_contact,
        ),
        "on_time": (handling_due(rows, span), answered_in_time(rows)),
        "extended": (handling_due(rows, span), c.extensions > 0),
    }[name]
    excluded: Any = out
    is_same = and_(
        excluded.ticket_id == c.ticket_id,
        excluded.cycle == c.cycle,
        excluded.metric == METRICS[name],
    )
    kept = select(c.ticket_id.label("ticket")).outerjoin(out, is_same)
    kept = kept.where(excluded.metric.is_(None), charge.of(c.unit))
    return kept.where(_chosen(whole, part, which))


def _of_others(span: CountSpan, charge: Charge, name: str, which: str) -> Select[Any]:
    counted = _counted(span, charge)[name]
    part, whole, key, _ = counted.tallies[name]
    rows = counted.rows.add_columns(counted.ticket.label("ticket"))
    if key is None:
        return rows.where(_chosen(whole, part, which))
    # Counted once however many rows it has: it is in the numerator when one of them is.
    once = rows.where(whole).group_by(counted.ticket)
    in_part = func.sum(case((part, 1), else_=0))
    return {"part": once.having(in_part > 0), "missing": once.having(in_part == 0)}.get(which, once)


def _counted(span: CountSpan, charge: Charge) -> dict[str, Counted]:
    """By the name of the rate."""
    all_counted = [count(span, charge) for count in (*COUNTS, contacts)]
    return {name: counted for counted in all_counted for name in counted.tallies}


def _chosen(whole: Any, part: Any, which: str) -> Any:
    # A moment that has not come compares with nothing: what is not in time is then missing.
    in_part = func.coalesce(part, False)
    return {"whole": whole, "part": and_(whole, in_part)}.get(which, and_(whole, not_(in_part)))
