"""Merge tickets on one matter (并单), so that one unit works and all callers are answered by one
reply; and take them apart.
"""

from datetime import datetime

from sqlmodel import Session

from hotline.casework.assignments import end_handling
from hotline.casework.merged_tickets import callers_of, merged_into, parent_of
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, find_for_step, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Ticket
from hotline.domain.outcomes import AssignmentOutcome
from hotline.domain.permissions import SYSTEM, Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action


def find_pair(
    session: Session, actor: Actor, no: str, into: str, *, version: int | None = None
) -> tuple[Ticket, Ticket]:
    """Both tickets, locked in one order whichever is merged into which."""
    tickets = {name: find_for_step(session, actor, name) for name in sorted({no, into})}
    return find_for_step(session, actor, no, version=version), tickets[into]


def merge(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, parent: Ticket, reason: str
) -> None:
    """Let the answer to `parent` count for this ticket too; nobody handles this one any more."""
    reason = require_text(reason, "reason", "并单理由")
    check_step(actor, ticket, Action.MERGE)
    check_step(actor, parent, Action.ABSORB)
    _check(session, ticket, parent)
    now, details = desk.now(), {"into": parent.no}
    changes: TicketChanges = {
        "merged_into": parent.no,
        **end_handling(session, actor, ticket, desk, outcome=AssignmentOutcome.MERGED),
    }
    take_step(
        session,
        actor,
        ticket,
        Action.MERGE,
        at=now,
        reason=reason,
        to_unit="",
        details=details,
        changes=changes,
    )
    session.flush()
    _absorb(session, actor, parent, ticket, reason, now)


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
    take_step(session, actor, ticket, Action.UNMERGE, at=now, reason=reason, changes=changes)
    if parent is not None:
        release(session, actor, ticket, desk, parent=parent, reason=reason)


def _absorb(
    session: Session, actor: Actor, parent: Ticket, ticket: Ticket, reason: str, now: datetime
) -> None:
    size = callers_of(parent, merged_into(session, parent))
    changes: TicketChanges = {
        "group_size": size,
        "accused": sorted({*parent.accused, *ticket.accused}),
    }
    take_step(
        session,
        actor,
        parent,
        Action.ABSORB,
        at=now,
        reason=reason,
        details={"ticket": ticket.no, "callers": size},
        changes=changes,
    )


def release(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, parent: Ticket, reason: str
) -> None:
    """Tell the ticket that absorbed another that it waits for it no longer."""
    session.flush()
    size = callers_of(parent, merged_into(session, parent))
    take_step(
        session,
        actor,
        parent,
        Action.RELEASE,
        at=desk.now(),
        reason=reason,
        details={"ticket": ticket.no, "callers": size},
        changes={"group_size": size},
    )


def release_all(session: Session, parent: Ticket, desk: Desk, *, reason: str) -> None:
    """The matter is withdrawn by its caller, but the others who reported it still want their
    answer.
    """
    for ticket in merged_into(session, parent):
        unmerge(session, SYSTEM, ticket, desk, reason=reason)


def _check(session: Session, ticket: Ticket, parent: Ticket) -> None:
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
