"""Supervision orders: lists by what their reader may see, one by its number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from hotline.domain.ladder.ladder import Level
from hotline.domain.models import HistoryEntry, Staff, SupervisionOrder, Ticket
from hotline.domain.permissions import scope_of
from hotline.domain.roles import Actor, Role
from hotline.domain.workflow import Action
from hotline.storage.scopes import not_accusing, visible_to

ID = re.compile(r"[0-9]{1,18}")
NUMBER = re.compile(r"(?:督〔)?([0-9]{4})[〕-]([0-9]{4,9})号?")
STATES = ("open", "unanswered", "answered", "late", "closed")


class Instruction(NamedTuple):
    """Who gave a 批示: their name, and the role that is their post."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class OrderFilter:
    """What a list shows; empty fields do not restrict.

    `state` is one of STATES; `now` decides what is late.
    """

    unit: str = ""
    level: str = ""
    state: str = ""
    ticket_no: str = ""
    now: datetime | None = None


def find_order(session: Session, name: str) -> tuple[SupervisionOrder, Ticket] | None:
    """By id, by 2026-0001, or by 督〔2026〕0001号."""
    query = select(SupervisionOrder, Ticket).join(
        Ticket, col(Ticket.id) == col(SupervisionOrder.ticket_id)
    )
    if ID.fullmatch(name):
        query = query.where(SupervisionOrder.id == int(name))
    elif match := NUMBER.fullmatch(name):
        query = query.where(SupervisionOrder.number == f"督〔{match[1]}〕{match[2]}号")
    else:
        return None
    return session.exec(query).first()


def newest_orders(
    session: Session, actor: Actor, filters: OrderFilter, *, after: int = 0, limit: int = 50
) -> Sequence[SupervisionOrder]:
    """Newest first; `after` is the id of the last one of the page before."""
    query = select(SupervisionOrder).where(*_seen_by(actor), *_conditions(filters))
    if after:
        query = query.where(col(SupervisionOrder.id) < after)
    return session.exec(query.order_by(col(SupervisionOrder.id).desc()).limit(limit)).all()


def is_instruction() -> ColumnElement[bool]:
    """Whether an order came of a leader's 批示."""
    return exists().where(
        col(HistoryEntry.ticket_id) == SupervisionOrder.ticket_id,
        col(HistoryEntry.action) == Action.INSTRUCT,
        col(HistoryEntry.at) == SupervisionOrder.issued_at,
        col(HistoryEntry.actor) == SupervisionOrder.issued_by,
    )


def instructing(session: Session, orders: Sequence[SupervisionOrder]) -> dict[int, Instruction]:
    """By the id of the order, who gave those that are a leader's 批示."""
    ids = [order.row_id for order in orders if order.level == Level.WRITTEN]
    query: Any = (
        select(SupervisionOrder.id, SupervisionOrder.issued_by, Staff.name, Staff.role)
        .outerjoin(Staff, col(Staff.login) == col(SupervisionOrder.issued_by))
        .where(col(SupervisionOrder.id).in_(ids), is_instruction())
    )
    return {
        number: Instruction(name or login, role or Role.LEADER)
        for number, login, name, role in (session.execute(query) if ids else ())
    }


def open_by_unit(session: Session, actor: Actor) -> dict[str, int]:
    """How many orders wait for an answer or for their closing."""
    query: Any = (
        select(SupervisionOrder.unit, func.count())
        .where(*_seen_by(actor), col(SupervisionOrder.closed_at).is_(None))
        .group_by(col(SupervisionOrder.unit))
    )
    return dict(session.exec(query).all())


def _seen_by(actor: Actor) -> list[ColumnElement[bool]]:
    """`permissions.can_see_order` in SQL."""
    scope = scope_of(actor)
    received: list[ColumnElement[bool]] = [
        col(SupervisionOrder.unit).in_(scope.units),
        col(SupervisionOrder.role) == "",
    ]
    if not scope.every_unit:
        return [*received, *_of_tickets(not_accusing(scope))]
    if not scope.units:
        return _of_tickets(visible_to(actor))
    visible = or_(and_(*received), *_of_tickets(visible_to(actor)))
    return [visible, *_of_tickets(not_accusing(scope))]


def _of_tickets(conditions: list[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """Orders whose ticket meets the conditions; none where there are none to meet."""
    if not conditions:
        return []
    return [exists().where(col(Ticket.id) == col(SupervisionOrder.ticket_id), *conditions)]


def _conditions(filters: OrderFilter) -> list[ColumnElement[bool]]:
    closed, answered = col(SupervisionOrder.closed_at), col(SupervisionOrder.answered_at)
    states: dict[str, list[ColumnElement[bool]]] = {
        "": [],
        "open": [closed.is_(None)],
        "unanswered": [closed.is_(None), answered.is_(None)],
        "answered": [closed.is_(None), answered.is_not(None)],
        "late": [closed.is_(None), answered.is_(None), col(SupervisionOrder.due_at) < filters.now],
        "closed": [closed.is_not(None), col(SupervisionOrder.number).is_not(None)],
    }
    equal = ("unit", "level", "ticket_no")
    conditions = [
        getattr(SupervisionOrder, name) == getattr(filters, name)
        for name in equal
        if getattr(filters, name)
    ]
    return conditions + states[filters.state]


def open_levels(
    session: Session, tickets: Sequence[Ticket], *, but: SupervisionOrder | None = None
) -> list[str]:
    """Levels of the open orders on these tickets, without one of the orders."""
    query = select(SupervisionOrder.level).where(
        col(SupervisionOrder.ticket_id).in_([ticket.id for ticket in tickets]),
        col(SupervisionOrder.closed_at).is_(None),
    )
    return list(session.exec(query.where(SupervisionOrder.id != but.id) if but else query))
