"""More time for a matter (延期): the unit asks before the limit, the centre decides.

Counted and bounded by the city.
"""

from datetime import datetime

from sqlmodel import Session

from hotline.casework.applications import (
    EXTENSION,
    check_none_waits,
    find_undecided,
    hand_in,
    refuse,
    tell_unit,
)
from hotline.casework.assignments import decide
from hotline.casework.waiting_time import settle
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Application, Ticket
from hotline.domain.outcomes import ApplicationKind, RequestDecision
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action


def ask_extension(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    limit: str,
    reason: str,
    basis: str,
) -> Application:
    """Ask for `limit` more (5wd), counted from when the matter is due now."""
    reason, basis = (
        require_text(reason, "reason", "延期理由"),
        require_text(basis, "basis", "延期依据"),
    )
    more = parse_limit(limit)
    check_step(actor, ticket, Action.ASK_EXTENSION)
    check_none_waits(session, ticket)
    until = _until(ticket, more, desk)
    row = Application(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        kind=ApplicationKind.EXTENSION,
        unit=ticket.unit,
        reason=reason,
        basis=basis,
        limit=str(more),
        until=until,
        by=actor.login,
        asked_at=desk.now(),
        old_due=ticket.due_handle,
    )
    details = {"limit": str(more), "until": until.isoformat(), "basis": basis}
    action = Action.ASK_EXTENSION
    return hand_in(session, actor, ticket, desk, row=row, action=action, details=details)


def grant_extension(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    """The matter has its new due time; the caller sees it."""
    application = find_undecided(
        session, actor, ticket, application=EXTENSION, action=Action.GRANT_EXTENSION
    )
    settled = settle(session, ticket, desk, row=application)
    old = settled.get("due_handle") or ticket.due_handle or desk.now()
    new = due(old, parse_limit(application.limit), desk.calendar)
    details = {"old_due_handle": old.isoformat(), "new_due_handle": new.due.isoformat()}
    changes: TicketChanges = {
        **settled,
        "due_handle": new.due,
        "due_unit": None,
        "extensions": ticket.extensions + 1,
        "due_provisional": ticket.due_provisional or new.provisional,
    }
    take_step(
        session,
        actor,
        ticket,
        Action.GRANT_EXTENSION,
        at=desk.now(),
        reason=note.strip(),
        details=details,
        changes=changes,
    )
    application.old_due, application.new_due = old, new.due
    decide(application, RequestDecision.GRANTED, note.strip(), actor, desk.now())
    tell_unit(session, ticket, desk, row=application)


def refuse_extension(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    """The limit stays; a note says why."""
    refuse(session, actor, ticket, desk, application=EXTENSION, note=note)


def _until(ticket: Ticket, more: Limit, desk: Desk) -> datetime:
    """When the matter would be due; raises for what the city does not allow."""
    settings, now = desk.city.settings, desk.now()
    if ticket.due_handle is None:
        raise Conflict(f"工单 {ticket.no} 没有办结时限，无需延期", remedy="请直接办理")
    if now > ticket.due_handle:
        raise Conflict(
            f"工单 {ticket.no} 已于 {ticket.due_handle} 到期，不能再申请延期",
            remedy="延期须在到期前申请",
        )
    if ticket.extensions >= settings.extensions:
        raise Conflict(
            f"工单 {ticket.no} 已延期 {ticket.extensions} 次，最多 {settings.extensions} 次",
            remedy="请按期办结，或申请挂账",
        )
    until = due(ticket.due_handle, more, desk.calendar).due
    if until > due(ticket.due_handle, settings.extension_max, desk.calendar).due:
        raise InvalidInput(
            f"申请延期 {more}，超过每次最长 {settings.extension_max}",
            field="limit",
            remedy=f"请填不超过 {settings.extension_max}",
        )
    return until
