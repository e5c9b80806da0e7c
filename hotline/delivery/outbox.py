"""The outbox: what was put into it is sent until its receiver has it, or somebody is told.

The row is the queue: it is committed with what it tells of, taken for a while by who sends it, and
free again when the sender was killed. So a receiver may get the same one twice, by the same code,
and never not at all.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlmodel import Session

from hotline.domain.deliveries import (
    DeliveryKind,
    DeliveryState,
    SendingOutcome,
    SendingResult,
    tries_within,
    wait_after,
)
from hotline.domain.errors import Conflict
from hotline.domain.models import ChatMessage, Delivery, DeliveryAttempt
from hotline.storage.deliveries import (
    deliveries_of_messages,
    delivery_of_code,
    due_deliveries,
    held_in_lanes,
    locked_with_head,
    next_in_lane,
    put_off_lane,
)
from hotline.storage.vault import Vault

# A sender has ended by then, or was killed.
LEASE = timedelta(minutes=2)
GIVEN_UP = "多次发送未成功"


@dataclass(frozen=True)
class Parcel:
    """A delivery that a sender has taken; `body` is its JSON."""

    code: str
    kind: DeliveryKind
    inbox_id: int
    event: str
    body: bytes
    message_id: int | None = None


def queue_delivery(
    session: Session,
    vault: Vault,
    kind: DeliveryKind,
    inbox_id: int,
    event: str,
    body: Any,
    now: datetime,
    *,
    lane: str | None = None,
    message_id: int | None = None,
) -> Delivery:
    """Put it into the outbox, in the transaction of what it tells of."""
    row = Delivery(
        code=f"msg_{secrets.token_urlsafe(18)}",
        kind=kind,
        inbox_id=inbox_id,
        message_id=message_id,
        event=event,
        body=vault.seal(msgspec.json.encode(body)),
        lane=lane,
        created_at=now,
        next_at=now,
    )
    session.add(row)
    return row


def take_parcels(session: Session, vault: Vault, now: datetime, *, limit: int) -> list[Parcel]:
    """What is due, for this sender alone until the lease is over."""
    parcels = []
    for row in due_deliveries(session, now, limit=limit):
        row.next_at, row.attempts = now + LEASE, row.attempts + 1
        body = vault.unseal(row.body) if row.body else b""
        parcels.append(Parcel(row.code, row.kind, row.inbox_id, row.event, body, row.message_id))
    return parcels


def note_result(session: Session, code: str, result: SendingResult, now: datetime) -> Delivery:
    """Write down what became of a try, and when it is tried again."""
    row = delivery_of_code(session, code, locked=True)
    log = DeliveryAttempt(
        delivery_id=row.row_id,
        at=now,
        status=result.status,
        code=result.code,
        reason=result.reason,
    )
    session.add(log)
    row.reason = result.reason
    if result.outcome is SendingOutcome.DONE:
        _end(row, DeliveryState.DELIVERED, now)
        _note_sent(session, row, now)
    elif result.outcome is SendingOutcome.HELD:
        row.state, row.next_at = DeliveryState.HELD, None
    elif result.outcome is SendingOutcome.REFUSED:
        _end(row, DeliveryState.FAILED, now)
    else:
        wait = wait_after(row.attempts, result.wait)
        if wait is None:
            row.reason = f"{GIVEN_UP}：{result.reason}"
            _end(row, DeliveryState.FAILED, now)
        else:
            row.next_at = now + wait
    if row.lane:
        _pace_lane(session, row, now)
    return row


def redeliver(session: Session, code: str, now: datetime) -> Delivery:
    """Send it once more, now, whatever became of it; what it waits behind in its lane goes first.
    Raises Conflict for a forgotten body.
    """
    row, head = locked_with_head(session, code)
    if row.body is None:
        raise Conflict("内容已按期清除，不能重发", remedy="请从来源系统重新获取")
    for each in (head, row) if head else (row,):
        each.state, each.next_at, each.ended_at, each.attempts = DeliveryState.WAITING, now, None, 0
    return row


def release_held(session: Session, lanes: Collection[str], now: datetime) -> int:
    """The receiver has written: what waited for that goes out, in its order."""
    rows = held_in_lanes(session, lanes)
    for row in rows:
        row.state, row.next_at, row.attempts = DeliveryState.WAITING, now, 0
    return len(rows)


def forget_bodies(rows: Sequence[Delivery]) -> int:
    for row in rows:
        row.body = None
    return len(rows)


def _pace_lane(session: Session, row: Delivery, now: datetime) -> None:
    """What stands behind a delivery that is tried later need not be looked at before that; once it
    has ended the next one is due at once. Behind one that was given up the time that it waited
    counts as its own tries: nothing waits longer than if it had stood alone.
    """
    if row.state == DeliveryState.WAITING and row.next_at:
        put_off_lane(session, row, row.next_at)
    elif row.ended_at and (following := next_in_lane(session, row)):
        following.next_at = min(following.next_at or now, now)
        if row.state == DeliveryState.FAILED:
            waited = tries_within(now - following.created_at)
            following.attempts = max(following.attempts, waited)
        session.add(following)


def _end(row: Delivery, state: DeliveryState, now: datetime) -> None:
    row.state, row.next_at, row.ended_at = state, None, now


def _note_sent(session: Session, row: Delivery, now: datetime) -> None:
    """A message is there when its last piece is."""
    if row.message_id is None:
        return
    message = session.get_one(ChatMessage, row.message_id)
    pieces = deliveries_of_messages(session, [row.message_id])
    if message.sent_at is None and all(p.state == DeliveryState.DELIVERED for p in pieces):
        message.sent_at = now
