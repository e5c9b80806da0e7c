"""Several matters of one contact: a ticket for each, with the caller's words in all of them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, or_, select

from hotline.casework.prepared import Prepared, prepare
from hotline.casework.repeats import hint_repeats
from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.errors import InvalidInput
from hotline.domain.models import HistoryEntry, PhoneCall, Ticket
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import Actor
from hotline.storage.calls import calls_of_tickets

MOST = 20


def first_of_contact(session: Session, actor: Actor, no: str) -> str:
    """The number of the first ticket of a contact that the actor registered, by that of any of its
    tickets; also of a confidential one, which they see no more. Raises InvalidInput.
    """
    query = (
        select(Ticket)
        .join(HistoryEntry, col(HistoryEntry.ticket_id) == col(Ticket.id))
        .where(Ticket.no == no, HistoryEntry.ticket_version == 1, HistoryEntry.actor == actor.login)
    )
    ticket = session.exec(query).first()
    if ticket is None:
        raise InvalidInput(
            f"没有由您登记的工单 {no[:20]}", field="first", remedy="请从登记后的页面继续登记下一件"
        )
    return ticket.first_matter or ticket.no


def prepare_matter(report: IncomingReport, desk: Desk, *, actor: Actor, key: str) -> Prepared:
    """A further matter is read by its title alone; whom the whole text accuses never gets it. Where
    the title names no place it is where the whole text says.
    """
    require_text(report.title, "title", "本件事项的标题")
    whole = prepare(report, desk, actor=actor, key=key)
    place = whole.decision.location
    alone = replace(report, text=report.title, district=report.district or place.district)
    matter = prepare(alone, desk, actor=actor)
    if not _has_place(matter) and place.place:
        matter = prepare(replace(alone, address=place.place), desk, actor=actor)
    decision = replace(
        matter.decision,
        accused=whole.decision.accused,
        secrecy=whole.decision.secrecy,
        location=matter.decision.location if _has_place(matter) else place,
    )
    return replace(whole, classification=matter.classification, decision=decision)


def _has_place(prepared: Prepared) -> bool:
    location = prepared.decision.location
    return bool(location.street or location.place)


def link_matter(session: Session, ticket: Ticket, desk: Desk, *, first: str) -> None:
    """The ticket is a further matter of the contact, and so repeats none of the others, although
    the caller's words are the same in all of them.
    """
    ticket.first_matter = first
    session.add(ticket)
    session.flush()
    others = [other.no for other in matters_of_contact(session, ticket)]
    if ticket.duplicate_of in others:
        hint_repeats(session, [ticket], desk, apart=others)


def reported_with(session: Session, report: IncomingReport, *, first: str) -> IncomingReport:
    """A further matter was reported when the first one was."""
    query = select(Ticket.reported_at).where(Ticket.no == first)
    return replace(report, time=report.time or session.exec(query).one())


def calls_of_contact(session: Session, ticket: Ticket) -> Sequence[PhoneCall]:
    """The calls in which this and the other matters of the contact were told."""
    tickets = [ticket, *matters_of_contact(session, ticket)]
    return calls_of_tickets(session, [row.row_id for row in tickets])


def matters_of_contact(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """The other tickets of the same contact, in the order of their numbers."""
    first = ticket.first_matter or ticket.no
    of_contact = or_(col(Ticket.first_matter) == first, col(Ticket.no) == first)
    query = select(Ticket).where(of_contact, col(Ticket.id) != ticket.id)
    return session.exec(query.order_by(col(Ticket.no)).limit(MOST)).all()
