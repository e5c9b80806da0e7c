"""Dispatches that stood: a unit accepted what the centre sent, and it did not come back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from hotline.domain.models import Assignment, HistoryEntry, Ticket
from hotline.domain.workflow import Action
from hotline.storage.history import newest_entry

UNDONE = ("returned", "rerouted", "recalled")
TELLING = (
    Action.ACCEPT,
    Action.GRANT_RETURN,
    Action.REFER_ARBITRATION,
    Action.DISPATCH,
    Action.FORCE_DISPATCH,
    Action.MOVE,
    Action.UNDO,
    Action.UNMERGE,
)


@dataclass(frozen=True, slots=True)
class StandingDispatch:
    """What a dispatch that stood says about who handles such a matter there."""

    no: str
    category: str
    place: str
    street: str
    unit: str
    text: str
    at: datetime


STOOD: tuple[ColumnElement[bool], ...] = (
    col(Assignment.role) == "lead",
    col(Assignment.level) == 1,
    col(Assignment.accepted_at).is_not(None),
    col(Assignment.outcome).not_in(UNDONE),
)


def windows(session: Session, since: datetime, *, most: int, width: int) -> list[tuple[int, int]]:
    """Ranges (above, up to) of assignment numbers, oldest first, that hold the newest `most`
    standing ones since then.
    """
    ranges: list[tuple[int, int]] = []
    upper, total = session.exec(select(func.max(Assignment.id))).one() or 0, 0
    while upper > 0 and total < most:
        newest = session.exec(
            select(Assignment.dispatched_at).where(*_within(upper - width, upper)).order_by(_NEWEST)
        )
        if (last := newest.first()) is not None and last < since:
            break
        ranges.append((upper - width, upper))
        counted: Any = (
            select(func.count())
            .select_from(Assignment)
            .where(*_within(upper - width, upper), *STOOD)
        )
        total += session.exec(counted).one()
        upper -= width
    return ranges[::-1]


def standing_between(
    session: Session, above: int, upto: int, since: datetime
) -> Iterator[StandingDispatch]:
    """In the order of their dispatch; confidential matters teach nobody."""
    return _standing(session, *_within(above, upto), col(Assignment.dispatched_at) >= since)


def standing_of(session: Session, tickets: Collection[int]) -> Iterator[StandingDispatch]:
    return _standing(session, col(Assignment.ticket_id).in_(tickets))


def touched_since(
    session: Session, entry: int, *, limit: int
) -> tuple[Sequence[tuple[int, str]], int]:
    """(id, number) of tickets with a telling step after this history entry, and the last entry
    that was looked at.
    """
    upto = min(newest_entry(session), entry + limit)
    steps: Any = (
        select(Ticket.id, Ticket.no)
        .join(HistoryEntry, col(HistoryEntry.ticket_id) == col(Ticket.id))
        .where(
            col(HistoryEntry.id) > entry,
            col(HistoryEntry.id) <= upto,
            col(HistoryEntry.action).in_(TELLING),
        )
        .distinct()
    )
    return [(row_id, no) for row_id, no in session.exec(steps)], upto


_NEWEST = col(Assignment.id).desc()


def _within(above: int, upto: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Assignment.id) > above, col(Assignment.id) <= upto


def _standing(session: Session, *conditions: ColumnElement[bool]) -> Iterator[StandingDispatch]:
    query = (
        sqlalchemy.select(
            col(Ticket.no),
            col(Ticket.category),
            col(Ticket.place),
            col(Ticket.street),
            col(Assignment.unit),
            col(Ticket.content),
            col(Assignment.accepted_at),
        )
        .join(Ticket, col(Ticket.id) == col(Assignment.ticket_id))
        .where(*conditions, *STOOD, col(Ticket.secrecy) != "confidential")
        .order_by(col(Assignment.id))
    )
    for row in session.execute(query):
        yield StandingDispatch(*row)
