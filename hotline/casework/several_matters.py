"""Several matters of one contact: a ticket for each, with the caller's words in all of them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, or_, select

from hotline.casework.prepared import Prepared, prepare
from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.errors import InvalidInput
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import Actor

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
    """A further matter is read by its title alone; whom the whole text accuses never gets it."""
    require_text(report.title, "title", "本件事项的标题")
    whole = prepare(report, desk, actor=actor, key=key)
    district = report.district or whole.decision.location.district
    alone = replace(report, text=report.title, district=district)
    matter = prepare(alone, desk, actor=actor)
    decision = replace(
        matter.decision, accused=whole.decision.accused, secrecy=whole.decision.secrecy
    )
    return replace(whole, classification=matter.classification, decision=decision)


def matters_of_contact(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """The other tickets of the same contact, in the order of their numbers."""
    first = ticket.first_matter or ticket.no
    of_contact = or_(col(Ticket.first_matter) == first, col(Ticket.no) == first)
    query = select(Ticket).where(of_contact, col(Ticket.id) != ticket.id)
    return session.exec(query.order_by(col(Ticket.no)).limit(MOST)).all()
