"""Tickets on one matter: which wait for the answer to which."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action

JOINING = (Action.MERGE, Action.JOIN)
_TOGETHER = (*JOINING, Action.UNMERGE, Action.ABSORB, Action.RELEASE)


def merged_into(session: Session, parent: Ticket) -> Sequence[Ticket]:
    """The tickets that wait for the answer to this one."""
    # Written out and not as a parameter: only so does SQLite know that the partial index holds all
    # that is asked for.
    query = select(Ticket).where(
        col(Ticket.merged_into) == parent.no, literal_column("ticket.merged_into != ''")
    )
    return session.exec(query.where(Ticket.status == Status.MERGED).order_by(col(Ticket.id))).all()


def parent_of(session: Session, ticket: Ticket, *, locked: bool = True) -> Ticket | None:
    """The ticket whose answer this one waits for."""
    if ticket.status != Status.MERGED:
        return None
    query = select(Ticket).where(Ticket.no == ticket.merged_into)
    return session.exec(query.with_for_update() if locked else query).one()


def of_matter(column: str) -> Any:
    """`unit` or `status` of the ticket that is handled for one: its own, or of a merged one that of
    the leading ticket. For statements over Ticket.
    """
    own, leading = getattr(Ticket, column), aliased(Ticket)
    led = (
        select(getattr(leading, column))
        .where(leading.no == col(Ticket.merged_into))
        .correlate(Ticket)
    )
    merged = and_(col(Ticket.status) == Status.MERGED, col(Ticket.merged_into) != "")
    return case((merged, func.coalesce(led.scalar_subquery(), own)), else_=own)


def leading_of(session: Session, tickets: Sequence[Ticket]) -> dict[str, Ticket]:
    """Of these tickets the merged ones' leading tickets, by the number of the merged one."""
    led = {ticket.no: ticket.merged_into for ticket in tickets if ticket.status == Status.MERGED}
    query = select(Ticket).where(col(Ticket.no).in_(sorted(set(led.values()))))
    rows = {ticket.no: ticket for ticket in session.exec(query)} if led else {}
    return {no: rows[leading] for no, leading in led.items() if leading in rows}


def leading_no(ticket: Ticket) -> str:
    """Number of the ticket that is handled for this one; its own where it stands alone."""
    return ticket.merged_into if ticket.status == Status.MERGED else ticket.no


def merged_since(session: Session, children: Sequence[Ticket]) -> dict[int, datetime]:
    """When each of these tickets was merged last, by its id."""
    query = (
        select(HistoryEntry.ticket_id, func.max(HistoryEntry.at))
        .where(
            col(HistoryEntry.ticket_id).in_([child.id for child in children]),
            col(HistoryEntry.action).in_(JOINING),
        )
        .group_by(col(HistoryEntry.ticket_id))
    )
    return dict(session.exec(query).all())


def last_merge(session: Session, ticket: Ticket) -> HistoryEntry | None:
    """The step by which the ticket was merged last."""
    query = select(HistoryEntry).where(
        HistoryEntry.ticket_id == ticket.id, col(HistoryEntry.action).in_(JOINING)
    )
    return session.exec(query.order_by(col(HistoryEntry.id).desc()).limit(1)).first()


def ever_together(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """The tickets that are or once were one matter with this one, into whichever they were merged:
    steps of both tell of both.
    """
    query = select(HistoryEntry.details).where(
        HistoryEntry.ticket_id == ticket.id, col(HistoryEntry.action).in_(_TOGETHER)
    )
    details = session.exec(query).all()
    numbers = {entry.get("ticket") or entry.get("into", "") for entry in details} - {"", ticket.no}
    if not numbers:
        return []
    return session.exec(select(Ticket).where(col(Ticket.no).in_(sorted(numbers)))).all()
