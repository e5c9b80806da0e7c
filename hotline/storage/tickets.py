"""Queries on tickets, with names.

Every list is limited to what its reader may see and pages by key.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal_column, or_, union_all
from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor, can_see, scope_of, sees_all
from hotline.domain.workflow import OPEN, Status
from hotline.storage.ratings import need_not_be_called
from hotline.storage.scopes import (
    Conditions,
    ListPart,
    first_of,
    newest_first,
    parts_of,
    soonest_first,
    visible_to,
)

COUNT_LIMIT = 10_000
KEY = re.compile(r"[0-9]{1,18}")
DIGITS = re.compile(r"[0-9]{14}")
_NOTHING: Conditions = []


@dataclass(frozen=True, kw_only=True)
class TicketFilter:
    """What a list shows; empty fields do not restrict.

    `category` is a prefix of codes, times bound `reported_at`.

    to_call    sample: callers that the draw chose; limit: those who were not heard since the limit
    ended
    """

    status: tuple[str, ...] = ()
    unit: str = ""
    category: str = ""
    district: str = ""
    street: str = ""
    channel: str = ""
    request_type: str = ""
    urgency: str = ""
    since: datetime | None = None
    until: datetime | None = None
    overdue_at: datetime | None = None
    clock: str = ""
    numbers: tuple[str, ...] | None = None
    to_call: str = ""

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, field.name) in ("", (), None) for field in fields(self))


@dataclass(frozen=True)
class Page:
    """`next` is the key of the following page, "" on the last."""

    tickets: Sequence[Ticket]
    next: str


def find_ticket(session: Session, actor: Actor, no: str) -> Ticket:
    """One ticket; one that the actor may not see is answered like one that does not exist."""
    ticket = session.exec(select(Ticket).where(Ticket.no == no)).first()
    if ticket is None or not can_see(actor, ticket):
        raise NotFound(f"没有工单 {no[:20]}", remedy="请核对工单编号")
    return ticket


def list_tickets(
    session: Session,
    actor: Actor,
    wanted: TicketFilter,
    *,
    sort: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """Newest first, or by due time.

    Overdue ones always by due time, because an index has them in that order only.
    """
    found = most_urgent if sort == "due" or wanted.overdue_at else newest_tickets
    return found(session, actor, wanted, after=after, limit=limit)


def newest_tickets(
    session: Session, actor: Actor, wanted: TicketFilter, *, after: str = "", limit: int = 50
) -> Page:
    """Newest first; `after` is the `next` of the page before."""
    more = [col(Ticket.id) < int(after)] if KEY.fullmatch(after) else []
    parts = _parts(wanted, actor, more)
    rows = session.exec(first_of(actor, parts, newest_first, limit + 1)).all()
    return Page(rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else "")


def most_urgent(
    session: Session, actor: Actor, wanted: TicketFilter, *, after: str = "", limit: int = 50
) -> Page:
    """By due time, soonest first.

    Tickets without a due time come last in no list: they have ended.
    """
    more = [col(Ticket.due_at).is_not(None)]
    due, _, number = after.partition("_")
    at = moment_of(due)
    if at and KEY.fullmatch(number):
        later = (col(Ticket.due_at) == at) & (col(Ticket.id) > int(number))
        more.append(or_(col(Ticket.due_at) > at, later))
    rows = session.exec(
        first_of(actor, _parts(wanted, actor, more), soonest_first, limit + 1)
    ).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], f"{last.due_at:%Y%m%d%H%M%S}_{last.id}" if last else "")


def moment_of(digits: str) -> datetime | None:
    """The moment written as YYYYMMDDHHMMSS, or None for anything else."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S") if DIGITS.fullmatch(digits) else None
    except ValueError:
        return None


def count_tickets(
    session: Session, actor: Actor, wanted: TicketFilter, *, most: int | None = COUNT_LIMIT
) -> int:
    """How many there are, counted up to `most` so that a page never counts millions."""
    parts: list[Any] = [
        select(Ticket.id).where(*part, *conditions).limit(most)
        for part in parts_of(actor)
        for conditions, _ in _parts(wanted, actor)
    ]
    found = union_all(*(select(part.subquery().c.id) for part in parts)).subquery()
    return session.exec(
        select(func.count()).select_from(select(found.c.id).limit(most).subquery())
    ).one()


