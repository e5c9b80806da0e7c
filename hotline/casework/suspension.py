"""Matters that cannot be solved soon (挂账): the unit asks, the centre approves, looks at them
monthly and takes them up again.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from hotline.casework.applications import (
    SUSPENSION,
    check_none_waits,
    find_undecided,
    hand_in,
    refuse,
    tell_unit,
)
from hotline.casework.assignments import decide
from hotline.casework.pauses import begin_pause, end_pause
from hotline.casework.waiting_time import settle
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Application, PauseRow, Ticket
from hotline.domain.outcomes import ApplicationKind, NoticeKind, PauseKind, RequestDecision
from hotline.domain.permissions import require_other
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.limits import Limit
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import open_pause
from hotline.supervision.telling import tell


def ask_suspension(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    until: datetime,
    reason: str,
    basis: str,
) -> Application:
    """Ask to let the clock stand still until a day by which the matter can be solved."""
    reason, basis = (
        require_text(reason, "reason", "挂账理由"),
        require_text(basis, "basis", "挂账依据"),
    )
    check_step(actor, ticket, Action.ASK_SUSPENSION)
    check_none_waits(session, ticket)
    _check_until(session, ticket, until, desk)
    row = Application(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        kind=ApplicationKind.SUSPENSION,
        unit=ticket.unit,
        reason=reason,
        basis=basis,
        until=until,
        by=actor.login,
        asked_at=desk.now(),
        old_due=ticket.due_handle,
    )
    details = {"until": until.isoformat(), "basis": basis}
    action = Action.ASK_SUSPENSION
    return hand_in(session, actor, ticket, desk, row=row, action=action, details=details)


def suspend(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """Approve: the handling clock stands still, and somebody looks at the matter every month.

    What is longer than one person may approve waits for a second one.
    """
    application = find_undecided(
        session, actor, ticket, application=SUSPENSION, action=Action.SUSPEND
    )
    until = application.until or desk.now()
    _check_until(session, ticket, until, desk)
    if needs_second(session, ticket, desk, row=application) and not application.endorsed_by:
        _endorse(session, actor, ticket, desk, row=application, note=note.strip())
        return
    require_other(actor, application.endorsed_by, "自己初审同意的挂账")
    changes = end_pause(session, ticket, desk)
    changes |= settle(session, ticket, desk, row=application, before=changes)
    changes |= begin_pause(
        session,
        actor,
        ticket,
        desk,
        kind=PauseKind.SUSPENSION,
        reason=application.reason,
        look_at=_next_look(until, desk),
        until=until,
    )
    details = {"until": until.isoformat()}
    take_step(
        session,
        actor,
        ticket,
        Action.SUSPEND,
        at=desk.now(),
        reason=note.strip() or application.reason,
        details=details,
        changes=changes,
    )
    decide(application, RequestDecision.GRANTED, note.strip(), actor, desk.now())
    tell_unit(session, ticket, desk, row=application)


def needs_second(session: Session, ticket: Ticket, desk: Desk, *, row: Application) -> bool:
    """Whether the ticket would be suspended for longer, in all, than one person may approve; never
    for another kind of application.
    """
    alone = desk.city.settings.suspension_alone
    if row.kind != ApplicationKind.SUSPENSION or row.until is None:
        return False
    return row.until > _latest(session, ticket, row.asked_at, alone, desk)


def _endorse(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, row: Application, note: str
) -> None:
    """The first of two agrees; the limit to decide goes on."""
    now, action = desk.now(), Action.ENDORSE_SUSPENSION
    take_step(session, actor, ticket, action, at=now, reason=note)
    row.endorsed_by, row.endorsed_at = actor.login, now
    tell(session, ticket, desk, kind=NoticeKind.ENDORSED)


def refuse_suspension(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    """The clock goes on; a note says why."""
    refuse(session, actor, ticket, desk, application=SUSPENSION, note=note)


def look(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str) -> None:
    """The monthly look: what was done, and whether the reason for the suspension still holds."""
    note = require_text(note, "note", "复查情况")
    check_step(actor, ticket, Action.LOOK)
    row = open_pause(session, ticket)
    until = (row.until if row else None) or desk.now()
    changes: TicketChanges = {"due_look": _next_look(until, desk)}
    take_step(session, actor, ticket, Action.LOOK, at=desk.now(), reason=note, changes=changes)


def resume(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The matter is taken up again; its due time moves by the time that was covered."""
    reason = require_text(reason, "reason", "恢复办理的理由")
    check_step(actor, ticket, Action.RESUME)
    old, changes = ticket.due_handle, end_pause(session, ticket, desk)
    new = changes.get("due_handle", old)
    details = {
        "old_due_handle": old.isoformat() if old else "",
        "new_due_handle": new.isoformat() if new else "",
    }
    take_step(
        session,
        actor,
        ticket,
        Action.RESUME,
        at=desk.now(),
        reason=reason,
        details=details,
        changes=changes,
    )
    tell(session, ticket, desk, kind=NoticeKind.RESUMED)


def _next_look(until: datetime, desk: Desk) -> datetime:
    return min(until, due(desk.now(), desk.city.settings.look_every, desk.calendar).due)


def _check_until(session: Session, ticket: Ticket, until: datetime, desk: Desk) -> None:
    """All suspensions of a ticket together are no longer than the city allows."""
    now, most = desk.now(), desk.city.settings.suspension_max
    if until <= now:
        raise InvalidInput(
            f"挂账截止时间 {until} 不在将来", field="until", remedy="请填写将来的日期"
        )
    latest = _latest(session, ticket, now, most, desk)
    if until > latest:
        raise InvalidInput(
            f"挂账截止时间 {until} 超过最长期限 {most}",
            field="until",
            remedy=f"请填不晚于 {latest:%Y-%m-%d} 的日期",
        )


def _latest(
    session: Session, ticket: Ticket, since: datetime, limit: Limit, desk: Desk
) -> datetime:
    """Until when a suspension may last that begins at `since`, if all of the ticket together are no
    longer than `limit`.
    """
    rows = session.exec(
        select(PauseRow).where(
            PauseRow.ticket_id == ticket.id, PauseRow.kind == PauseKind.SUSPENSION
        )
    )
    used = sum((row.end - row.begin for row in rows if row.end), timedelta())
    return due(since, limit, desk.calendar).due - used
