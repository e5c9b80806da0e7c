"""Who has to be told what: rows that stand on the receiver's page until they are read.

No message gateway ships with the hotline. One would send from these rows; they hold no personal
data.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from hotline.domain.models import Notice, SupervisionOrder, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.overtaken import DONE, TAKEN_BACK
from hotline.domain.roles import Actor
from hotline.storage.notices import unread_of, unread_on_ticket
from hotline.storage.rows import Rows, new_row

# What asks for an answer to an order, or for its closing.
OF_ORDER = (NoticeKind.WRITTEN, NoticeKind.SITE, NoticeKind.LISTING, NoticeKind.ANSWERED)


def notify_of_order(
    session: Session,
    receivers: Iterable[str],
    kind: NoticeKind,
    order: SupervisionOrder,
    at: datetime,
) -> None:
    """One notice for each receiver, once."""
    session.add_all(
        Notice(receiver=receiver, kind=kind, ticket_no=order.ticket_no, order_id=order.id, at=at)
        for receiver in dict.fromkeys(receivers)
    )


def notify_of_ticket(
    session: Rows, receiver: str, kind: NoticeKind, ticket: Ticket, at: datetime
) -> None:
    """A notice of a ticket without an order."""
    session.add(new_row(Notice, receiver=receiver, kind=kind, ticket_no=ticket.no, at=at))


def end_notices(notices: Iterable[Notice], at: datetime, *, taken_back: bool = False) -> None:
    """What they ask for is done, or asked for no more: they are as read."""
    for notice in notices:
        notice.read_at, notice.read_by = at, TAKEN_BACK if taken_back else DONE


def end_notices_of_order(session: Session, order: SupervisionOrder, at: datetime) -> None:
    """What the order asked for is done: answered by who received it, or closed."""
    unread = unread_on_ticket(session, order.ticket_no, OF_ORDER)
    end_notices((notice for notice in unread if notice.order_id == order.id), at)


def mark_read(session: Session, actor: Actor, until: int, now: datetime) -> int:
    """How many unread notices of the actor there were up to number `until`; now they are read."""
    notices = unread_of(session, actor, until=until)
    for notice in notices:
        notice.read_at, notice.read_by = now, actor.login
    return len(notices)
