"""A danger in words of a caller whose matter has ended: a new ticket of the same caller, linked
with the one before.
"""

from sqlmodel import Session

from hotline.casework.comment import comment
from hotline.casework.danger import kinds_of_danger
from hotline.casework.linked_ticket import not_to_accused, open_linked
from hotline.casework.receive import Receipt
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import require
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import OPEN, Status
from hotline.domain.workflow import Action

_OPENED = "诉求人反映险情，已另立工单 {no}"


def danger_after_end(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, action: Action, text: str
) -> Receipt | None:
    """The receipt of the new ticket of a danger in `text`; None where nobody is in danger or the
    ticket is open, so that `action` itself can be taken on it.
    """
    if ticket.status in OPEN or not kinds_of_danger(text, desk):
        return None
    require(actor, action, secrecy=ticket.secrecy)
    receipt = open_linked(
        session, ticket, desk, text=text, decide=lambda read: not_to_accused(read, ticket)
    )
    if ticket.status != Status.ARCHIVED:
        comment(session, SYSTEM, ticket, desk, text=_OPENED.format(no=receipt.no))
    return receipt
