"""Which tickets a list may show its reader, in parts that an index answers each, however many
tickets are stored.

A clerk sees what their units lead and what they support. One condition for both ("or") would make
the database look at every ticket; taken apart, each unit is one range of an index, and a page needs
the first rows of each range only.
"""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, cast, false, func, literal_column, or_, union_all
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from hotline.domain.models import Assignment, Ticket
from hotline.domain.permissions import scope_of
from hotline.domain.roles import Actor
from hotline.domain.visibility import TicketScope
from hotline.storage.database import as_json

MOST_RANGES = 100
Conditions = list[ColumnElement[bool]]
# The columns to sort by, of the table or of a query that has its id, due_at and priority.
Order = Callable[[Any], Sequence[Any]]


class ListPart(NamedTuple):
    """Conditions of a list; `in_order`: an index has the tickets that they leave in the order of
    the list.
    """

    conditions: Conditions
    in_order: bool = True


def newest_first(columns: Any) -> Sequence[Any]:
    return [columns.id.desc()]


def soonest_first(columns: Any) -> Sequence[Any]:
    return [columns.due_at, columns.id]


def served_first(columns: Any) -> Sequence[Any]:
    return [columns.priority, columns.due_at, columns.id]


def visible_to(actor: Actor) -> Conditions:
    """Conditions that leave only tickets this actor may see: `permissions.scope_of` in SQL."""
    return shown_by(scope_of(actor))


def shown_by(scope: TicketScope) -> Conditions:
    return list(_shown_by(scope))


# One page asks thirty times; conditions never change once they are made.
@lru_cache(maxsize=512)
def _shown_by(scope: TicketScope) -> Sequence[ColumnElement[bool]]:
    choices: Conditions = [col(Ticket.unit).in_(scope.units), supported_by(scope.units)]
    if not scope.units:
        choices = []
    if scope.every_unit and not scope.confidential:
        choices.append(col(Ticket.secrecy) != "confidential")
    visible = [] if scope.every_unit and scope.confidential else [or_(false(), *choices)]
    return [*visible, *not_accusing(scope)]


def not_accusing(scope: TicketScope) -> Conditions:
    """Conditions that leave out tickets that accuse a unit of the reader."""
    return [_does_not_name(col(Ticket.accused), unit) for unit in sorted(scope.barred)]


def parts_of(actor: Actor) -> list[Conditions]:
    """The same in parts that share no ticket: each unit that leads is a range of an index of its
    own.
    """
    scope = scope_of(actor)
    if scope.every_unit or not scope.units:
        return [visible_to(actor)]
    leads: list[Conditions] = [[col(Ticket.unit) == unit] for unit in sorted(scope.units)]
    if len(leads) > MOST_RANGES:
        leads = [[col(Ticket.unit).in_(scope.units)]]
    supports: Conditions = [supported_by(scope.units), col(Ticket.unit).not_in(scope.units)]
    return [[*part, *not_accusing(scope)] for part in (*leads, supports)]


def first_of(
    actor: Actor, filter_parts: Sequence[ListPart], order: Order, limit: int
) -> SelectOfScalar[Ticket]:
    """The first visible tickets in this order; `filter_parts` share no ticket either."""
    parts = [
        _first(part, filter_part, order, limit)
        for part in parts_of(actor)
        for filter_part in filter_parts
    ]
    ids = _joined(parts, order, limit) if len(parts) > 1 else select(parts[0].c.id)
    return select(Ticket).where(col(Ticket.id).in_(ids)).order_by(*order(Ticket)).limit(limit)


def _joined(parts: Sequence[Any], order: Order, limit: int) -> Any:
    """Only the tickets that are shown are read whole, not the first ones of every part."""
    all_parts = union_all(
        *(select(part.c.id, part.c.due_at, part.c.priority) for part in parts)
    ).subquery()
    return select(all_parts.c.id).order_by(*order(all_parts.c)).limit(limit)


def _first(part: Conditions, filter_part: ListPart, order: Order, limit: int) -> Any:
    if filter_part.in_order:
        first: Any = (
            select(Ticket.id, Ticket.due_at, Ticket.priority)
            .where(*part, *filter_part.conditions)
            .order_by(*order(Ticket))
            .limit(limit)
        )
        return first.subquery()
    # OFFSET 0 keeps PostgreSQL from walking the whole table in order for what an index finds at
    # once.
    conditions = (*part, *filter_part.conditions)
    columns: Any = (Ticket.id, Ticket.due_at, Ticket.priority)
    inner = select(*columns).where(*conditions).offset(0).subquery()
    outer: Any = select(*inner.c).order_by(*order(inner.c)).limit(limit)
    return outer.subquery()


def supported_by(units: Collection[str]) -> ColumnElement[bool]:
    """The ticket is one that a unit of these supports."""
    # Written out and not as parameters: only so does SQLite know that the partial index holds all
    # that is asked for.
    waiting: tuple[ColumnElement[bool], ...] = (
        literal_column("assignment.role = 'support'"),
        literal_column("assignment.ended_at IS NULL"),
    )
    return col(Ticket.id).in_(
        select(Assignment.ticket_id).where(col(Assignment.unit).in_(units), *waiting)
    )


def _does_not_name(column: Any, unit: str) -> ColumnElement[bool]:
    """Whether a JSON list lacks this text: its text gets no shorter without it.

    LIKE would not do, SQLite takes upper case for lower case there; by "=" PostgreSQL would believe
    that hardly a ticket is left.
    """
    text = cast(column, Text)
    return func.length(func.replace(text, as_json(unit), "")) >= func.length(text)
