"""Tickets whose category stood: what the next model learns from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlmodel import Session, col

from classifiers.plain_text import whole_text
from hotline.domain.models import Assignment, SuggestionRecord, Ticket
from hotline.domain.statuses import Status
from hotline.storage.standing import STOOD

_LEFT_OUT = (Status.REJECTED, Status.WITHDRAWN, Status.MERGED)


@dataclass(frozen=True, slots=True)
class DecidedTicket:
    """A text and its category; `by` decided ("" when it was sent by itself), `suggested` was the
    machine's first guess.
    """

    text: str
    label: str
    by: str
    suggested: str
    at: datetime


def lessons_since(session: Session, since: datetime) -> Iterator[DecidedTicket]:
    """By the time of the suggestion: accepted by the unit and not returned, or answered at once
    by a person.
    """
    accepted = exists().where(col(Assignment.ticket_id) == col(Ticket.id), *STOOD)
    answered = and_(col(Ticket.dispatched_at).is_(None), col(SuggestionRecord.decided_by) != "")
    query = (
        select(
            col(Ticket.title),
            col(Ticket.content),
            col(Ticket.category),
            col(SuggestionRecord.decided_by),
            col(SuggestionRecord.category),
            col(SuggestionRecord.categories),
            col(SuggestionRecord.at),
        )
        .join(Ticket, col(Ticket.id) == col(SuggestionRecord.ticket_id))
        .where(
            col(SuggestionRecord.at) >= since,
            col(Ticket.category) != "",
            col(Ticket.status).not_in(_LEFT_OUT),
        )
        .where(
            or_(col(SuggestionRecord.automatic), col(SuggestionRecord.decided_by) != ""),
            or_(accepted, answered),
        )
        .order_by(col(SuggestionRecord.at), col(SuggestionRecord.id))
    )
    for title, content, label, by, suggested, guesses, at in session.execute(query):
        yield DecidedTicket(
            whole_text(title, content), label, by, guesses[0][0] if guesses else suggested, at
        )
