"""What happened in chats, as a stream that all processes follow, and what other channels and
webhooks have still to be told.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from hotline.domain.chats.states import ChatEventKind
from hotline.domain.models import (
    ChatConversation,
    ChatEvent,
    ChatInbox,
    ChatMessage,
)
from hotline.storage.database import NEWS

# PostgreSQL tells listeners of this channel that there is something new.
CHANNEL = "hotline_chats"


def note_event(session: Session, event: ChatEvent) -> None:
    """Append it; listeners hear of it when the transaction is committed."""
    session.add(event)
    session.info[NEWS] = True
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, "")))


def newest_event(session: Session) -> int:
    return session.exec(select(func.max(ChatEvent.id))).one() or 0


def events_after(session: Session, after: int, *, limit: int = 500) -> Sequence[ChatEvent]:
    """In their order. On PostgreSQL an event may be committed after one with a larger id: look at
    some of the last ones again.
    """
    query = select(ChatEvent).where(col(ChatEvent.id) > after).order_by(col(ChatEvent.id))
    return session.exec(query.limit(limit)).all()


def unhooked_events(session: Session, *, limit: int = 100) -> Sequence[ChatEvent]:
    """Events of inboxes with a webhook that has not heard of them, oldest first, locked."""
    query = select(ChatEvent).where(col(ChatEvent.hooked_at).is_(None))
    ordered = query.order_by(col(ChatEvent.id)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True)).all()


def unsent_messages(
    session: Session, kinds: Collection[str], *, limit: int = 100
) -> Sequence[ChatMessage]:
    """What the contacts of inboxes of these kinds have still to be sent, oldest first, locked."""
    query = (
        select(ChatMessage)
        .join(ChatConversation, col(ChatConversation.id) == ChatMessage.conversation_id)
        .join(ChatInbox, col(ChatInbox.id) == ChatConversation.inbox_id)
        .where(col(ChatMessage.sent_at).is_(None), col(ChatInbox.kind).in_(kinds))
        .order_by(col(ChatMessage.id))
        .limit(limit)
    )
    return session.exec(query.with_for_update(skip_locked=True, of=ChatMessage)).all()


def drop_events(session: Session, before: datetime, fleeting_before: datetime, limit: int) -> int:
    """Forget what nobody asks for any more; how many there were."""
    fleeting = (ChatEventKind.TYPING_ON, ChatEventKind.TYPING_OFF, ChatEventKind.SEEN)
    ids: list[int] = []
    for moment, kinds in ((before, None), (fleeting_before, fleeting)):
        query = select(ChatEvent.id).where(
            ChatEvent.at < moment, col(ChatEvent.hooked_at).is_not(None)
        )
        if kinds:
            query = query.where(col(ChatEvent.kind).in_(kinds))
        ids += [number for number in session.exec(query.limit(limit)) if number]
    if ids:
        session.execute(delete(ChatEvent).where(col(ChatEvent.id).in_(ids)))
    return len(set(ids))
