"""Who takes chats now."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.domain.models import ChatPresence


def presence_of(session: Session, login: str) -> ChatPresence | None:
    return session.get(ChatPresence, login)


def absent_agents(session: Session, logins: Collection[str], since: datetime) -> set[str]:
    """Who of these was not there since."""
    query = select(ChatPresence.login).where(
        col(ChatPresence.login).in_(logins), ChatPresence.heard_at >= since
    )
    return set(logins) - set(session.exec(query) if logins else ())


def count_present(session: Session, since: datetime) -> int:
    """How many have said that they take chats, or not said otherwise, and were there since."""
    query = (
        select(func.count())
        .select_from(ChatPresence)
        .where(ChatPresence.heard_at >= since, col(ChatPresence.takes).is_(True))
    )
    return session.exec(query).one()
