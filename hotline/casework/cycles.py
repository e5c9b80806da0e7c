"""How a cycle ends: the ticket is closed, or goes back to its unit for another one (重办)."""

from sqlmodel import Session

from hotline.casework.assignments import ensure_assignment
from hotline.casework.cycle_figures import freeze
from hotline.casework.merged_tickets import answer_merged
from hotline.casework.protection import take_from_accused
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.errors import Conflict
from hotline.domain.models import Ticket
from hotline.domain.outcomes import CycleEnding, NoticeKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell


def close(session: Session, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The end of a cycle; the callers whose tickets were merged into this one get the same
    answer.
    """
    now, answered = desk.now(), ticket.status == Status.ANSWERED
    take_step(
        session, SYSTEM, ticket, Action.CLOSE, at=now, reason=reason, changes={"closed_at": now}
    )
    if not answered:
        freeze(session, ticket, desk, ending=_ending(ticket, CycleEnding.CLOSED))
        answer_merged(session, ticket, desk)


def rework(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """Send an unsolved or badly rated ticket back to its unit: a new cycle, a new handling
    clock, the old figures frozen. Who became accused meanwhile does not get it back.
    """
    reason = require_text(reason, "reason", "重办理由")
    check_step(actor, ticket, Action.REWORK)
    if not ticket.unit:
        raise Conflict(f"工单 {ticket.no} 没有承办单位，不能重办", remedy="请登记新的诉求")
    now = desk.now()
    if ticket.status == Status.CALLBACK:
        freeze(session, ticket, desk, ending=_ending(ticket, CycleEnding.REWORK))
    due_handle, provisional = desk.due(Clock.HANDLE, ticket, now)
    changes: TicketChanges = {
        "cycle": ticket.cycle + 1,
        "cycle_started_at": now,
        "due_handle": due_handle,
        "due_unit": None,
        "due_provisional": provisional,
        "extensions": 0,
        "replied_at": None,
        "closed_at": None,
        "merged_into": "",
        "result": "",
        "rating": None,
        "solved": None,
    }
    take_step(session, actor, ticket, Action.REWORK, at=now, reason=reason, changes=changes)
    ensure_assignment(session, actor, ticket, reason, now)
    take_from_accused(session, SYSTEM, ticket, desk)
    if ticket.unit:
        tell(session, ticket, desk, kind=NoticeKind.REWORK)


def _ending(ticket: Ticket, ending: CycleEnding) -> CycleEnding:
    """What was answered with a leading ticket counts there."""
    return CycleEnding.MERGED if ticket.merged_into else ending
