"""Queries on tickets, with names. Every list is limited to what its reader may see and pages by key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_
from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import Assignment, Ticket
from hotline.domain.permissions import CENTRE, SEES_CONFIDENTIAL, Actor, Role, can_see
from hotline.domain.workflow import OPEN, Status

COUNT_LIMIT = 10_000
KEY = re.compile(r"[0-9]{1,18}")
DIGITS = re.compile(r"[0-9]{14}")


@dataclass(frozen=True, kw_only=True)
class TicketFilter:
    """What a list shows; empty fields do not restrict. `category` is a prefix of codes, times bound `reported_at`."""

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


def newest_tickets(session: Session, actor: Actor, wanted: TicketFilter, *, after: str = "", limit: int = 50) -> Page:
    """Newest first; `after` is the `next` of the page before."""
    query = select(Ticket).where(*visible_to(actor), *_conditions(wanted))
    if KEY.fullmatch(after):
        query = query.where(col(Ticket.id) < int(after))
    rows = session.exec(query.order_by(col(Ticket.id).desc()).limit(limit + 1)).all()
    return Page(rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else "")


def most_urgent(session: Session, actor: Actor, wanted: TicketFilter, *, after: str = "", limit: int = 50) -> Page:
    """By due time, soonest first; tickets without a due time come last in no list: they have ended."""
    query = select(Ticket).where(*visible_to(actor), *_conditions(wanted), col(Ticket.due_at).is_not(None))
    due, _, number = after.partition("_")
    at = moment_of(due)
    if at and KEY.fullmatch(number):
        later = (col(Ticket.due_at) == at) & (col(Ticket.id) > int(number))
        query = query.where(or_(col(Ticket.due_at) > at, later))
    rows = session.exec(query.order_by(col(Ticket.due_at), col(Ticket.id)).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], f"{last.due_at:%Y%m%d%H%M%S}_{last.id}" if last else "")


def moment_of(digits: str) -> datetime | None:
    """The moment written as YYYYMMDDHHMMSS, or None for anything else."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S") if DIGITS.fullmatch(digits) else None
    except ValueError:
        return None


def count_tickets(session: Session, actor: Actor, wanted: TicketFilter, *, most: int | None = COUNT_LIMIT) -> int:
    """How many there are, counted up to `most` so that a page never counts millions."""
    query: Any = select(Ticket.id).where(*visible_to(actor), *_conditions(wanted))
    if most is not None:
        query = query.limit(most)
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def count_by_status(session: Session, actor: Actor) -> dict[str, int]:
    """Open tickets by status, from the index alone."""
    query: Any = (
        select(Ticket.status, func.count())
        .where(*visible_to(actor), col(Ticket.status).in_(sorted(OPEN)))
        .group_by(col(Ticket.status))
    )
    return dict(session.exec(query).all())


def tickets_by_number(session: Session, actor: Actor, numbers: Sequence[str]) -> list[Ticket]:
    """The visible tickets of these numbers, in the order of the numbers."""
    found = session.exec(select(Ticket).where(*visible_to(actor), col(Ticket.no).in_(numbers))).all()
    by_no = {ticket.no: ticket for ticket in found}
    return [by_no[no] for no in numbers if no in by_no]


def visible_to(actor: Actor) -> list[ColumnElement[bool]]:
    """Conditions that leave only tickets this actor may see: the list's form of `permissions.can_see`."""
    if actor.role == Role.SYSTEM:
        return []
    if actor.role in CENTRE:
        return [] if actor.role in SEES_CONFIDENTIAL else [col(Ticket.secrecy) != "confidential"]
    if not actor.units:
        return [false()]
    supported: Select[Any] = select(Assignment.ticket_id).where(
        col(Assignment.unit).in_(actor.units), Assignment.role == "support", col(Assignment.ended_at).is_(None)
    )
    return [or_(col(Ticket.unit).in_(actor.units), col(Ticket.id).in_(supported))]


def _conditions(wanted: TicketFilter) -> list[ColumnElement[bool]]:
    equal = ("unit", "district", "street", "channel", "request_type", "urgency", "clock")
    conditions: list[ColumnElement[bool]] = [
        getattr(Ticket, name) == getattr(wanted, name) for name in equal if getattr(wanted, name)
    ]
    if wanted.status:
        conditions.append(col(Ticket.status).in_([status for status in wanted.status if status in set(Status)]))
    if wanted.category:
        conditions += [col(Ticket.category) >= wanted.category, col(Ticket.category) < wanted.category + "~"]
    if wanted.since:
        conditions.append(col(Ticket.reported_at) >= wanted.since)
    if wanted.until:
        conditions.append(col(Ticket.reported_at) < wanted.until)
    if wanted.overdue_at:
        conditions.append(col(Ticket.due_at) < wanted.overdue_at)
    if wanted.numbers is not None:
        conditions.append(col(Ticket.no).in_(wanted.numbers))
    return conditions
