"""Who stands beside the caller of a ticket, and who has its page open."""

from pydantic import NaiveDatetime
from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow


class TicketParty(NumberedRow, table=True):
    """Who stands beside the caller of this ticket: `content` are `hotline.domain.parties.Parties`
    as JSON, encrypted.
    """

    __tablename__ = "ticket_party"

    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    content: bytes = Field(sa_type=LargeBinary)


class TicketReader(SQLModel, table=True):
    """Who has the page of a ticket open, as far as their browser said so lately."""

    __tablename__ = "ticket_reader"

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    login: str = Field(primary_key=True)
    seen_at: NaiveDatetime = Field(index=True)
    is_writing: bool = False
