"""A ticket that was with a unit waits for the dispatcher again."""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.supervision.carried_orders import carry_orders


def send_to_dispatcher(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    action: Action,
    reason: str,
    changes: TicketChanges,
    goes_on: bool = False,
) -> None:
    """Take the step: the clock of dispatch starts, orders of supervision go along.

    goes_on  the clock of the dispatch before goes on instead
    """
    now, changes = desk.now(), {**changes, "accepted_at": None}
    if not (goes_on and ticket.due_dispatch):
        changes["due_dispatch"], _ = desk.due(Clock.DISPATCH, ticket, now)
    orders = carry_orders(session, ticket, desk)
    take_step(
        session,
        actor,
        ticket,
        action,
        at=now,
        reason=reason,
        to_unit="",
        details=orders,
        changes=changes,
    )
