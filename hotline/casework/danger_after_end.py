"""A danger in words of a caller whose matter has ended: a new ticket of the same caller, linked
with the one before; what they tell while that one is open joins it.
"""

from sqlmodel import Session

from hotline.casework.comment import comment, keep_spoken
from hotline.casework.danger import kinds_of_danger
from hotline.casework.linked_ticket import not_to_accused, open_linked
from hotline.casework.receive import Receipt, receipt_of
from hotline.casework.several_matters import matters_of_contact
from hotline.casework.spoken import take_spoken_step
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.models import Ticket
from hotline.domain.permissions import require
from hotline.domain.roles import CALLER, SYSTEM, Actor
from hotline.domain.statuses import OPEN, Status
from hotline.domain.workflow import Action

_OPENED = "诉求人反映险情，已另立工单 {no}"


def danger_after_end(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, action: Action, text: str
) -> Receipt | None:
    """The receipt of the ticket of a danger in `text`; None where nobody is in danger or the ticket
    is open, so that `action` itself can be taken on it.
    """
    if ticket.status in OPEN or not kinds_of_danger(text, desk):
        return None
    require(actor, action, secrecy=ticket.secrecy)
    earlier = _of_danger_since(session, ticket)
    if earlier is not None:
        return _join(session, earlier, desk, text=text)
    return _open_anew(session, ticket, desk, text=text)


def _of_danger_since(session: Session, ticket: Ticket) -> Ticket | None:
    """The open ticket that an earlier danger of this contact got after the end, locked."""
    session.flush()
    since = ticket.closed_at or ticket.created_at
    of_contact = (
        other
        for other in matters_of_contact(session, ticket)
        if other.danger and other.status in OPEN and other.caller_id == ticket.caller_id
    )
    newest = [other.no for other in of_contact if other.created_at >= since]
    return find_for_step(session, SYSTEM, newest[-1]) if newest else None


def _join(session: Session, opened: Ticket, desk: Desk, *, text: str) -> Receipt:
    """As a supplement of the same caller, however long: a danger is not refused for its length."""
    take_spoken_step(session, CALLER, opened, desk, action=Action.SUPPLEMENT, text=text)
    keep_spoken(session, CALLER, opened, desk, text=text)
    return receipt_of(opened, desk, created=False)


def _open_anew(session: Session, ticket: Ticket, desk: Desk, *, text: str) -> Receipt:
    """Of the same caller at the same place, linked with the ticket that has ended."""
    receipt = open_linked(
        session, ticket, desk, text=text, decide=lambda read: not_to_accused(read, ticket)
    )
    if ticket.status != Status.ARCHIVED:
        comment(session, SYSTEM, ticket, desk, text=_OPENED.format(no=receipt.no))
    return receipt
