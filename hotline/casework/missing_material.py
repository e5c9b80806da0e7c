"""Missing material (补正): told to the caller once and whole.

The handling clock stands still until they supply it.
"""

from sqlmodel import Session

from hotline.casework.pauses import begin_pause
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, require_text, take_step
from hotline.domain.errors import Conflict
from hotline.domain.models import Ticket
from hotline.domain.outcomes import PauseKind
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action


def request_material(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, items: str
) -> None:
    """Tell the caller everything that is missing; this may be done once for a ticket."""
    name = "需补正的材料"
    items = check_length(require_text(items, "items", name), "items", name)
    check_step(actor, ticket, Action.REQUEST_MATERIAL)
    if ticket.material:
        raise Conflict(
            f"工单 {ticket.no} 已告知过需补正的材料",
            remedy="补正须一次性告知；请先行联系诉求人沟通",
        )
    look_at = due(desk.now(), desk.city.settings.material_wait, desk.calendar).due
    changes: TicketChanges = {"material": items}
    changes |= begin_pause(
        session, actor, ticket, desk, kind=PauseKind.MATERIAL, reason=items, look_at=look_at
    )
    take_step(
        session,
        actor,
        ticket,
        Action.REQUEST_MATERIAL,
        at=desk.now(),
        reason=items,
        changes=changes,
    )
