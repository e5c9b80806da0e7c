"""Notices by their receiver, as far as the receiver may still know of their tickets."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal_column, or_, update
from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry, Notice, SupervisionOrder, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.permissions import scope_of
from hotline.domain.roles import Actor, Role
from hotline.storage.scopes import not_accusing, visible_to

MOST = 100


def notices_of(
    session: Session, actor: Actor, *, after: int = 0, limit: int = 50
) -> Sequence[Notice]:
    """Newest first; `after` is the id of the last one of the page before."""
    query = select(Notice).where(*_received_by(actor))
    if after:
        query = query.where(col(Notice.id) < after)
    return session.exec(query.order_by(col(Notice.id).desc()).limit(limit)).all()


def unread_of(session: Session, actor: Actor, *, until: int) -> Sequence[Notice]:
    query = select(Notice).where(
        *_received_by(actor), col(Notice.read_at).is_(None), col(Notice.id) <= until
    )
    return session.exec(query.with_for_update()).all()


def count_unread(session: Session, actor: Actor) -> int:
    """Counted up to MOST: a badge needs no more."""
    query: Any = (
        select(Notice.id).where(*_received_by(actor), col(Notice.read_at).is_(None)).limit(MOST)
    )
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def loudest_of(session: Session, actor: Actor, kinds: Collection[NoticeKind]) -> int:
    """Id of the newest unread notice of these kinds, 0 for none."""
    query: Any = select(func.max(Notice.id)).where(
        *_received_by(actor), col(Notice.read_at).is_(None), col(Notice.kind).in_(list(kinds))
    )
    return session.exec(query).one() or 0


def newest_notice(session: Session, actor: Actor) -> int:
    """Id of the newest notice of the actor's unit or role, 0 for none."""
    query: Any = select(func.max(Notice.id)).where(Notice.receiver == shared_receiver(actor))
    return session.exec(query).one() or 0


def to_be_ready(session: Session, actor: Actor) -> int:
    """For how many dangers the actor's unit has an alarm to be ready that nobody has read."""
    query: Any = select(func.count(func.distinct(Notice.ticket_no))).where(
        Notice.receiver == shared_receiver(actor),
        col(Notice.read_at).is_(None),
        Notice.kind == NoticeKind.DANGER_AHEAD,
    )
    return session.exec(query).one() or 0


def unsent(
    session: Session, kinds: Collection[NoticeKind], *, since: datetime, limit: int
) -> Sequence[Notice]:
    """Of these kinds what nobody has read and no receiver outside has, oldest first."""
    # Written out, so that SQLite knows that the partial index holds all that is asked for.
    waiting: Any = literal_column("notice.sent_at is null and notice.read_at is null")
    query = select(Notice).where(waiting, col(Notice.kind).in_(list(kinds)), Notice.at >= since)
    return session.exec(query.order_by(col(Notice.id)).limit(limit)).all()


def count_unsent(session: Session, *, since: datetime) -> int:
    """How many nobody has read and no receiver outside has."""
    waiting: Any = literal_column("notice.sent_at is null and notice.read_at is null")
    query: Any = select(func.count(col(Notice.id))).where(waiting, Notice.at >= since)
    return int(session.exec(query).one())


def last_sent(session: Session) -> datetime | None:
    """When a receiver outside took one last."""
    return session.exec(select(func.max(Notice.sent_at))).one()


def note_sent(session: Session, ids: Collection[int], at: datetime) -> None:
    """A receiver outside has them."""
    sent = update(Notice).where(col(Notice.id).in_(list(ids))).values(sent_at=at)
    session.connection().execute(sent)


def unread_on_ticket(session: Session, no: str, kinds: Collection[NoticeKind]) -> Sequence[Notice]:
    """Of these kinds, whoever received them."""
    query = select(Notice).where(
        Notice.ticket_no == no, col(Notice.kind).in_(list(kinds)), col(Notice.read_at).is_(None)
    )
    return session.exec(query).all()


def unread_of_kind(session: Session, receiver: str, kind: NoticeKind) -> Sequence[Notice]:
    query = select(Notice).where(
        Notice.receiver == receiver, col(Notice.read_at).is_(None), Notice.kind == kind
    )
    return session.exec(query).all()


def heard_last(session: Session, no: str, kinds: Collection[NoticeKind]) -> dict[str, NoticeKind]:
    """Which of these kinds each unit heard last of a ticket, by unit."""
    query = select(Notice).where(Notice.ticket_no == no, col(Notice.kind).in_(list(kinds)))
    rows = session.exec(query.order_by(col(Notice.id)))
    return {
        row.receiver.removeprefix("unit:"): row.kind
        for row in rows
        if row.receiver.startswith("unit:")
    }


def orders_of(session: Session, notices: Iterable[Notice]) -> dict[int, SupervisionOrder]:
    """The orders that notices are about, by id."""
    ids = {notice.order_id for notice in notices if notice.order_id is not None}
    query = select(SupervisionOrder).where(col(SupervisionOrder.id).in_(ids))
    return {order.row_id: order for order in session.exec(query)} if ids else {}


def clocks_then(
    session: Session, notices: Iterable[Notice]
) -> dict[int, tuple[str, datetime | None]]:
    """The status of its ticket and the end of the clock that ran when each notice was written, by
    the id of the notice.
    """
    tickets = {notice.ticket_no for notice in notices if notice.ticket_no}
    query = (
        select(Ticket.no, HistoryEntry.at, HistoryEntry.to_status, HistoryEntry.new_due)
        .join(Ticket, col(Ticket.id) == col(HistoryEntry.ticket_id))
        .where(col(Ticket.no).in_(tickets))
    )
    steps: dict[str, list[tuple[datetime, str, datetime | None]]] = {}
    for no, at, status, due in session.exec(query.order_by(col(HistoryEntry.id))):
        steps.setdefault(no, []).append((at, status, due))
    clocks: dict[int, tuple[str, datetime | None]] = {}
    for notice in notices:
        before = [step for step in steps.get(notice.ticket_no, ()) if step[0] <= notice.at]
        if before:
            clocks[notice.row_id] = before[-1][1:]
    return clocks


def tickets_of(session: Session, notices: Iterable[Notice]) -> dict[str, Ticket]:
    """The tickets that notices are about, by number."""
    numbers = {notice.ticket_no for notice in notices if notice.ticket_no}
    rows = session.exec(select(Ticket).where(col(Ticket.no).in_(numbers))) if numbers else ()
    return {ticket.no: ticket for ticket in rows}


def shared_receiver(actor: Actor) -> str:
    """As whom the actor gets what goes to their unit, or to their role at the centre."""
    return f"unit:{actor.unit}" if actor.role == Role.CLERK else f"role:{actor.role}"


def _received_by(actor: Actor) -> list[ColumnElement[bool]]:
    """What goes to the actor, to their role at the centre, or to their own unit.

    Not what units below it get, and not what tells of a ticket that became confidential or accuses
    their unit by now; a unit still reads of what went on to another.
    """
    received = col(Notice.receiver).in_([shared_receiver(actor), f"login:{actor.login}"])
    scope = scope_of(actor)
    of_ticket = visible_to(actor) if scope.every_unit else not_accusing(scope)
    if not of_ticket:
        return [received]
    shown = exists().where(col(Ticket.no) == col(Notice.ticket_no), *of_ticket)
    return [received, or_(col(Notice.ticket_no) == "", shown)]
