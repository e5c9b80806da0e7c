"""Deliveries: what is due, what waits for its receiver, the log."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal_column, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from hotline.domain.deliveries import DeliveryState
from hotline.domain.errors import NotFound
from hotline.domain.models import (
    ChatConversation,
    ChatInbox,
    ChatMessage,
    Delivery,
    DeliveryAttempt,
)

SHOWN_ATTEMPTS = 20
# So many messages before the newest queued one may have been committed after it.
LATECOMERS = 1000


def due_deliveries(session: Session, now: datetime, *, limit: int) -> Sequence[Delivery]:
    """What is due, longest first, locked; of a lane only what stands first in it."""
    query = (
        select(Delivery)
        .where(*_due(now))
        .order_by(col(Delivery.next_at), col(Delivery.id))
        .limit(limit)
    )
    return session.exec(query.with_for_update(skip_locked=True, of=Delivery)).all()


def is_anything_due(session: Session, now: datetime) -> bool:
    """Asked often: it locks nothing."""
    query: Any = select(Delivery.id).where(*_due(now))
    return session.exec(query.limit(1)).first() is not None


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    earlier: Any = aliased(Delivery)
    waits_behind = exists().where(
        earlier.lane == Delivery.lane,
        earlier.lane.is_not(None),
        earlier.ended_at.is_(None),
        earlier.id < Delivery.id,
    )
    return col(Delivery.next_at).is_not(None), col(Delivery.next_at) <= now, ~waits_behind


def delivery_of_code(session: Session, code: str, *, locked: bool = False) -> Delivery:
    """Raises NotFound."""
    query = select(Delivery).where(Delivery.code == code)
    row = session.exec(query.with_for_update() if locked else query).first()
    if row is None:
        raise NotFound(f"没有发送记录“{code[:60]}”", remedy="请从发送记录页复制编号")
    return row


def locked_with_head(session: Session, code: str) -> tuple[Delivery, Delivery | None]:
    """A delivery, and the one that it waits behind, if it does; locked in the order of their lane.
    Raises NotFound.
    """
    own: Any = select(Delivery.lane).where(Delivery.code == code).scalar_subquery()
    first = select(func.min(Delivery.id)).where(
        col(Delivery.lane) == own, col(Delivery.lane).is_not(None), col(Delivery.ended_at).is_(None)
    )
    query = select(Delivery).where(
        or_(col(Delivery.code) == code, col(Delivery.id) == first.scalar_subquery())
    )
    rows = session.exec(query.order_by(col(Delivery.id)).with_for_update()).all()
    row = next((row for row in rows if row.code == code), None) or delivery_of_code(session, code)
    is_behind = rows[0] is not row and rows[0].ended_at is None
    return row, rows[0] if is_behind else None


def heads_before(session: Session, rows: Collection[Delivery]) -> dict[str, Delivery]:
    """What stands first in the lanes of these, by the code of each that waits behind it."""
    lanes = {row.lane for row in rows if row.lane and row.ended_at is None}
    first: Any = select(func.min(Delivery.id)).where(
        col(Delivery.lane).in_(lanes),
        col(Delivery.lane).is_not(None),
        col(Delivery.ended_at).is_(None),
    )
    query = select(Delivery).where(col(Delivery.id).in_(first.group_by(Delivery.lane)))
    heads = {head.lane: head for head in session.exec(query)} if lanes else {}
    behind = [row for row in rows if row.lane in heads and row.ended_at is None]
    return {row.code: heads[row.lane] for row in behind if heads[row.lane].row_id < row.row_id}


def put_off_lane(session: Session, head: Delivery, until: datetime) -> None:
    """What stands behind this one in its lane is due when it is tried again, not before."""
    behind = update(Delivery).where(
        col(Delivery.lane) == head.lane,
        col(Delivery.id) > head.row_id,
        col(Delivery.ended_at).is_(None),
        col(Delivery.next_at) < until,
    )
    session.connection().execute(behind.values(next_at=until))


def next_in_lane(session: Session, head: Delivery) -> Delivery | None:
    """What waits behind this one, locked; not what is held."""
    query = select(Delivery).where(
        Delivery.lane == head.lane, col(Delivery.id) > head.row_id, col(Delivery.ended_at).is_(None)
    )
    row = session.exec(query.order_by(col(Delivery.id)).limit(1).with_for_update()).first()
    return row if row and row.state == DeliveryState.WAITING else None


def held_in_lanes(session: Session, lanes: Collection[str]) -> Sequence[Delivery]:
    """What waits for a receiver of these lanes to write again, oldest first, locked."""
    query = select(Delivery).where(
        col(Delivery.lane).is_not(None),
        col(Delivery.ended_at).is_(None),
        col(Delivery.lane).in_(lanes),
        Delivery.state == DeliveryState.HELD,
    )
    return session.exec(query.order_by(col(Delivery.id)).with_for_update()).all()


def newest_deliveries(
    session: Session, *, state: str = "", inbox_id: int = 0, after: int = 0, limit: int
) -> Sequence[Delivery]:
    """Newest first; `after` is the id of the last one of the page before."""
    query = select(Delivery)
    if state:
        query = query.where(Delivery.state == state)
    if inbox_id:
        query = query.where(Delivery.inbox_id == inbox_id)
    if after:
        query = query.where(col(Delivery.id) < after)
    return session.exec(query.order_by(col(Delivery.id).desc()).limit(limit)).all()


def attempts_of(session: Session, delivery: Delivery) -> Sequence[DeliveryAttempt]:
    """The last tries, newest first."""
    query = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery.id)
    newest = query.order_by(col(DeliveryAttempt.id).desc()).limit(SHOWN_ATTEMPTS)
    return session.exec(newest).all()


def deliveries_of_messages(session: Session, message_ids: Collection[int]) -> Sequence[Delivery]:
    """In their order."""
    query = select(Delivery).where(
        col(Delivery.message_id).is_not(None), col(Delivery.message_id).in_(message_ids)
    )
    return session.exec(query.order_by(col(Delivery.id))).all() if message_ids else ()


def reasons_of_unsent(session: Session, message_ids: Collection[int]) -> dict[int, str]:
    """Why these messages have not arrived, as far as somebody tried, by message."""
    return {
        row.message_id: row.reason
        for row in reversed(deliveries_of_messages(session, message_ids))
        if row.message_id and row.reason and row.state != DeliveryState.DELIVERED
    }


def unqueued_messages(session: Session, kind: str, *, limit: int) -> Sequence[ChatMessage]:
    """Answers to contacts of inboxes of this kind that stand in no delivery, oldest first.

    Messages are queued in their order: of those long before the newest queued one none is missing,
    and so what was never taken costs nothing.
    """
    newest = session.exec(
        select(func.max(Delivery.message_id)).where(col(Delivery.message_id).is_not(None))
    ).one()
    query = (
        select(ChatMessage)
        .join(ChatConversation, col(ChatConversation.id) == ChatMessage.conversation_id)
        .join(ChatInbox, col(ChatInbox.id) == ChatConversation.inbox_id)
        .where(
            col(ChatMessage.sent_at).is_(None),
            col(ChatMessage.id) > (newest or 0) - LATECOMERS,
            ChatInbox.kind == kind,
            ~exists().where(
                col(Delivery.message_id).is_not(None),
                col(Delivery.message_id) == col(ChatMessage.id),
            ),
        )
        .order_by(col(ChatMessage.id))
        .limit(limit)
    )
    return session.exec(query.with_for_update(skip_locked=True, of=ChatMessage)).all()


def ended_with_bodies(session: Session, before: datetime, *, limit: int) -> Sequence[Delivery]:
    """Ended before this moment, with a body that nobody needs any more."""
    # Written out, so that SQLite knows that the partial index holds all that is asked for.
    kept: Any = literal_column("delivery.ended_at is not null and delivery.body is not null")
    query = select(Delivery).where(kept, col(Delivery.ended_at) < before)
    return session.exec(query.order_by(col(Delivery.ended_at)).limit(limit)).all()
