"""What a caller may add on the way: further facts, and an urge.

They do it themselves by number and code, or through an agent.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.casework.danger import AHEAD, danger_in, tell_of_danger, units_ahead
from hotline.casework.first_call import call_anew
from hotline.casework.pauses import end_pause
from hotline.casework.suspension import resume
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, require_text, take_step
from hotline.domain.models import Comment, Ticket
from hotline.domain.outcomes import Audience, NoticeKind, PauseKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import WITH_DISPATCHER, Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import HURRIED
from hotline.storage.merged import parent_of
from hotline.supervision.telling import tell, tell_units_of_danger


def supplement(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, text: str) -> Comment:
    """Add facts; a clock that waited for them goes on, and a danger in them is told at once.

    Who handles a merged ticket reads it there with the other one, masked as its own caller is.
    """
    text = check_length(require_text(text, "text", "补充内容"), "text", "内容")
    check_step(actor, ticket, Action.SUPPLEMENT)
    parent = parent_of(session, ticket)
    danger = danger_in(text, desk)
    if parent is not None:
        _go_on(session, actor, parent, desk, details={"ticket": ticket.no}, danger=danger)
    _go_on(session, actor, ticket, desk, danger=danger)
    comment = Comment(
        ticket_id=ticket.row_id, by=actor.login, at=desk.now(), audience=Audience.CALLER, text=text
    )
    session.add(comment)
    tell(session, parent or ticket, desk, kind=NoticeKind.SUPPLEMENT)
    if danger:
        matter = parent or ticket
        ahead = units_ahead(matter, desk, kind=danger.get("danger", ""))
        tell_of_danger(session, matter, desk, units=ahead)
        tell_units_of_danger(session, matter, desk)
    return comment


def caller_urge(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The caller asks where their matter stands (催单): counted, no new ticket.

    Whoever works on it is urged.
    """
    reason = check_length(reason.strip(), "reason", "内容")
    check_step(actor, ticket, Action.CALLER_URGE)
    parent = parent_of(session, ticket)
    for counted in (ticket, parent):
        if counted is not None:
            changes: TicketChanges = {"urges": counted.urges + 1}
            details = {} if counted is ticket else {"ticket": ticket.no}
            take_step(
                session,
                actor,
                counted,
                Action.CALLER_URGE,
                at=desk.now(),
                reason=reason,
                details=details,
                changes=changes,
            )
    tell(session, parent or ticket, desk, kind=NoticeKind.CALLER_URGE)


def _go_on(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    details: dict[str, Any] | None = None,
    danger: TicketChanges,
) -> None:
    """The step itself; `details` name the merged ticket whose caller said it, `danger` is what its
    words change.
    """
    if danger and ticket.status == Status.SUSPENDED:
        resume(session, SYSTEM, ticket, desk, reason="诉求人补充反映险情，挂账终止")
    resumed = end_pause(session, ticket, desk, kind=PauseKind.MATERIAL)
    changes: TicketChanges = {**(resumed or {}), **danger}
    if danger:
        changes |= call_anew(ticket, desk)
        if ticket.urgency != danger.get("urgency"):
            details = {**(details or {}), HURRIED: ticket.urgency}
            changes |= _hurried(ticket, desk, changes.get("due_handle", ticket.due_handle))
        if ahead := units_ahead(ticket, desk, kind=danger.get("danger", "")):
            details = {**(details or {}), AHEAD: ahead}
    take_step(
        session,
        actor,
        ticket,
        Action.SUPPLEMENT,
        at=desk.now(),
        details=details,
        changes=changes,
    )


def _hurried(ticket: Ticket, desk: Desk, promised: datetime | None) -> TicketChanges:
    """The stricter handling limit counts from now on: nobody is late for what was not known."""
    limit = desk.deadlines.limit(
        Clock.HANDLE,
        request_type=ticket.request_type,
        urgency="critical",
        category=ticket.category,
    )
    if promised is None and ticket.status in WITH_DISPATCHER:
        promised, _ = desk.due(Clock.HANDLE, ticket, ticket.created_at)
    if promised is None or limit is None:
        return {}
    return {"due_handle": min(promised, due(desk.now(), limit, desk.calendar).due)}
