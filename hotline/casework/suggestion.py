"""What became of the machine's suggestion for a ticket: the lessons of the next model."""

from datetime import datetime

from sqlmodel import Session

from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.storage.ticket_rows import suggestion_of


def learn(session: Session, actor: Actor, ticket: Ticket, now: datetime) -> None:
    """Store what became of it: the category and the unit that the ticket has now."""
    record = suggestion_of(session, ticket)
    if record is not None:
        record.final_category, record.final_unit = ticket.category, ticket.unit
        record.decided_by, record.decided_at = actor.login, now


def unlearn(session: Session, ticket: Ticket) -> None:
    """Nothing has become of it yet: the dispatch was taken back."""
    record = suggestion_of(session, ticket)
    if record is not None:
        record.final_category = record.final_unit = record.decided_by = ""
        record.decided_at = None
