"""Merge tickets on one matter (并单), so that one unit works and all callers are answered by one
reply; and take them apart. What becomes of each column and row, `hotline.domain.merging` says.
"""

from typing import Any

from sqlmodel import Session

from hotline.casework.assignments import end_handling
from hotline.casework.matter import matter_of
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, find_for_step, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Ticket
from hotline.domain.outcomes import AssignmentOutcome, NoticeKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.storage.merged import merged_into, parent_of
from hotline.supervision.carried_orders import carry_orders, give_orders_back
from hotline.supervision.telling import tell


def find_pair(
    session: Session, actor: Actor, no: str, into: str, *, version: int | None = None
) -> tuple[Ticket, Ticket]:
    """Both tickets, locked in one order whichever is merged into which."""
    tickets = {name: find_for_step(session, actor, name) for name in sorted({no, into})}
    return find_for_step(session, actor, no, version=version), tickets[into]


def merge(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    reason: str,
    action: Action = Action.MERGE,
) -> None:
    """Let the answer to `parent` count for this ticket too; nobody handles this one any more.

    `action` is JOIN where the caller or who takes their call has chosen it.
    """
    reason = require_text(reason, "reason", "并单理由")
    absorbing = actor if action == Action.MERGE else SYSTEM
    check_step(actor, ticket, action)
    check_step(absorbing, parent, Action.ABSORB)
    check_pair(session, ticket, parent)
    now, details = desk.now(), dict[str, Any](into=parent.no)
    changes: TicketChanges = {
        "merged_into": parent.no,
        **end_handling(session, actor, ticket, desk, outcome=AssignmentOutcome.MERGED),
    }
    if carried := carry_orders(session, ticket, desk, parent=parent):
        details["orders"] = carried
    take_step(
        session,
        actor,
        ticket,
        action,
        at=now,
        reason=reason,
        to_unit="",
        details=details,
        changes=changes,
    )
    session.flush()
    _tell_leading(session, absorbing, ticket, desk, parent=parent, reason=reason)
    tell(session, parent, desk, kind=NoticeKind.JOINED)


def unmerge(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """It is another matter after all: back to the dispatcher.

    The caller's handling clock was never stopped.
    """
    reason = require_text(reason, "reason", "拆单理由")
    check_step(actor, ticket, Action.UNMERGE)
    parent = parent_of(session, ticket)
    now = desk.now()
    due_dispatch, _ = desk.due(Clock.DISPATCH, ticket, now)
    changes: TicketChanges = {"merged_into": "", "due_dispatch": due_dispatch, "needs_review": True}
    give_orders_back(session, ticket)
    take_step(session, actor, ticket, Action.UNMERGE, at=now, reason=reason, changes=changes)
    if parent is not None:
        release(session, actor, ticket, desk, parent=parent, reason=reason)


def release(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, parent: Ticket, reason: str
) -> None:
    """Tell the ticket that absorbed another that it waits for it no longer."""
    session.flush()
    _tell_leading(session, actor, ticket, desk, parent=parent, reason=reason, action=Action.RELEASE)


def release_all(session: Session, parent: Ticket, desk: Desk, *, reason: str) -> None:
    """The matter is withdrawn by its caller, but the others who reported it still want their
    answer.
    """
    for ticket in merged_into(session, parent):
        unmerge(session, SYSTEM, ticket, desk, reason=reason)


def check_pair(session: Session, ticket: Ticket, parent: Ticket) -> None:
    """Raise for two tickets that can never be one matter."""
    if ticket.no == parent.no:
        raise InvalidInput(
            f"工单 {ticket.no} 不能并入自己", field="into", remedy="请填写另一张工单的编号"
        )
    if merged_into(session, ticket):
        raise Conflict(
            f"已有工单并入 {ticket.no}", remedy=f"请反过来把 {parent.no} 并入 {ticket.no}，或先拆单"
        )
    if "confidential" in (ticket.secrecy, parent.secrecy) and ticket.secrecy != parent.secrecy:
        raise NotAllowed("保密工单不能与非保密工单合并", remedy="请分别办理")
    if {parent.unit, *parent.co_units} & set(ticket.accused):
        raise NotAllowed(
            f"工单 {parent.no} 的承办或协办单位正是 {ticket.no} 反映的单位", remedy="请分别办理"
        )


def _tell_leading(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    parent: Ticket,
    reason: str,
    action: Action = Action.ABSORB,
) -> None:
    """The leading ticket as the matter is now, with this ticket or without it."""
    changes = matter_of(session, parent, desk)
    sign = 1 if action == Action.ABSORB else -1
    changes["urges"] = max(parent.urges + sign * ticket.urges, 0)
    details = {"ticket": ticket.no, "callers": changes["group_size"]}
    take_step(
        session,
        actor,
        parent,
        action,
        at=desk.now(),
        reason=reason,
        details=details,
        changes=changes,
    )
