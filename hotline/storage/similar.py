"""Open tickets of the same kind at the same place: to be joined instead of dispatched once more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN, Status
from hotline.storage.scopes import supported_by, visible_to


def similar_open(
    session: Session, actor: Actor, *, place: str, category: str, since: datetime, limit: int = 5
) -> Sequence[Ticket]:
    """Newest first; none without a place or a category, where everything would look alike."""
    if not place or not category:
        return []
    query = select(Ticket).where(
        *visible_to(actor),
        Ticket.place == place,
        Ticket.place != "",  # a partial index serves only queries that repeat its condition
        Ticket.category == category,
        col(Ticket.reported_at) >= since,
        col(Ticket.status).in_(OPEN),
    )
    return session.exec(query.order_by(col(Ticket.reported_at).desc()).limit(limit)).all()


@dataclass(frozen=True)
class Joinable:
    """Open tickets that others may join: of one category in one street, neither confidential nor
    merged, nor such as tell of danger, nor with a unit of `barred`.
    """

    street: str
    category: str
    since: datetime
    barred: frozenset[str] = frozenset()


def alike_in_street(session: Session, joinable: Joinable, *, limit: int) -> Sequence[Ticket]:
    """Those of most callers first, then the oldest."""
    order = (col(Ticket.group_size).desc(), col(Ticket.id))
    query = select(Ticket).where(*_may_be_joined(joinable))
    return session.exec(query.order_by(*order).limit(limit)).all()


def count_in_street(session: Session, joinable: Joinable) -> int:
    """How many of them there are."""
    return session.exec(select(func.count(col(Ticket.id))).where(*_may_be_joined(joinable))).one()


def _may_be_joined(joinable: Joinable) -> tuple[ColumnElement[bool], ...]:
    barred = joinable.barred
    free = (col(Ticket.unit).not_in(barred), ~supported_by(barred)) if barred else ()
    return (
        *_in_street(joinable.street, joinable.category, joinable.since),
        col(Ticket.status) != Status.MERGED,
        col(Ticket.secrecy) == "open",
        col(Ticket.danger) == "",
        *free,
    )


def _in_street(street: str, category: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Ticket.street) == street,
        col(Ticket.street) != "",  # a partial index serves only queries that repeat its condition
        col(Ticket.category) == category,
        col(Ticket.reported_at) >= since,
        col(Ticket.status).in_(OPEN),
    )


class SimilarTicket(NamedTuple):
    """An earlier open ticket that a new report may repeat."""

    no: str
    content: str
    reported_at: datetime
    category: str
    place: str
    caller_id: int | None


def similar_candidates(
    session: Session,
    *,
    places: Collection[str],
    callers: Collection[int],
    since: datetime,
    limit: int = 300,
) -> list[SimilarTicket]:
    """Open tickets of these places or callers, newest first, each search bounded by an index.

    No confidential ones.
    """
    named = [place for place in places if place]
    nearby = (
        _candidates(session, (col(Ticket.place).in_(named), Ticket.place != ""), since, limit)
        if named
        else []
    )
    own = (
        _candidates(session, (col(Ticket.caller_id).in_(callers),), since, limit) if callers else []
    )
    return list({ticket.no: ticket for ticket in (*nearby, *own)}.values())


def _candidates(
    session: Session, where: tuple[ColumnElement[bool] | bool, ...], since: datetime, limit: int
) -> list[SimilarTicket]:
    columns: Any = (getattr(Ticket, name) for name in SimilarTicket._fields)
    query: Any = select(*columns).where(
        *where,
        Ticket.reported_at >= since,
        col(Ticket.status).in_(OPEN),
        Ticket.secrecy != "confidential",
    )
    return [
        SimilarTicket(*row)
        for row in session.exec(query.order_by(col(Ticket.reported_at).desc()).limit(limit))
    ]
