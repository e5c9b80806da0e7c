"""What belongs to tickets, by ticket: rows of one table, suggestions, returns, replies, names."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from hotline.domain.models import (
    Assignment,
    Attachment,
    CycleFigures,
    Reply,
    ReturnRequest,
    Staff,
    SuggestionRecord,
    Ticket,
)
from hotline.domain.outcomes import AssignmentRole

Table = TypeVar("Table", bound=SQLModel)


def tasks_of_support(
    session: Session, ids: Collection[int], units: Collection[str]
) -> dict[int, Assignment]:
    """Of tickets that none of these units leads, what one of them supports, by ticket; the one
    that asks for something first.
    """
    query = (
        select(Assignment)
        .join(Ticket, col(Ticket.id) == col(Assignment.ticket_id))
        .where(
            col(Assignment.ticket_id).in_(ids),
            Assignment.role == AssignmentRole.SUPPORT,
            col(Assignment.ended_at).is_(None),
            col(Assignment.unit).in_(units),
            col(Ticket.unit).not_in(units),
        )
    )
    support = session.exec(query) if units and ids else ()
    rows = sorted(support, key=lambda row: (not row.opinion, -row.row_id))
    return {row.ticket_id: row for row in rows}


def rows_of_ticket(session: Session, table: type[Table], ticket: Ticket) -> Sequence[Table]:
    """The rows of a table with `ticket_id`, oldest first."""
    fields: Any = table
    query = select(table).where(fields.ticket_id == ticket.id).order_by(col(fields.id))
    return session.exec(query).all()


def has_file(session: Session, ticket: Ticket, digest: str) -> bool:
    """Whether the ticket has a file of this content already."""
    query = select(Attachment.id).where(Attachment.ticket_id == ticket.id)
    return session.exec(query.where(Attachment.digest == digest)).first() is not None


def suggestion_of(session: Session, ticket: Ticket) -> SuggestionRecord | None:
    """What the machine suggested for the ticket."""
    return suggestions_of(session, [ticket]).get(ticket.row_id)


def suggestions_of(session: Session, tickets: Collection[Ticket]) -> dict[int, SuggestionRecord]:
    """By id of the ticket; without an entry where nothing was suggested."""
    query = select(SuggestionRecord).where(col(SuggestionRecord.ticket_id).in_(_ids(tickets)))
    return {record.ticket_id: record for record in session.exec(query)}


def newest_returns(session: Session, tickets: Collection[Ticket]) -> dict[int, ReturnRequest]:
    """The newest request to take a ticket back, by id of the ticket."""
    query = select(ReturnRequest).where(col(ReturnRequest.ticket_id).in_(_ids(tickets)))
    rows = session.exec(query.order_by(col(ReturnRequest.id)))
    return {request.ticket_id: request for request in rows}


def newest_replies(session: Session, tickets: Collection[Ticket]) -> dict[int, Reply]:
    """The newest reply, by id of the ticket."""
    query = select(Reply).where(col(Reply.ticket_id).in_(_ids(tickets)))
    return {reply.ticket_id: reply for reply in session.exec(query.order_by(col(Reply.id)))}


def has_figures(session: Session, ticket: Ticket, units: Collection[str]) -> bool:
    """Whether one of these units has figures of an ended cycle of the ticket."""
    query = select(CycleFigures.id).where(
        CycleFigures.ticket_id == ticket.id, col(CycleFigures.unit).in_(units)
    )
    return session.exec(query.limit(1)).first() is not None


def names_of_staff(session: Session, logins: Collection[str]) -> dict[str, str]:
    """Name by login, for those who have an account."""
    query: Any = select(Staff.login, Staff.name).where(col(Staff.login).in_(logins))
    return dict(session.exec(query).all())


def _ids(tickets: Collection[Ticket]) -> list[int | None]:
    return [ticket.id for ticket in tickets]
