"""Orders of supervision on a ticket that nobody handles any more: those of a merged one go on with
the leading ticket, those of a withdrawn one end.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.notices import notify_of_order
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM
from hotline.storage.merged import last_merge
from hotline.supervision.measures import tell_of_order
from hotline.supervision.receivers import order_holder

# id, unit and role as they were before
Carried = list[list[int | str]]


def carry_orders(session: Session, ticket: Ticket, desk: Desk, *, parent: Ticket) -> Carried:
    """Who handles the leading ticket receives what is open; what was changed, for the history.

    Its number, its demand and its limit stay. Orders to the centre stay where they are.
    """
    carried: Carried = []
    for order in open_orders(session, ticket):
        if order.role or not parent.unit or order.unit == parent.unit:
            continue
        carried.append([order.row_id, order.unit, order.role])
        order.unit = parent.unit
        notify_of_order(
            session, [order_holder(order).receiver], NoticeKind(order.level), order, desk.now()
        )
    return carried


def give_orders_back(session: Session, ticket: Ticket) -> None:
    """The orders that are still open go to whom they were issued."""
    step = last_merge(session, ticket)
    carried = {row[0]: row for row in step.details.get("orders", ())} if step else {}
    for order in open_orders(session, ticket):
        if order.row_id in carried:
            _, order.unit, order.role = carried[order.row_id]


def end_orders(session: Session, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """Nobody has to answer any more; who would have is told."""
    for order in open_orders(session, ticket):
        order.closing, order.closed_by, order.closed_at = reason, SYSTEM.login, desk.now()
        tell_of_order(session, ticket, desk, kind=NoticeKind.CLOSED, order=order)


def open_orders(session: Session, ticket: Ticket) -> Sequence[SupervisionOrder]:
    query = select(SupervisionOrder).where(
        SupervisionOrder.ticket_id == ticket.id, col(SupervisionOrder.closed_at).is_(None)
    )
    return session.exec(query.order_by(col(SupervisionOrder.id)).with_for_update()).all()
