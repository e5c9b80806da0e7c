"""Orders of supervision follow their ticket to whoever has it: to the unit that it goes to, to the
dispatcher, to who handles the leading ticket. Those of a withdrawn one end.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.notices import end_notices_of_order, notify_of_order
from hotline.domain.models import HistoryEntry, SupervisionOrder, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM, Role
from hotline.domain.workflow import Action
from hotline.storage.merged import merged_into
from hotline.supervision.measures import tell_of_order
from hotline.supervision.receivers import Holder, order_holder

# In the details of a step: id, unit and role of each order as they were before it.
ORDERS = "orders"
Carried = dict[str, list[list[int | str]]]
# Steps by which a ticket may leave its unit for the dispatcher.
_GAVE_UP = (
    Action.RECALL,
    Action.UNDO,
    Action.GRANT_RETURN,
    Action.TAKE_BACK,
    Action.MERGE,
    Action.JOIN,
    Action.UNMERGE,
)


def carry_orders(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    unit: str = "",
    co_units: Collection[str] = (),
    from_centre: bool = False,
) -> Carried:
    """Who has the ticket from now on receives what is open for others, on it and on tickets merged
    into it; without a `unit` the dispatcher. The details of the step say what was changed.

    Number, demand and limit stay. Orders to the centre stay where they are, but those that came to
    the dispatcher with the ticket go on with it; units above those that have it keep theirs.

    from_centre  orders to the centre go too, but for those about a clock of its own
    """
    if not ticket.supervision:
        return {}
    holder = Holder(unit) if unit else Holder(desk.city.centre, str(Role.DISPATCHER))
    units = [code for code in (unit, *co_units) if code in desk.city.units]
    stay = {unit, *co_units, *(desk.city.units[code].parent for code in units)} - {""}
    carried: list[list[int | str]] = []
    for own in (ticket, *merged_into(session, ticket)):
        for order in _to_carry(
            session, own, ticket, to_unit=bool(unit), stay=stay, from_centre=from_centre
        ):
            carried.append([order.row_id, order.unit, order.role])
            _give(session, order, desk, holder=holder)
    return {ORDERS: carried} if carried else {}


def carry_to_leading(session: Session, ticket: Ticket, desk: Desk, *, parent: Ticket) -> Carried:
    """The same for a ticket that is merged into another: who handles that one, or will, also what
    the centre was to do with it. Why the centre is late the centre says itself.
    """
    if not parent.unit:
        return carry_orders(session, ticket, desk)
    return carry_orders(
        session, ticket, desk, unit=parent.unit, co_units=parent.co_units, from_centre=True
    )


def give_orders_back(
    session: Session, ticket: Ticket, desk: Desk, *, details: Mapping[str, Any]
) -> None:
    """Those still open go to whom they were addressed before the step with these details, who is
    told.
    """
    carried = {row[0]: row for row in details.get(ORDERS, ())}
    for own in (ticket, *merged_into(session, ticket)):
        for order in open_orders(session, own) if carried else ():
            if order.row_id in carried:
                _, unit, role = carried[order.row_id]
                _give(session, order, desk, holder=Holder(unit, role))


def _give(session: Session, order: SupervisionOrder, desk: Desk, *, holder: Holder) -> None:
    if order_holder(order) != holder:
        end_notices_of_order(session, order, desk.now())
        order.unit, order.role = holder
        kind = NoticeKind(order.level)
        notify_of_order(session, [holder.receiver], kind, order, desk.now())


def _to_carry(
    session: Session,
    own: Ticket,
    ticket: Ticket,
    *,
    to_unit: bool,
    stay: Collection[str],
    from_centre: bool,
) -> list[SupervisionOrder]:
    orders = open_orders(session, own)
    with_dispatcher = {order.row_id for order in orders if order.role == Role.DISPATCHER}
    came = _came_with(session, [own, ticket]) if to_unit and with_dispatcher else set()
    goes = came & with_dispatcher
    if from_centre:
        goes |= {order.row_id for order in orders if order.role and not order.clock}
    return [
        order
        for order in orders
        if (order.row_id in goes if order.role else order.unit not in stay)
    ]


def _came_with(session: Session, tickets: Sequence[Ticket]) -> set[int]:
    """Orders that a unit had before the ticket left it."""
    query = select(HistoryEntry.details).where(
        col(HistoryEntry.ticket_id).in_([ticket.id for ticket in tickets]),
        col(HistoryEntry.action).in_(_GAVE_UP),
    )
    return {
        row[0] for details in session.exec(query) for row in details.get(ORDERS, ()) if not row[2]
    }


def end_orders(session: Session, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """Nobody has to answer any more; who would have is told."""
    for order in open_orders(session, ticket):
        order.closing, order.closed_by, order.closed_at = reason, SYSTEM.login, desk.now()
        end_notices_of_order(session, order, desk.now())
        tell_of_order(session, ticket, desk, kind=NoticeKind.CLOSED, order=order)


def open_orders(session: Session, ticket: Ticket) -> Sequence[SupervisionOrder]:
    query = select(SupervisionOrder).where(
        SupervisionOrder.ticket_id == ticket.id, col(SupervisionOrder.closed_at).is_(None)
    )
    return session.exec(query.order_by(col(SupervisionOrder.id)).with_for_update()).all()
