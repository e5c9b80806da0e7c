"""A supervision order for somebody who wants to see it or to act on it."""

from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.permissions import can_see_order
from hotline.domain.roles import Actor
from hotline.storage.supervisions import find_order


def find_seen_order(session: Session, actor: Actor, name: str) -> tuple[SupervisionOrder, Ticket]:
    """The order with its ticket; raises NotFound also for one that the actor may not see, so that
    the two look the same.
    """
    pair = find_order(session, name)
    if pair is None or not can_see_order(actor, *pair):
        raise NotFound(f"没有督办单 {name[:30]}", remedy="请核对编号")
    return pair


def find_order_for_step(
    session: Session, actor: Actor, name: str
) -> tuple[SupervisionOrder, Ticket]:
    """The order with its ticket, both locked; the ticket first, as everybody does it."""
    order, ticket = find_seen_order(session, actor, name)
    session.exec(
        select(Ticket)
        .where(Ticket.id == ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    session.exec(
        select(SupervisionOrder)
        .where(col(SupervisionOrder.id) == order.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return order, ticket
