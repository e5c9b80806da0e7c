"""Tickets in the database without the whole of casework: for what only reads them."""

from sqlmodel import Session

from hotline.desk.steps import write_history
from hotline.domain.models import Ticket
from hotline.domain.roles import SYSTEM
from hotline.domain.workflow import Action
from hotline.storage.database import Database
from tests.support.tickets import DAY, facts


def store(database: Database, *contents: str, **changed) -> list[int]:
    """One ticket for each text, each with its first history entry; their ids."""
    with database.writing() as session:
        return [_store(session, content, changed).id for content in contents]


def change(database: Database, ticket_id: int, **changed) -> None:
    """A further step of a ticket: its fields change, its version rises, its history grows."""
    with database.writing() as session:
        ticket = session.get_one(Ticket, ticket_id)
        before = (ticket.status, ticket.unit, ticket.due_at)
        for name, value in changed.items():
            setattr(ticket, name, value)
        write_history(session, SYSTEM, ticket, Action.COMMENT, at=DAY, before=before)


def _store(session: Session, content: str, changed: dict) -> Ticket:
    fields = facts(1, content, **changed)
    del fields["id"]
    ticket = Ticket(**fields | {"no": f"new-{content}"})
    session.add(ticket)
    session.flush()
    ticket.no = fields["no"][:6] + f"{ticket.id:06d}"
    write_history(session, SYSTEM, ticket, Action.REGISTER, at=DAY)
    return ticket
