"""Chats as lists show them: who has them, what waits, what has ended, and who sees which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_
from sqlmodel import Session, col, select

from hotline.domain.chats.permissions import reads_all_chats
from hotline.domain.chats.states import LIVE, UNANSWERED, ChatState
from hotline.domain.models import ChatConversation, ChatPresence
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


def queued_chats(session: Session, *, limit: int = 100) -> Sequence[ChatConversation]:
    """The same with those first in which somebody told of a danger."""
    query = select(ChatConversation).where(
        col(ChatConversation.state).in_(sorted(UNANSWERED)), ChatConversation.danger != ""
    )
    urgent = session.exec(query.order_by(col(ChatConversation.id)).limit(limit)).all()
    others = [row for row in waiting_chats(session, limit=limit) if not row.danger]
    return [*urgent, *others][:limit]


def count_before(session: Session, conversation: ChatConversation) -> int:
    """How many of those who wait now stand before this one in `queued_chats`; messages wait for
    nobody.
    """
    is_urgent = col(ChatConversation.danger) != ""
    earlier = col(ChatConversation.id) < conversation.row_id
    before = is_urgent & earlier if conversation.danger else is_urgent | earlier
    query = select(func.count()).select_from(ChatConversation)
    return session.exec(query.where(ChatConversation.state == ChatState.WAITING, before)).one()


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


@dataclass(frozen=True)
class ChatFilter:
    """agent     who has them, "" for nobody, None for all
    inbox_id  0 for all
    """

    states: frozenset[ChatState]
    agent: str | None = None
    inbox_id: int = 0


def chats_by_page(
    session: Session, actor: Actor, chosen: ChatFilter, *, skip: int, limit: int
) -> list[ChatConversation]:
    """What this actor sees of them, newest first."""
    rows: list[ChatConversation] = []
    for state in chosen.states:
        query = select(ChatConversation).where(*_chosen(actor, chosen, state))
        ordered = query.order_by(col(ChatConversation.id).desc())
        rows += session.exec(ordered.limit(skip + limit))
    return sorted(rows, key=lambda row: -row.row_id)[skip : skip + limit]


def count_chats(session: Session, actor: Actor, chosen: ChatFilter, *, most: int) -> int:
    """How many there are, counted up to `most` of each state."""
    total = 0
    for state in chosen.states:
        query: Any = select(ChatConversation.id).where(*_chosen(actor, chosen, state)).limit(most)
        total += session.exec(select(func.count()).select_from(query.subquery())).one()
    return total


def _chosen(actor: Actor, chosen: ChatFilter, state: ChatState) -> list[ColumnElement[bool]]:
    conditions = [col(ChatConversation.state) == state, *_seen_by(actor)]
    if chosen.agent is not None:
        conditions.append(col(ChatConversation.agent) == chosen.agent)
    if chosen.inbox_id:
        conditions.append(col(ChatConversation.inbox_id) == chosen.inbox_id)
    return conditions


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


def unanswered_chats(
    session: Session,
    since: datetime,
    long_ago: datetime,
    seen_since: datetime,
    *,
    is_open: bool,
    limit: int,
) -> Sequence[ChatConversation]:
    """Chats of agents whose contacts wait for an answer since `since`, and were not told so yet, or
    wait since `long_ago`, or whose agent was not there since `seen_since`, or out of hours; locked,
    longest first.
    """
    due = [
        col(ChatConversation.reminded_at).is_(None),
        col(ChatConversation.unanswered_at) <= long_ago,
        ~_is_there(seen_since),
    ]
    query = select(ChatConversation).where(
        ChatConversation.state == ChatState.OPEN,
        col(ChatConversation.unanswered_at).is_not(None),
        col(ChatConversation.unanswered_at) <= since,
        *([or_(*due)] if is_open else []),
    )
    ordered = query.order_by(col(ChatConversation.unanswered_at)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True, of=ChatConversation)).all()


def left_by_agents(
    session: Session, before: datetime, seen_since: datetime, *, is_open: bool, limit: int
) -> Sequence[ChatConversation]:
    """Chats of agents in which the contact waits for nothing and nothing was said since `before`,
    whose agent was not there since `seen_since`, or out of hours; locked, oldest first.
    """
    query = select(ChatConversation).where(
        ChatConversation.state == ChatState.OPEN,
        ChatConversation.last_at < before,
        col(ChatConversation.unanswered_at).is_(None),
        *([~_is_there(seen_since)] if is_open else []),
    )
    ordered = query.order_by(col(ChatConversation.last_at)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True, of=ChatConversation)).all()


def broken_promises(session: Session, now: datetime, *, limit: int) -> Sequence[ChatConversation]:
    """Messages whose promised answer did not come in time and of which nobody was told, locked."""
    query = select(ChatConversation).where(
        ChatConversation.state == ChatState.MESSAGE,
        col(ChatConversation.unanswered_at).is_not(None),
        col(ChatConversation.promised_at) < now,
        col(ChatConversation.reminded_at).is_(None),
    )
    ordered = query.order_by(col(ChatConversation.unanswered_at)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True)).all()


def _is_there(since: datetime) -> ColumnElement[bool]:
    return exists().where(
        col(ChatPresence.login) == col(ChatConversation.agent),
        col(ChatPresence.heard_at) >= since,
    )


def _seen_by(actor: Actor) -> list[ColumnElement[bool]]:
    """Agents see their own chats, and all that go on: they take over and help."""
    if reads_all_chats(actor):
        return []
    live = col(ChatConversation.state).in_(LIVE)
    return [or_(col(ChatConversation.agent) == actor.login, live)]
