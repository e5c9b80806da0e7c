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
from hotline.domain.permissions import can_see, sees_all
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN, Status
from hotline.storage.holders import held_by, held_by_unit
from hotline.storage.ratings import need_not_be_called
from hotline.storage.scopes import (
    Conditions,
    ListPart,
    first_of,
    newest_first,
    parts_of,
    served_first,
    soonest_first,
    supported_by,
    visible_to,
)

COUNT_LIMIT = 10_000
KEY = re.compile(r"[0-9]{1,18}")
DIGITS = re.compile(r"[0-9]{14}")
_NOTHING: Conditions = []


@dataclass(frozen=True, kw_only=True)
class TicketFilter:
    """What a list shows; empty fields do not restrict.

    unit       who leads or supports; `lead`: who leads
    holder     whose the running clock is, a unit or CENTRE; `held`: it is of one of these units
    category   this one and all below it: a prefix of codes
    since, until    bounds of `reported_at`, the second is not included
    to_call    sample: callers that the draw chose; limit: those who were not heard since the limit
               ended
    """

    status: tuple[str, ...] = ()
    unit: str = ""
    lead: str = ""
    held: frozenset[str] = frozenset()
    holder: str = ""
    category: str = ""
    district: str = ""
    street: str = ""
    place: str = ""
    channel: str = ""
    request_type: str = ""
    urgency: str = ""
    since: datetime | None = None
    until: datetime | None = None
    overdue_at: datetime | None = None
    clock: str = ""
    to_call: str = ""
    secrecy: str = ""


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
    parts = _parts(ticket_filter, actor, more)
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
        first_of(actor, _parts(ticket_filter, actor, more), soonest_first, limit + 1)
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
        first_of(actor, _parts(ticket_filter, actor, more), served_first, limit + 1)
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
        for conditions, _ in _parts(ticket_filter, actor)
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


def _parts(
    ticket_filter: TicketFilter, actor: Actor, more: Conditions = _NOTHING
) -> list[ListPart]:
    """The filter in parts that share no ticket, each answered by an index.

    A unit's are what it leads and what it supports; a category's are its own, which an index has in
    the order of the list, and those below it.
    """
    conditions = [*_conditions(ticket_filter), *more]
    if ticket_filter.overdue_at and not ticket_filter.status and not sees_all(actor):
        conditions.append(col(Ticket.status).in_(sorted(OPEN)))
    return [
        ListPart(
            [*conditions, *units.conditions, *category.conditions],
            units.in_order and category.in_order and not ticket_filter.place,
        )
        for units in _parts_of_unit(ticket_filter.unit)
        for category in _parts_of_category(ticket_filter.category)
    ]


def _parts_of_unit(unit: str) -> list[ListPart]:
    if not unit:
        return [ListPart([])]
    leads = col(Ticket.unit) == unit
    return [ListPart([leads]), ListPart([supported_by([unit]), ~leads], in_order=False)]


def _parts_of_category(category: str) -> list[ListPart]:
    if not category:
        return [ListPart([])]
    # Codes are digits, and in every collation of a database a letter comes behind all digits.
    below = [col(Ticket.category) > category, col(Ticket.category) < category + "z"]
    return [ListPart([col(Ticket.category) == category]), ListPart(below, in_order=False)]


def _conditions(ticket_filter: TicketFilter) -> Conditions:
    equal = ("district", "street", "channel", "request_type", "urgency", "clock", "secrecy")
    conditions: Conditions = [
        getattr(Ticket, name) == getattr(ticket_filter, name)
        for name in equal
        if getattr(ticket_filter, name)
    ]
    if ticket_filter.place:
        # A partial index serves only queries that repeat its condition.
        conditions += [col(Ticket.place) == ticket_filter.place, col(Ticket.place) != ""]
    if ticket_filter.lead:
        conditions.append(col(Ticket.unit) == ticket_filter.lead)
    if ticket_filter.holder:
        conditions.append(held_by(ticket_filter.holder))
    if ticket_filter.held:
        conditions += [col(Ticket.unit).in_(sorted(ticket_filter.held)), held_by_unit()]
    if ticket_filter.status:
        conditions.append(
            col(Ticket.status).in_(
                [status for status in ticket_filter.status if status in set(Status)]
            )
        )
    if ticket_filter.since:
        conditions.append(col(Ticket.reported_at) >= ticket_filter.since)
    if ticket_filter.until:
        conditions.append(col(Ticket.reported_at) < ticket_filter.until)
    if ticket_filter.overdue_at:
        conditions.append(col(Ticket.due_at) < ticket_filter.overdue_at)
    if ticket_filter.to_call:
        conditions.append(~need_not_be_called(ticket_filter.to_call))
    return conditions
