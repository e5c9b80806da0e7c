"""What a list of tickets shows, and the parts in which an index answers it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from hotline.domain.models import IssueMember, Ticket
from hotline.domain.permissions import sees_all
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN, Status
from hotline.domain.vocabulary import RED_PRIORITY
from hotline.storage.holders import held_by, held_by_unit
from hotline.storage.ratings import need_not_be_called
from hotline.storage.scopes import Conditions, ListPart, supported_by

_NOTHING: Conditions = []
NOBODY, ANY = "-", "any"


@dataclass(frozen=True, kw_only=True)
class TicketFilter:
    """What a list shows; empty fields do not restrict.

    unit       who leads or supports; `lead`: who leads, NOBODY: no unit does
    holder     whose the running clock is, a unit or CENTRE; `held`: it is of one of these units
    led        one of these units leads; `not_led`: none of them does
    category   this one and all below it: a prefix of codes
    since, until    bounds of `reported_at`, the second is not included
    soon_at    the running clock is amber at this moment, and not over
    danger     open tickets that tell of this kind of danger, ANY: of some
    issue      id of a hot issue
    to_call    sample: callers that the draw chose; limit: those who were not heard since the limit
               ended
    """

    status: tuple[str, ...] = ()
    unit: str = ""
    lead: str = ""
    held: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    not_led: frozenset[str] = frozenset()
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
    soon_at: datetime | None = None
    danger: str = ""
    issue: int = 0


def parts_of_filter(
    ticket_filter: TicketFilter, actor: Actor, more: Conditions = _NOTHING
) -> list[ListPart]:
    """The filter in parts that share no ticket, each answered by an index.

    A unit's are what it leads and what it supports; a category's are its own, which an index has in
    the order of the list, and those below it.
    """
    conditions = [*conditions_of(ticket_filter), *more]
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


def conditions_of(ticket_filter: TicketFilter) -> Conditions:
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
        lead = "" if ticket_filter.lead == NOBODY else ticket_filter.lead
        conditions.append(col(Ticket.unit) == lead)
    if ticket_filter.holder:
        conditions.append(held_by(ticket_filter.holder))
    if ticket_filter.held:
        conditions += [col(Ticket.unit).in_(sorted(ticket_filter.held)), held_by_unit()]
    if ticket_filter.led:
        conditions.append(col(Ticket.unit).in_(sorted(ticket_filter.led)))
    if ticket_filter.not_led:
        conditions.append(col(Ticket.unit).not_in(sorted(ticket_filter.not_led)))
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
    return [*conditions, *_of_few(ticket_filter)]


def _of_few(ticket_filter: TicketFilter) -> Conditions:
    """Small sets that an index has, whatever the order of the list."""
    sets: list[Any] = []
    if ticket_filter.soon_at:
        now = ticket_filter.soon_at
        sets.append(select(Ticket.id).where(col(Ticket.amber_at) <= now, col(Ticket.due_at) >= now))
    if ticket_filter.danger:
        kinds = [] if ticket_filter.danger == ANY else [Ticket.danger == ticket_filter.danger]
        is_open = col(Ticket.due_at).is_not(None), col(Ticket.priority) <= RED_PRIORITY
        sets.append(select(Ticket.id).where(col(Ticket.danger) != "", *is_open, *kinds))
    if ticket_filter.issue:
        of_issue = col(IssueMember.issue_id) == ticket_filter.issue
        sets.append(select(IssueMember.ticket_id).where(of_issue))
    return [col(Ticket.id).in_(ids) for ids in sets]
