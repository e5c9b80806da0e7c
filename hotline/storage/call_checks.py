"""Quality checks of calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import CallCheck, PhoneCall


def check_of_call(session: Session, call: PhoneCall) -> CallCheck | None:
    return session.exec(select(CallCheck).where(CallCheck.call_id == call.id)).first()


def call_of_check(session: Session, check: CallCheck) -> PhoneCall:
    return session.get_one(PhoneCall, check.call_id)


def find_check(session: Session, number: int) -> CallCheck:
    check = session.exec(select(CallCheck).where(CallCheck.id == number).with_for_update()).first()
    if check is None:
        raise NotFound(f"没有质检 {number}", remedy="请从质检清单进入")
    return check


def waiting_checks(session: Session, *, but: str, limit: int) -> Sequence[CallCheck]:
    """Drawn and not yet checked, oldest first; nobody's own."""
    query = select(CallCheck).where(col(CallCheck.checked_at).is_(None), CallCheck.agent != but)
    return session.exec(query.order_by(col(CallCheck.id)).limit(limit)).all()


def waiting_appeals(session: Session, *, but: str, limit: int) -> Sequence[CallCheck]:
    """Which nobody has decided, oldest first; those that `but` may not decide are not among them:
    of their own calls, and of what they have checked.
    """
    query = select(CallCheck).where(
        col(CallCheck.appealed_at).is_not(None),
        col(CallCheck.decided_at).is_(None),
        CallCheck.agent != but,
        CallCheck.checked_by != but,
    )
    return session.exec(query.order_by(col(CallCheck.appealed_at)).limit(limit)).all()


def newest_checks(session: Session, *, agent: str = "", limit: int) -> Sequence[CallCheck]:
    query = select(CallCheck).where(col(CallCheck.checked_at).is_not(None))
    if agent:
        query = query.where(CallCheck.agent == agent)
    return session.exec(query.order_by(col(CallCheck.id).desc()).limit(limit)).all()


def scores_by_agent(
    session: Session, since: datetime, until: datetime, *, agent: str = ""
) -> Sequence[tuple[str, int, int]]:
    """Login, how many checks, sum of their scores; of checks in this time."""
    query: Any = (
        select(CallCheck.agent, func.count(), func.sum(CallCheck.score))
        .where(col(CallCheck.checked_at) >= since, col(CallCheck.checked_at) < until)
        .group_by(col(CallCheck.agent))
        .order_by(col(CallCheck.agent))
    )
    if agent:
        query = query.where(CallCheck.agent == agent)
    return [(row[0], int(row[1]), int(row[2] or 0)) for row in session.exec(query)]
