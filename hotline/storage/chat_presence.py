"""Who takes chats now."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from hotline.domain.models import ChatPresence
from hotline.storage.upsert import insert_into


def presence_of(session: Session, login: str) -> ChatPresence | None:
    return session.get(ChatPresence, login, populate_existing=True)


def hear_of(session: Session, login: str, now: datetime, *, takes: bool | None) -> None:
    """They are there, and take chats or not; None for what they chose before. Two requests of one
    agent may say it at once.
    """
    chosen: dict[str, Any] = {} if takes is None else {"takes": takes}
    first = insert_into(
        session.connection(), ChatPresence, login=login, heard_at=now, takes=takes is not False
    )
    again = first.on_conflict_do_update(index_elements=["login"], set_=chosen | {"heard_at": now})
    session.execute(again)


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
