"""How many different people speak of one place: the search index knows no caller."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.storage.index.columns import condition
from hotline.storage.scopes import visible_to


def callers_by_place(
    session: Session,
    actor: Actor,
    *,
    places: Collection[str],
    since: datetime,
    until: datetime,
    filters: Mapping[str, tuple[str, ...]],
) -> dict[str, int]:
    """Different callers of each place from `since` to before `until`, among the tickets that the
    actor may see and `filters` (as of a search) leave; a report without a caller counts as one.
    """
    if not places:
        return {}
    unknown = func.sum(case((col(Ticket.caller_id).is_(None), 1), else_=0))
    callers = func.count(func.distinct(col(Ticket.caller_id)))
    query = select(Ticket.place, callers + unknown).where(
        *visible_to(actor),
        col(Ticket.place).in_(places),
        Ticket.place != "",  # a partial index serves only queries that repeat its condition
        col(Ticket.reported_at) >= since,
        col(Ticket.reported_at) < until,
        *(condition(name, values) for name, values in filters.items()),
    )
    return {place: int(n) for place, n in session.exec(query.group_by(col(Ticket.place)))}
