"""Unclear duty (会商): the centre brings the units together and then sends the ticket where it
stays.
"""

from collections.abc import Sequence

from sqlmodel import Session

from hotline.casework.assign import assign, check_units
from hotline.casework.assignments import decide, end_assignments, open_return
from hotline.casework.doubts import settled_by_sending
from hotline.casework.standing_by import tell_units_again
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, require_text, take_step
from hotline.domain.models import Ticket
from hotline.domain.outcomes import AssignmentOutcome, NoticeKind, RequestDecision
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.supervision.carried_orders import carry_orders
from hotline.supervision.telling import tell


def refer_arbitration(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str
) -> None:
    """Duty is unclear or disputed: the units decide it together."""
    reason = require_text(reason, "reason", "提请会商的理由")
    check_step(actor, ticket, Action.REFER_ARBITRATION)
    request, now = open_return(session, ticket), desk.now()
    due_dispatch, _ = desk.due(Clock.DISPATCH, ticket, now)
    changes: TicketChanges = {"due_dispatch": due_dispatch, "accepted_at": None}
    take_step(
        session, actor, ticket, Action.REFER_ARBITRATION, at=now, reason=reason, changes=changes
    )
    decide(request, RequestDecision.ARBITRATION, reason, actor, now)


def force_dispatch(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    unit: str,
    reason: str,
    basis: str,
    co_units: Sequence[str] = (),
    unmeant: str = "",
) -> None:
    """Send the ticket to the unit that has the duty, as the units decided.

    No unit may return it any more.
    """
    reason = require_text(reason, "reason", "会商结论")
    basis = require_text(basis, "basis", "指定依据")
    check_step(actor, ticket, Action.FORCE_DISPATCH)
    check_units(ticket, [unit, *co_units], desk)
    settled, cleared = settled_by_sending(
        session, ticket, desk, units=[unit, *co_units], unmeant=unmeant
    )
    before = {ticket.unit, *ticket.co_units} - {"", unit, *co_units}
    end_assignments(session, ticket, AssignmentOutcome.REROUTED, desk.now())
    assign(
        session,
        actor,
        ticket,
        desk,
        unit=unit,
        co_units=co_units,
        reason=reason,
        basis=basis,
        action=Action.FORCE_DISPATCH,
        before=settled,
        kept={**carry_orders(session, ticket, desk, unit=unit, co_units=co_units), **cleared},
    )
    sent = [unit, *co_units]
    knowing = tell_units_again(session, ticket, desk, sent=sent, is_decided=True)
    for other in sorted(before - knowing):
        tell(session, ticket, desk, kind=NoticeKind.MOVED_AWAY, unit=other)