def count_by_status(session: Session, actor: Actor) -> dict[str, int]:
    """Open tickets by status, from indexes alone: all of them, less the confidential ones that
    the actor may not see.
    """
    scope = scope_of(actor)
    in_full = scope.confidential or not scope.every_unit or bool(scope.units or scope.barred)
    counted = [_by_status(part, 1) for part in (parts_of(actor) if in_full else [[]])]
    if not in_full:
        counted.append(_by_status([literal_column("ticket.secrecy = 'confidential'")], -1))
    totals: Counter[str] = Counter()
    for status, number in session.exec(union_all(*counted)):
        totals[status] += number
    return {status: number for status, number in totals.items() if number}


def _by_status(conditions: Conditions, sign: int) -> Any:
    return (
        select(Ticket.status, func.count() * sign)
        .where(*conditions, col(Ticket.status).in_(sorted(OPEN)))
        .group_by(col(Ticket.status))
    )


def count_waiting(
    session: Session, actor: Actor, statuses: Collection[str], now: datetime
) -> dict[str, tuple[int, int]]:
    """Of each of these statuses: how many tickets, and how many of them past their due time.

    In one statement.
    """
    overdue = func.sum(case((col(Ticket.due_at) < now, 1), else_=0))
    counted: list[Any] = [
        select(Ticket.status, func.count(), overdue)
        .where(*part, col(Ticket.status).in_(sorted(statuses)))
        .group_by(col(Ticket.status))
        for part in parts_of(actor)
    ]
    found: dict[str, tuple[int, int]] = dict.fromkeys(statuses, (0, 0))
    for status, number, late in session.exec(union_all(*counted)):
        found[status] = (found[status][0] + number, found[status][1] + int(late or 0))
    return found


def tickets_by_number(session: Session, actor: Actor, numbers: Sequence[str]) -> list[Ticket]:
    """The visible tickets of these numbers, in the order of the numbers."""
    found = session.exec(
        select(Ticket).where(*visible_to(actor), col(Ticket.no).in_(numbers))
    ).all()
    by_no = {ticket.no: ticket for ticket in found}
    return [by_no[no] for no in numbers if no in by_no]


def _parts(wanted: TicketFilter, actor: Actor, more: Conditions = _NOTHING) -> list[ListPart]:
    """The filter in parts that share no ticket: a category itself, whose tickets an index has in
    order, and those below.
    """
    conditions = [*_conditions(wanted), *more]
    if wanted.overdue_at and not wanted.status and not sees_all(actor):
        conditions.append(col(Ticket.status).in_(sorted(OPEN)))
    if not wanted.category:
        return [ListPart(conditions)]
    below = [col(Ticket.category) > wanted.category, col(Ticket.category) < wanted.category + "~"]
    own = ListPart([*conditions, col(Ticket.category) == wanted.category])
    return [own, ListPart([*conditions, *below], in_order=False)]


def _conditions(wanted: TicketFilter) -> Conditions:
    equal = ("unit", "district", "street", "channel", "request_type", "urgency", "clock")
    conditions: Conditions = [
        getattr(Ticket, name) == getattr(wanted, name) for name in equal if getattr(wanted, name)
    ]
    if wanted.status:
        conditions.append(
            col(Ticket.status).in_([status for status in wanted.status if status in set(Status)])
        )
    if wanted.since:
        conditions.append(col(Ticket.reported_at) >= wanted.since)
    if wanted.until:
        conditions.append(col(Ticket.reported_at) < wanted.until)
    if wanted.overdue_at:
        conditions.append(col(Ticket.due_at) < wanted.overdue_at)
    if wanted.to_call:
        conditions.append(~need_not_be_called(wanted.to_call))
    if wanted.numbers is not None:
        conditions.append(col(Ticket.no).in_(wanted.numbers))
    return conditions
