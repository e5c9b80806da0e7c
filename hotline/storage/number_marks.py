"""Marks of numbers that hold now."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import NumberMark

BLOCKED = "blocked"


def marks_of(session: Session, number_key: str, now: datetime) -> Sequence[NumberMark]:
    query = select(NumberMark).where(
        NumberMark.number_key == number_key,
        col(NumberMark.lifted_at).is_(None),
        col(NumberMark.until) > now,
    )
    return session.exec(query.order_by(col(NumberMark.id))).all()


def is_blocked(session: Session, number_key: str | None, now: datetime) -> bool:
    return bool(number_key) and any(
        mark.kind == BLOCKED for mark in marks_of(session, number_key or "", now)
    )


def standing_marks(
    session: Session, now: datetime, *, kind: str = "", after: int = 0, limit: int
) -> Sequence[NumberMark]:
    """Of all numbers, newest first; `after` is the id of the last one of the page before."""
    query = select(NumberMark).where(col(NumberMark.lifted_at).is_(None), NumberMark.until > now)
    if kind:
        query = query.where(NumberMark.kind == kind)
    if after:
        query = query.where(col(NumberMark.id) < after)
    return session.exec(query.order_by(col(NumberMark.id).desc()).limit(limit)).all()


def find_mark(session: Session, number: int) -> NumberMark:
    mark = session.exec(select(NumberMark).where(NumberMark.id == number).with_for_update()).first()
    if mark is None:
        raise NotFound(f"没有号码标记 {number}", remedy="请从来电页进入")
    return mark
