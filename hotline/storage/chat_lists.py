"""Chats as lists show them: who has them, what waits, what has ended, and who sees which."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from hotline.domain.chats.permissions import reads_all_chats
from hotline.domain.chats.states import LIVE, UNANSWERED, ChatState
from hotline.domain.models import ChatConversation
from hotline.domain.roles import Actor
from hotline.storage.chats import no_chat


def find_chat(
    session: Session, actor: Actor, number: int, *, locked: bool = False
) -> ChatConversation:
    """Raises NotFound, also for a chat that is not for these eyes."""
    query = select(ChatConversation).where(ChatConversation.id == number, *_seen_by(actor))
    conversation = session.exec(query.with_for_update() if locked else query).first()
    if conversation is None:
        raise no_chat(number)
    return conversation


def waiting_chats(session: Session, *, limit: int = 100) -> Sequence[ChatConversation]:
    """What a person has still to take: those who wait now before messages, oldest first."""
    rows: list[ChatConversation] = []
    for state in sorted(UNANSWERED, key=lambda state: state != ChatState.WAITING):
        query = select(ChatConversation).where(ChatConversation.state == state)
        rows += session.exec(query.order_by(col(ChatConversation.id)).limit(limit))
    return rows[:limit]


def chats_of_agent(session: Session, login: str, *, limit: int = 50) -> Sequence[ChatConversation]:
    """What this agent has open, oldest first."""
    query = select(ChatConversation).where(
        ChatConversation.agent == login, ChatConversation.state == ChatState.OPEN
    )
    return session.exec(query.order_by(col(ChatConversation.id)).limit(limit)).all()


def count_open(session: Session, login: str) -> int:
    query = (
        select(func.count())
        .select_from(ChatConversation)
        .where(ChatConversation.agent == login, ChatConversation.state == ChatState.OPEN)
    )
    return session.exec(query).one()


def closed_chats(
    session: Session, actor: Actor, *, after: int = 0, limit: int
) -> Sequence[ChatConversation]:
    """Newest first; `after` is the id of the last one of the page before."""
    behind = [col(ChatConversation.id) < after] if after else []
    own = [] if reads_all_chats(actor) else [ChatConversation.agent == actor.login]
    query = select(ChatConversation).where(
        ChatConversation.state == ChatState.CLOSED, *own, *behind
    )
    return session.exec(query.order_by(col(ChatConversation.id).desc()).limit(limit)).all()


def open_chats(session: Session, *, after: int = 0, limit: int) -> Sequence[ChatConversation]:
    """Everything that people have, for who leads the shift; oldest first."""
    query = select(ChatConversation).where(
        ChatConversation.state == ChatState.OPEN, col(ChatConversation.id) > after
    )
    return session.exec(query.order_by(col(ChatConversation.id)).limit(limit)).all()


def quiet_chats(
    session: Session, state: ChatState, before: datetime, *, limit: int = 100
) -> Sequence[ChatConversation]:
    """Chats in this state in which nothing was written since, locked, oldest first."""
    query = select(ChatConversation).where(
        ChatConversation.state == state,
        ChatConversation.last_at < before,
    )
    ordered = query.order_by(col(ChatConversation.last_at)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True)).all()


def _seen_by(actor: Actor) -> list[ColumnElement[bool]]:
    """Agents see their own chats, and all that go on: they take over and help."""
    if reads_all_chats(actor):
        return []
    live = col(ChatConversation.state).in_(LIVE)
    return [or_(col(ChatConversation.agent) == actor.login, live)]
