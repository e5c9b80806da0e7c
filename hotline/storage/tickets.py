"""Lists of tickets, limited to what their reader may see, paged by key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, or_, tuple_, union_all
from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.storage.scopes import (
    Conditions,
    first_of,
    newest_first,
    parts_of,
    served_first,
    soonest_first,
    visible_to,
)
from hotline.storage.ticket_filters import TicketFilter, parts_of_filter

COUNT_LIMIT = 10_000
KEY = re.compile(r"[0-9]{1,18}")
DIGITS = re.compile(r"[0-9]{14}")


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


def ticket_to_join(session: Session, no: str) -> Ticket:
    """The ticket of a number that is known to exist, locked."""
    return session.exec(select(Ticket).where(Ticket.no == no).with_for_update()).one()


def list_tickets(
    session: Session,
    actor: Actor,
    ticket_filter: TicketFilter,
    *,
    sort: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """Newest first, or by due time.

    Overdue ones always by due time, because an index has them in that order only.
    """
    in_order = soonest_due if sort == "due" or ticket_filter.overdue_at else newest_tickets
    return in_order(session, actor, ticket_filter, after=after, limit=limit)


def newest_tickets(
    session: Session, actor: Actor, ticket_filter: TicketFilter, *, after: str = "", limit: int = 50
) -> Page:
    """Newest first; `after` is the `next` of the page before."""
    more = [col(Ticket.id) < int(after)] if KEY.fullmatch(after) else []
    parts = parts_of_filter(ticket_filter, actor, more)
    rows = session.exec(first_of(actor, parts, newest_first, limit + 1)).all()
    return Page(rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else "")


def soonest_due(
    session: Session, actor: Actor, ticket_filter: TicketFilter, *, after: str = "", limit: int = 50
) -> Page:
    """By due time, soonest first.

    Tickets without a due time come last in no list: they have ended.
    """
    more: Conditions = [col(Ticket.due_at).is_not(None)]
    due, _, number = after.partition("_")
    at = moment_of(due)
    if at and KEY.fullmatch(number):
        later = (col(Ticket.due_at) == at) & (col(Ticket.id) > int(number))
        more.append(or_(col(Ticket.due_at) > at, later))
    rows = session.exec(
        first_of(actor, parts_of_filter(ticket_filter, actor, more), soonest_first, limit + 1)
    ).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], f"{last.due_at:%Y%m%d%H%M%S}_{last.id}" if last else "")


def most_urgent(
    session: Session, actor: Actor, ticket_filter: TicketFilter, *, after: str = "", limit: int = 50
) -> Page:
    """A queue: 特急, 紧急, red words, and within each by due time, soonest first."""
    more: Conditions = [col(Ticket.due_at).is_not(None)]
    place, _, rest = after.partition("_")
    due, _, number = rest.partition("_")
    at = moment_of(due)
    if at and KEY.fullmatch(number) and place.isdecimal() and len(place) < 3:
        last = tuple_(literal(int(place)), literal(at), literal(int(number)))
        more.append(tuple_(col(Ticket.priority), col(Ticket.due_at), col(Ticket.id)) > last)
    rows = session.exec(
        first_of(actor, parts_of_filter(ticket_filter, actor, more), served_first, limit + 1)
    ).all()
    end = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], f"{end.priority}_{end.due_at:%Y%m%d%H%M%S}_{end.id}" if end else "")


def moment_of(digits: str) -> datetime | None:
    """The moment written as YYYYMMDDHHMMSS, or None for anything else."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S") if DIGITS.fullmatch(digits) else None
    except ValueError:
        return None


def count_tickets(
    session: Session, actor: Actor, ticket_filter: TicketFilter, *, most: int | None = COUNT_LIMIT
) -> int:
    """How many there are, counted up to `most` so that a page never counts millions."""
    parts: list[Any] = [
        select(Ticket.id).where(*part, *conditions).limit(most)
        for part in parts_of(actor)
        for conditions, _ in parts_of_filter(ticket_filter, actor)
    ]
    ids = union_all(*(select(part.subquery().c.id) for part in parts)).subquery()
    return session.exec(
        select(func.count()).select_from(select(ids.c.id).limit(most).subquery())
    ).one()


def tickets_by_number(session: Session, actor: Actor, numbers: Sequence[str]) -> list[Ticket]:
    """The visible tickets of these numbers, in the order of the numbers."""
    tickets = session.exec(
        select(Ticket).where(*visible_to(actor), col(Ticket.no).in_(numbers))
    ).all()
    by_no = {ticket.no: ticket for ticket in tickets}
    return [by_no[no] for no in numbers if no in by_no]
