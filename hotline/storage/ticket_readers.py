"""Who has the page of a ticket open right now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from hotline.domain.models import Staff, Ticket, TicketReader

# A page says so every ten seconds; whoever was not heard of for so long has gone.
LASTS = timedelta(seconds=30)


def note_reader(
    session: Session, ticket: Ticket, login: str, now: datetime, *, is_writing: bool
) -> None:
    """Whoever was not heard of lately is forgotten, on every ticket."""
    session.exec(delete(TicketReader).where(col(TicketReader.seen_at) < now - LASTS))
    row = session.get(TicketReader, (ticket.row_id, login))
    row = row or TicketReader(ticket_id=ticket.row_id, login=login, seen_at=now)
    row.seen_at, row.is_writing = now, is_writing
    session.add(row)


def other_readers(
    session: Session, ticket: Ticket, login: str, now: datetime
) -> Sequence[tuple[str, bool]]:
    """Name of each, and whether they write, in the order of their logins."""
    query = (
        select(Staff.name, TicketReader.is_writing)
        .join(Staff, col(Staff.login) == col(TicketReader.login))
        .where(
            TicketReader.ticket_id == ticket.id,
            TicketReader.login != login,
            TicketReader.seen_at >= now - LASTS,
        )
    )
    return session.exec(query.order_by(col(TicketReader.login))).all()
