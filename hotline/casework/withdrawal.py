"""The caller takes their matter back (撤诉), by number and code or through an agent."""

from sqlmodel import Session

from hotline.casework.accusing_words import kept_from_holders
from hotline.casework.assignments import end_handling
from hotline.casework.caller_steps import supplement
from hotline.casework.cycle_figures import freeze
from hotline.casework.danger import kinds_of_danger
from hotline.casework.parting import release, release_all
from hotline.casework.receive import Receipt
from hotline.casework.standing_by import tell_units_again
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, require_text, take_step
from hotline.domain.models import Ticket
from hotline.domain.outcomes import AssignmentOutcome, AssignmentRole, CycleEnding, NoticeKind
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.workflow import Action
from hotline.storage.merged import parent_of
from hotline.supervision.carried_orders import end_orders
from hotline.supervision.telling import tell

# What who has the ticket reads where the reason complains of them.
AT_WISH = "诉求人本人要求撤回"


def withdraw(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str
) -> Receipt | None:
    """End an open ticket at its caller's wish, and the orders of supervision on it.

    Other callers' tickets that were merged into it go back to the dispatcher. Words of danger
    withdraw nothing: the ticket stays open with them. Who has the ticket reads no complaint about
    themselves.
    """
    reason = check_length(require_text(reason, "reason", "撤诉理由"), "reason", "撤诉理由")
    if kinds_of_danger(reason, desk):
        return supplement(session, actor, ticket, desk, text=reason)
    check_step(actor, ticket, Action.WITHDRAW)
    action = Action.WITHDRAW
    if kept_from_holders(session, actor, ticket, desk, action=action, text=reason):
        reason = AT_WISH
    parent = parent_of(session, ticket)
    release_all(session, ticket, desk, reason=f"工单 {ticket.no} 已由诉求人撤回")
    now = desk.now()
    changes: TicketChanges = {"closed_at": now, "supervision": ""}
    end_orders(session, ticket, desk, reason="诉求人已撤回诉求，督办终止")
    # Who supported goes on seeing what became of it, as the unit that led does.
    changes |= end_handling(
        session,
        actor,
        ticket,
        desk,
        outcome=AssignmentOutcome.WITHDRAWN,
        role=AssignmentRole.LEAD,
    )
    changes["co_units"] = ticket.co_units
    take_step(session, actor, ticket, Action.WITHDRAW, at=now, reason=reason, changes=changes)
    freeze(session, ticket, desk, ending=CycleEnding.WITHDRAWN)
    tell_units_again(session, ticket, desk)
    tell(session, ticket, desk, kind=NoticeKind.WITHDRAWN)
    if parent is not None:
        release(session, actor, ticket, desk, parent=parent, reason="诉求人撤诉")
        tell(session, parent, desk, kind=NoticeKind.CALLER_LEFT)
    return None
