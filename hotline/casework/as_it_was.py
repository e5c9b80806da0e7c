"""What a step takes away is kept with it: the fields that it changes and the rows that it ends. So
a ticket comes back as it was when the step is undone, or when merged tickets part.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from sqlmodel import Session, col, select

from hotline.domain.models import Application, Assignment, PauseRow, ReturnRequest, Ticket
from hotline.domain.outcomes import AssignmentOutcome, PauseKind, RequestDecision
from hotline.domain.ticket_changes import TicketChanges

# In the details of a step: "fields" as they were, and "rows" that ran or waited, by table.
BEFORE = "before"
MOVED_BY_PAUSE = ("paused_at", "due_look", "due_handle", "due_provisional")
_WAITS: Mapping[str, Any] = {"returns": ReturnRequest, "applications": Application}


def rows_before(session: Session, ticket: Ticket) -> dict[str, list[int]]:
    """What runs or waits on a ticket now, by table; to be asked before a step ends it."""
    own: dict[str, tuple[Any, Any]] = {
        "assignments": (Assignment, col(Assignment.ended_at).is_(None)),
        "pauses": (PauseRow, col(PauseRow.end).is_(None)),
    }
    own |= {name: (table, col(table.decision) == "") for name, table in _WAITS.items()}
    rows: dict[str, list[int]] = {}
    for name, (table, is_open) in own.items():
        query = select(table.id).where(table.ticket_id == ticket.id, is_open)
        if numbers := list(session.exec(query.order_by(table.id))):
            rows[name] = numbers
    return rows


def fields_before(ticket: Ticket, changes: TicketChanges) -> dict[str, Any]:
    """The fields that a step changes as they are now; moments as texts."""
    return {
        name: _stored(getattr(ticket, name))
        for name, value in changes.items()
        if getattr(ticket, name) != value
    }


def give_back(
    session: Session,
    ticket: Ticket,
    details: Mapping[str, Any],
    *,
    paused: bool = True,
    has: Callable[[str], bool] = lambda unit: True,
) -> TicketChanges:
    """The fields as they were before the step with these details; what it ended runs on.

    A pause that came of a late decision ends with the decision that is taken back.

    paused  a pause goes on too; not where what it waited for has come
    has     which units may have the ticket again
    """
    before: Mapping[str, Any] = details.get(BEFORE, {})
    rows: Mapping[str, list[int]] = before.get("rows", {})
    for row in _rows(session, Assignment, ticket, rows.get("assignments")):
        if has(row.unit):
            row.ended_at, row.outcome = None, AssignmentOutcome.RUNNING
    for row in _rows(session, PauseRow, ticket, rows.get("pauses") if paused else None):
        row.end = None
    for name, table in _WAITS.items():
        for row in _rows(session, table, ticket, rows.get(name)):
            if name == "applications" and paused:
                _forget_late_decision(session, ticket, row.decided_at)
            row.decision, row.decision_note = RequestDecision.WAITING, ""
            row.decided_by, row.decided_at = "", None
    fields = {
        name: _read(name, value)
        for name, value in before.get("fields", {}).items()
        if paused or name not in MOVED_BY_PAUSE
    }
    if "co_units" in fields:
        fields["co_units"] = [unit for unit in fields["co_units"] if has(unit)]
    return cast(TicketChanges, fields)


def _rows(session: Session, table: Any, ticket: Ticket, numbers: list[int] | None) -> list[Any]:
    if not numbers:
        return []
    query = select(table).where(table.id.in_(numbers), table.ticket_id == ticket.id)
    return list(session.exec(query))


def _forget_late_decision(session: Session, ticket: Ticket, at: datetime | None) -> None:
    query = select(PauseRow).where(
        PauseRow.ticket_id == ticket.id, PauseRow.kind == PauseKind.DECISION, PauseRow.end == at
    )
    for row in session.exec(query):
        session.delete(row)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    is_moment = isinstance(value, str) and (name.startswith("due_") or name.endswith("_at"))
    return datetime.fromisoformat(value) if is_moment else value
