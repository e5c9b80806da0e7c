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


def find_mark(session: Session, number: int) -> NumberMark:
    mark = session.exec(select(NumberMark).where(NumberMark.id == number).with_for_update()).first()
    if mark is None:
        raise NotFound(f"没有号码标记 {number}", remedy="请从来电页进入")
    return mark
