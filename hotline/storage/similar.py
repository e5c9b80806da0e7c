"""Open tickets of the same kind at the same place: to be joined instead of dispatched once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.domain.workflow import OPEN
from hotline.storage.tickets import visible_to


def similar_open(
    session: Session, actor: Actor, *, place: str, category: str, since: datetime, limit: int = 5
) -> Sequence[Ticket]:
    """Newest first; none without a place or a category, where everything would look alike."""
    if not place or not category:
        return []
    query = select(Ticket).where(
        *visible_to(actor),
        Ticket.place == place,
        Ticket.category == category,
        col(Ticket.reported_at) >= since,
        col(Ticket.status).in_(OPEN),
    )
    return session.exec(query.order_by(col(Ticket.reported_at).desc()).limit(limit)).all()
