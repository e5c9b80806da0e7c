"""Tickets of several callers on one matter: whose answer counts for whom."""

from collections.abc import Sequence

from sqlmodel import Session

from analytics.callers import different_callers
from hotline.casework.cycle_figures import freeze
from hotline.casework.rating_invitation import NOT_CALLED, draw_for, invite
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.errors import NotFound
from hotline.domain.ladder.ladder import strongest
from hotline.domain.models import Ticket
from hotline.domain.outcomes import CycleEnding
from hotline.domain.roles import SYSTEM
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.storage.hiding import told_to_others
from hotline.storage.merged import merged_into
from hotline.storage.supervisions import open_levels


def find_merged(session: Session, parent: Ticket, no: str) -> Ticket:
    """The ticket that waits for the answer to `parent`, for whoever sees that one: it is there for
    the unit that handles it, which no list of the merged one's own shows it to.
    """
    ticket = next((other for other in merged_into(session, parent) if other.no == no), None)
    if ticket is None:
        raise NotFound(f"没有并入 {parent.no} 的工单 {no[:20]}", remedy="请从工单页打开")
    return ticket


def callers_of(parent: Ticket, others: Sequence[Ticket]) -> int:
    """Different callers of a matter."""
    return different_callers(ticket.caller_id for ticket in (parent, *others))


def answer_merged(session: Session, parent: Ticket, desk: Desk) -> None:
    """The callers whose tickets were merged into one that has ended have the same public answer,
    which each may rate and about which each is called back as if alone; it tells nothing of a
    hidden one.
    """
    merged = merged_into(session, parent)
    reply = told_to_others(session, desk.vault, parent, parent.public_reply) if merged else ""
    for ticket in merged:
        changes: TicketChanges = {
            "public_reply": reply,
            "result": parent.result,
            "replied_at": parent.replied_at,
        }
        _answer(session, ticket, desk, parent=parent, changes=changes)
    if merged and parent.supervision:
        # Orders on the others stand on their own tickets again.
        parent.supervision = strongest(open_levels(session, [parent]))


def _answer(
    session: Session, ticket: Ticket, desk: Desk, *, parent: Ticket, changes: TicketChanges
) -> None:
    """Who is not called back may rate by link, and their ticket has ended."""
    now, drawn = desk.now(), NOT_CALLED
    if parent.unit:
        drawn = draw_for(session, ticket, desk, unit=parent.unit)
    action = Action.ANSWER_ALONG if drawn.why else Action.CLOSE
    if drawn.why:
        changes["due_callback"], _ = desk.due(Clock.CALLBACK, ticket, now)
    else:
        changes["closed_at"] = now
    take_step(
        session,
        SYSTEM,
        ticket,
        action,
        at=now,
        reason=f"随工单 {parent.no} 一并答复",
        to_unit=parent.unit,
        details={"into": parent.no},
        changes=changes,
    )
    if not drawn.why:
        freeze(session, ticket, desk, ending=CycleEnding.MERGED)
    invite(session, ticket, desk, drawn=drawn if drawn.why else NOT_CALLED)
