"""Applications that wait for a decision of the centre, with their tickets."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal_column
from sqlmodel import Session, col, select

from hotline.domain.models import Application, Ticket
from hotline.domain.roles import Actor
from hotline.storage.scopes import visible_to

MOST = 100
# Written out and not as a parameter: only so does SQLite know that the partial index holds all that
# is asked for.
WAITING: Any = literal_column("application.decision = ''")
Pairs = Sequence[tuple[Application, Ticket]]


def waiting_applications(session: Session, actor: Actor, *, limit: int = 50) -> Pairs:
    """Of tickets that the actor may see; what has to be decided first stands first."""
    query = _waiting(actor, Application, Ticket)
    order = (col(Application.due_decide), col(Application.id))
    rows: Pairs = session.exec(query.order_by(*order).limit(limit)).all()
    return rows


def count_applications(session: Session, actor: Actor) -> int:
    """Counted up to MOST: a badge needs no more."""
    waiting = _waiting(actor, Application.id).limit(MOST).subquery()
    return session.exec(select(func.count()).select_from(waiting)).one()


def _waiting(actor: Actor, *columns: Any) -> Any:
    query: Any = select(*columns).join(Ticket, col(Ticket.id) == col(Application.ticket_id))
    return query.where(WAITING, *visible_to(actor))
