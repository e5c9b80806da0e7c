"""Who takes chats now."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.domain.models import ChatPresence


def presence_of(session: Session, login: str) -> ChatPresence | None:
    return session.get(ChatPresence, login)


def count_present(session: Session, since: datetime) -> int:
    """How many have said that they take chats, or not said otherwise, and were there since."""
    query = (
        select(func.count())
        .select_from(ChatPresence)
        .where(ChatPresence.heard_at >= since, col(ChatPresence.takes).is_(True))
    )
    return session.exec(query).one()
