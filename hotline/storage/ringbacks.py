"""Numbers to ring back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import Ringback, RingbackAttempt

REACHED = ("reached", "called_again")


def open_ringback(session: Session, number_key: str) -> Ringback | None:
    """That of this number, locked."""
    query = select(Ringback).where(
        Ringback.number_key == number_key, col(Ringback.done_at).is_(None)
    )
    return session.exec(query.with_for_update()).first()


def find_ringback(session: Session, number: int) -> Ringback:
    query = select(Ringback).where(Ringback.id == number)
    ringback = session.exec(query.with_for_update()).first()
    if ringback is None:
        raise NotFound(f"没有回拨 {number}", remedy="请从漏接回拨清单进入")
    return ringback


def open_ringbacks(session: Session, *, after: int = 0, limit: int) -> Sequence[Ringback]:
    """The oldest first: who has waited longest is rung first."""
    query = select(Ringback).where(col(Ringback.done_at).is_(None), col(Ringback.id) > after)
    return session.exec(query.order_by(col(Ringback.id)).limit(limit)).all()


def newest_done(session: Session, *, limit: int) -> Sequence[Ringback]:
    query = select(Ringback).where(col(Ringback.done_at).is_not(None))
    return session.exec(query.order_by(col(Ringback.id).desc()).limit(limit)).all()


def attempts_of(
    session: Session, ringbacks: Sequence[Ringback]
) -> dict[int, list[RingbackAttempt]]:
    """By id of the ringback, oldest first."""
    ids = [ringback.row_id for ringback in ringbacks]
    query = select(RingbackAttempt).where(col(RingbackAttempt.ringback_id).in_(ids))
    attempts: dict[int, list[RingbackAttempt]] = {}
    for attempt in session.exec(query.order_by(col(RingbackAttempt.id))) if ids else ():
        attempts.setdefault(attempt.ringback_id, []).append(attempt)
    return attempts


def rung_back(session: Session, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the numbers that reached nobody first in this time: how many were reached, and all."""
    span = (col(Ringback.first_at) >= since, col(Ringback.first_at) < until)
    every = session.exec(select(func.count()).select_from(Ringback).where(*span)).one()
    reached = select(func.count()).select_from(Ringback)
    reached = reached.where(*span, col(Ringback.result).in_(REACHED))
    return session.exec(reached).one(), every
