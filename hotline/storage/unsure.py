"""Tickets that wait for the dispatcher because the machine was unsure of their category, and
which nobody has touched since they came.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.statuses import Status

PHONE = "phone"  # the agent decides there, not the router
AS_IT_CAME = 2  # version of a ticket that was registered and put before the dispatcher


def unsure_tickets(
    session: Session, *, since: datetime, after: int, limit: int
) -> Sequence[tuple[SuggestionRecord, Ticket]]:
    """Suggested from `since` on with an id above `after`, oldest first; none of danger, of secrecy,
    of a complaint about somebody, and none that an agent has in hand.
    """
    query = (
        select(SuggestionRecord, Ticket)
        .join(Ticket, col(Ticket.id) == SuggestionRecord.ticket_id)
        .where(
            col(SuggestionRecord.at) >= since,
            col(SuggestionRecord.id) > after,
            SuggestionRecord.category == "",
            SuggestionRecord.decided_by == "",
            Ticket.status == Status.TRIAGE,
            Ticket.version == AS_IT_CAME,
            Ticket.secrecy == "open",
            Ticket.danger == "",
            Ticket.channel != PHONE,
        )
        .order_by(col(SuggestionRecord.id))
        .limit(limit)
    )
    return session.exec(query).all()
