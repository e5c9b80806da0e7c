"""Tickets as JSON: what the list shows of one, and everything about one."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, SQLModel

from hotline.casework.merged_reports import MergedReport, merged_reports
from hotline.casework.personal_data import CallerShown, may_open, show_caller
from hotline.casework.several_matters import matters_of_contact
from hotline.desk.desk import Desk
from hotline.domain.models import (
    Application,
    Assignment,
    Callback,
    Comment,
    CycleFigures,
    Exclusion,
    PauseRow,
    Rating,
    Rectification,
    Reply,
    ReturnRequest,
    SuggestionRecord,
    Ticket,
)
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.domain.time.deadlines import CLOCKS, column_of
from hotline.reading.cycles import CycleDetails
from hotline.reading.masking import TicketMask, mask_of, shown_tickets
from hotline.storage.history import CHAINED, history_of
from hotline.storage.ticket_rows import rows_of_ticket, suggestion_of

LISTED = (
    "no",
    "version",
    "status",
    "cycle",
    "channel",
    "title",
    "request_type",
    "urgency",
    "category",
    "secrecy",
    "district",
    "street",
    "place",
    "unit",
    "co_units",
    "needs_review",
    "returns",
    "forced",
    "extensions",
    "urges",
    "merged_into",
    "group_size",
    "supervision",
    "paused_at",
    "occurred_at",
    "reported_at",
    "created_at",
    "dispatched_at",
    "accepted_at",
    "contacted_at",
    "replied_at",
    "closed_at",
    "clock",
    "due_at",
    "due_provisional",
    "result",
    "rating",
    "solved",
)
FULL = (
    *LISTED,
    "channel_ref",
    "content",
    "identity_mode",
    "address",
    *(column_of(clock) for clock in CLOCKS),
    "due_unit",
    "public_reply",
    "duplicate_of",
    "material",
    "cycle_started_at",
)
STEP = (*CHAINED, "digest")
MERGED = ("no", "title", "content", "address", "reported_at", "due_handle", "urges")
ATTACHED = ("id", "name", "media_type", "size", "audience", "at")
INTERNAL = ("ticket_id", "assignment_id")
PARTS: dict[str, type[SQLModel]] = {
    "assignments": Assignment,
    "returns_asked": ReturnRequest,
    "applications": Application,
    "pauses": PauseRow,
    "cycles": CycleFigures,
    "replies": Reply,
    "comments": Comment,
    "rectifications": Rectification,
    "exclusions": Exclusion,
    "callbacks": Callback,
    "ratings": Rating,
}


def in_list(ticket: Ticket, desk: Desk) -> dict[str, Any]:
    return _fields(ticket, LISTED) | _names(ticket, desk)


def in_full(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> dict[str, Any]:
    """With history, parts and the machine's suggestion; the caller is masked."""
    mask = mask_of(session, actor, ticket, desk.vault)
    caller = show_caller(session, actor, ticket, desk)
    return {
        **_fields(mask.ticket, FULL),
        **_names(ticket, desk),
        "caller": _caller(caller, may_open(actor, ticket)),
        "suggestion": _suggestion(session, mask),
        "matters": _matters(session, actor, ticket, desk),
        "merged": [_merged(report) for report in merged_reports(session, actor, ticket, desk)],
        "history": [_fields(entry, STEP) for entry in mask.rows(history_of(session, ticket))],
        **{name: _rows(session, table, mask) for name, table in PARTS.items()},
    }


def _matters(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> list[dict[str, Any]]:
    """The other tickets of the same contact, as far as the reader sees them."""
    others = [row for row in matters_of_contact(session, ticket) if can_see(actor, row)]
    return [in_list(row, desk) for row in shown_tickets(session, others, desk.vault)]


def _caller(caller: CallerShown, may_be_opened: bool) -> dict[str, Any]:
    return {
        "kind": caller.kind,
        "name": caller.name,
        "phone": caller.phone,
        **asdict(caller.parties),
        "may_open": may_be_opened,
    }


def _merged(report: MergedReport) -> dict[str, Any]:
    """What the caller of a merged ticket said, sent and added."""
    return {
        **_fields(report.ticket, MERGED),
        "caller": _caller(report.caller, report.may_open),
        "comments": [_fields(row, ("at", "text")) for row in report.comments],
        "attachments": [_fields(row, ATTACHED) for row in report.attachments],
    }


def after_step(ticket: Ticket, desk: Desk) -> dict[str, Any]:
    """What a step answers: where the ticket stands now."""
    return in_list(ticket, desk)


def after_step_of_cycle(actor: Actor, ticket: Ticket, desk: Desk) -> dict[str, Any]:
    """The same for a unit that may no longer have the ticket: then no more than its number."""
    return after_step(ticket, desk) if can_see(actor, ticket) else {"no": ticket.no}


def cycle_document(details: CycleDetails) -> dict[str, Any]:
    tables: dict[str, tuple[Any, Any]] = {
        "ratings": (Rating, details.ratings),
        "rectifications": (Rectification, details.rectifications),
        "exclusions": (Exclusion, details.exclusions),
    }
    rows = {
        name: [_fields(row, _plain(table)) for row in rows]
        for name, (table, rows) in tables.items()
    }
    return {"ticket_no": details.ticket.no, "cycle": details.cycle, **rows}


def _names(ticket: Ticket, desk: Desk) -> dict[str, str]:
    city = desk.city
    return {
        "unit_name": city.unit_name(ticket.unit),
        "category_name": city.category_name(ticket.category),
    }


def _suggestion(session: Session, mask: TicketMask) -> dict[str, Any] | None:
    record = suggestion_of(session, mask.original)
    return None if record is None else _fields(mask.row(record), _plain(SuggestionRecord))


def _rows(session: Session, table: Any, mask: TicketMask) -> list[dict[str, Any]]:
    rows = mask.rows(rows_of_ticket(session, table, mask.original))
    return [_fields(row, _plain(table)) for row in rows]


def _plain(table: type[SQLModel]) -> list[str]:
    return [name for name in table.model_fields if name not in INTERNAL]


def _fields(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
