"""What callers say on the way, whatever they say it with: the step on their ticket and on the one
into which it is merged, and the danger in their words, which is told at once.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.casework.danger import ALARM_LENGTH, danger_in
from hotline.casework.first_call import SAID_DANGER, call_anew
from hotline.casework.matter import matter_of
from hotline.casework.pauses import end_pause
from hotline.casework.standing_by import alarm_stands, tell_of_danger_said
from hotline.casework.stood_down import BROUGHT_DANGER
from hotline.casework.suspension import resume
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, take_step
from hotline.domain.call_wish import NO_CALL
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind, PauseKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import WITH_DISPATCHER, Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import HURRIED
from hotline.storage.merged import parent_of

# What is told of such a step where a danger in it was told before.
_QUIET = {
    Action.SUPPLEMENT: NoticeKind.SUPPLEMENT,
    Action.CALLER_URGE: NoticeKind.CALLER_URGE,
}


def take_spoken_step(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    action: Action,
    text: str,
    reason: str = "",
) -> Ticket:
    """The step of a caller who says `text`, on their ticket and on the one into which it is merged;
    the one of both that is handled.

    An urge is counted; a supplement ends the wait for material; a danger ends every wait.
    """
    check_step(actor, ticket, action)
    parent, danger = parent_of(session, ticket), danger_in(text, desk)
    matter, kind = parent or ticket, danger.get("danger", "")
    stands = alarm_stands(session, matter, kind=kind)
    is_awaited = bool(danger) or action == Action.SUPPLEMENT
    _go_on(session, actor, ticket, desk, action, reason=reason, danger=danger, ends=is_awaited)
    if parent is not None:
        changes: TicketChanges = {}
        if is_awaited:
            changes = _waits_no_longer(session, parent, desk, bool(danger))
        if danger:
            for name, value in changes.items():
                setattr(parent, name, value)
            # A danger is that of the merged ticket, and goes with it when they part.
            changes |= matter_of(session, parent, desk)
        changes |= _counted(parent, action)
        details = {"ticket": ticket.no} | ({BROUGHT_DANGER: kind} if kind else {})
        _step(session, actor, parent, desk, action, reason, details, changes)
    if danger:
        quiet = _QUIET[action]
        tell_of_danger_said(session, matter, desk, kind=kind, quiet=quiet, stands=stands)
    return matter


def _go_on(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    action: Action,
    *,
    reason: str,
    danger: TicketChanges,
    ends: bool,
) -> None:
    """The step on the caller's own ticket; `danger` is what the words change, `ends` whether what
    was waited for has come.
    """
    changes: TicketChanges = {**danger, **_counted(ticket, action)}
    if ends:
        changes = {**_waits_no_longer(session, ticket, desk, bool(danger)), **changes}
    details: dict[str, Any] = {}
    if danger:
        details[SAID_DANGER] = danger.get("danger", "")
        signs = [*filter(None, ticket.alarm.split("、")), *danger["alarm"].split("、")]
        signs.sort(key=lambda sign: sign != NO_CALL)
        changes["alarm"] = "、".join(dict.fromkeys(signs))[:ALARM_LENGTH]
        kinds = [*danger["more_dangers"], ticket.danger, *ticket.more_dangers]
        others = [kind for kind in dict.fromkeys(kinds) if kind not in ("", danger["danger"])]
        changes["more_dangers"] = others
        changes |= call_anew(ticket, desk)
        if ticket.urgency != danger.get("urgency"):
            details[HURRIED] = ticket.urgency
            changes |= _hurried(ticket, desk, changes.get("due_handle", ticket.due_handle))
    details |= _moved_promise(ticket, changes)
    _step(session, actor, ticket, desk, action, reason, details, changes)


def _moved_promise(ticket: Ticket, changes: TicketChanges) -> dict[str, str]:
    """The day that the caller was promised and the one since, where the step moves it."""
    old, new = ticket.due_handle, changes.get("due_handle")
    if old is None or new is None or old == new:
        return {}
    return {"old_due_handle": old.isoformat(), "new_due_handle": new.isoformat()}


def _step(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    action: Action,
    reason: str,
    details: dict[str, Any],
    changes: TicketChanges,
) -> None:
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


def _counted(ticket: Ticket, action: Action) -> TicketChanges:
    return {"urges": ticket.urges + 1} if action == Action.CALLER_URGE else {}


def _waits_no_longer(
    session: Session, ticket: Ticket, desk: Desk, in_danger: bool
) -> TicketChanges:
    if in_danger and ticket.status == Status.SUSPENDED:
        resume(session, SYSTEM, ticket, desk, reason="诉求人补充反映险情，挂账终止")
    return end_pause(session, ticket, desk, kind=PauseKind.MATERIAL)


def _hurried(ticket: Ticket, desk: Desk, promised: datetime | None) -> TicketChanges:
    """The stricter handling limit counts from now on: nobody is late for what was not known."""
    limit = desk.deadlines.limit(
        Clock.HANDLE,
        request_type=ticket.request_type,
        urgency="critical",
        category=ticket.category,
    )
    if promised is None and ticket.status in (*WITH_DISPATCHER, Status.MERGED):
        promised, _ = desk.due(Clock.HANDLE, ticket, ticket.created_at)
    if promised is None or limit is None:
        return {}
    return {"due_handle": min(promised, due(desk.now(), limit, desk.calendar).due)}
