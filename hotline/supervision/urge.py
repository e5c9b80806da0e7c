"""Urging on whoever holds a ticket (催办)."""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.steps import require_text
from hotline.domain.ladder.ladder import Level
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.storage.merged import parent_of
from hotline.supervision.measures import Measure, give
from hotline.supervision.receivers import worker_of


def urge(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """Urge whoever works on the ticket now (催办), or the leading one; the reason is for them."""
    reason = require_text(reason, "reason", "催办理由")
    refuse_personal(reason, "reason", "催办理由", names=False)
    leading = parent_of(session, ticket) or ticket
    measure = Measure(Level.URGE, reason, worker_of(leading, desk))
    give(session, actor, leading, desk, measure=measure)
