"""Who has to be told what: rows that stand on the receiver's page until they are read.

No message gateway ships with the hotline. One would send from these rows; they hold no personal
data.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from hotline.domain.models import Notice, SupervisionOrder, Ticket
from hotline.domain.permissions import Actor
from hotline.storage.notices import unread_of


def tell(
    session: Session, receivers: Iterable[str], kind: str, order: SupervisionOrder, at: datetime
) -> None:
    """One row for each receiver, once."""
    session.add_all(
        Notice(receiver=receiver, kind=kind, ticket_no=order.ticket_no, order_id=order.id, at=at)
        for receiver in dict.fromkeys(receivers)
    )


def tell_of(session: Session, receiver: str, kind: str, ticket: Ticket, at: datetime) -> None:
    """Of a ticket without an order."""
    session.add(Notice(receiver=receiver, kind=kind, ticket_no=ticket.no, at=at))


def mark_read(session: Session, actor: Actor, until: int, now: datetime) -> int:
    """The receiver has read his notices up to this one; how many there were."""
    notices = unread_of(session, actor, until=until)
    for notice in notices:
        notice.read_at, notice.read_by = now, actor.login
    return len(notices)
