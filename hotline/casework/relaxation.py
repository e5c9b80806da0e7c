"""Less secrecy (放宽保密): at once where the caller agreed, else when a second person confirms."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from hotline.casework.applications import RELAXATION, find_undecided, refuse
from hotline.casework.assignments import decide, open_application
from hotline.casework.protection import (
    OF_IDENTITY,
    OF_SECRECY,
    Protection,
    changed_fields,
    read_choice,
    read_reason,
    with_units_below,
)
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, take_step
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Application, Ticket
from hotline.domain.outcomes import ApplicationKind, RequestDecision
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action
from hotline.storage.history import history_of


def relax(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    protection: Protection,
    reason: str,
    consent: str,
) -> None:
    """Narrow it at once where `consent` tells how and when the caller agreed; else a second person
    has to confirm it.
    """
    reason = read_reason(reason)
    consent = check_length(consent.strip(), "consent", "诉求人同意的情况")
    action = Action.RELAX if consent else Action.ASK_RELAXATION
    check_step(actor, ticket, action)
    if open_application(session, ticket, ApplicationKind.RELAXATION):
        raise Conflict(f"工单 {ticket.no} 已有待确认的放宽申请", remedy="请先由他人确认")
    new = _weaker(ticket, protection, desk)
    details = {**changed_fields(ticket, new), **({"consent": consent} if consent else {})}
    changes = new if consent else TicketChanges()
    take_step(
        session,
        actor,
        ticket,
        action,
        at=desk.now(),
        reason=reason,
        details=details,
        changes=changes,
    )
    if not consent:
        session.add(_application(actor, ticket, desk, reason))


def confirm_relaxation(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    """A second person agrees: what was asked for takes effect."""
    row = find_undecided(session, actor, ticket, application=RELAXATION, action=Action.RELAX)
    entries = [e for e in history_of(session, ticket) if e.action == Action.ASK_RELAXATION]
    new = _asked(ticket, entries[-1].details)
    details = changed_fields(ticket, new)
    take_step(
        session,
        actor,
        ticket,
        Action.RELAX,
        at=desk.now(),
        reason=note.strip(),
        details=details,
        changes=new,
    )
    decide(row, RequestDecision.GRANTED, note.strip(), actor, desk.now())


def refuse_relaxation(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    """Everything stays hidden; a note says why."""
    refuse(session, actor, ticket, desk, application=RELAXATION, note=note)


def _weaker(ticket: Ticket, protection: Protection, desk: Desk) -> TicketChanges:
    rest = set(ticket.accused) - with_units_below(protection.accused, desk)
    secrecy = read_choice("secrecy", protection.secrecy) if protection.secrecy else ticket.secrecy
    mode = (
        read_choice("identity", protection.identity)
        if protection.identity
        else ticket.identity_mode
    )
    for field, new, old, order in (
        ("secrecy", secrecy, ticket.secrecy, OF_SECRECY),
        ("identity", mode, ticket.identity_mode, OF_IDENTITY),
    ):
        if order.index(new) > order.index(old):
            raise InvalidInput("此处只能放宽", field=field, remedy="加强保护请用“保密与举报对象”")
    if rest and secrecy != "confidential":
        raise InvalidInput("有被反映单位的工单须保密", field="secrecy", remedy="请先移除被反映单位")
    return {"secrecy": secrecy, "identity_mode": mode, "accused": sorted(rest)}


def _asked(ticket: Ticket, details: Mapping[str, Any]) -> TicketChanges:
    """What was asked for, less what was widened since: that stays."""
    new: TicketChanges = {}
    if "secrecy" in details and ticket.secrecy == details["secrecy"][0]:
        new["secrecy"] = details["secrecy"][1]
    if "identity_mode" in details and ticket.identity_mode == details["identity_mode"][0]:
        new["identity_mode"] = details["identity_mode"][1]
    if "accused" in details:
        before, after = (set(codes) for codes in details["accused"])
        new["accused"] = sorted(set(ticket.accused) - (before - after))
    if new.get("accused", ticket.accused):
        new["secrecy"] = ticket.secrecy
    return new


def _application(actor: Actor, ticket: Ticket, desk: Desk, reason: str) -> Application:
    return Application(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        kind=ApplicationKind.RELAXATION,
        unit=ticket.unit,
        reason=reason,
        basis="",
        by=actor.login,
        asked_at=desk.now(),
        due_decide=due(desk.now(), desk.city.settings.decide_within, desk.calendar).due,
    )
