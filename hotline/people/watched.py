"""关注: what somebody who leads keeps an eye on; a list of their own."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.domain.errors import InvalidInput
from hotline.domain.models import WatchedMatter

KINDS = ("ticket", "spot", "issue", "unit")
MOST = 30
LONGEST_KEY = 120


def watched_by(session: Session, login: str) -> Sequence[WatchedMatter]:
    """Newest first."""
    newest = (col(WatchedMatter.since).desc(), col(WatchedMatter.kind), col(WatchedMatter.key))
    query = select(WatchedMatter).where(WatchedMatter.login == login).order_by(*newest)
    return session.exec(query.limit(MOST)).all()


def watch(session: Session, login: str, kind: str, key: str, now: datetime) -> None:
    """Once is enough. Raises InvalidInput for what cannot be watched and for a full list."""
    if kind not in KINDS or not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        raise InvalidInput(
            f"“{key[:40]}”不能关注", field="key", remedy="请从今日要情或工单页面点“关注”"
        )
    if session.get(WatchedMatter, (login, kind, key)) is not None:
        return
    own = select(func.count()).select_from(WatchedMatter).where(WatchedMatter.login == login)
    if session.exec(own).one() >= MOST:
        raise InvalidInput(f"关注已满 {MOST} 项", field="key", remedy="请先取消关注不再需要的事项")
    session.add(WatchedMatter(login=login, kind=kind, key=key, since=now))


def unwatch(session: Session, login: str, kind: str, key: str) -> None:
    row = session.get(WatchedMatter, (login, kind, key))
    if row is not None:
        session.delete(row)
