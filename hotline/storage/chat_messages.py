"""Messages of several chats at once, as lists of chats need them."""

from collections.abc import Collection

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.models import ChatConversation, ChatMessage


def newest_messages(session: Session, conversation_ids: Collection[int]) -> dict[int, ChatMessage]:
    """The last message of each, whoever wrote it; what only happened to a chat is none."""
    newest = (
        select(func.max(ChatMessage.id))
        .where(
            col(ChatMessage.conversation_id).in_(conversation_ids),
            ChatMessage.kind != ChatMessageKind.ACTIVITY,
        )
        .group_by(col(ChatMessage.conversation_id))
    )
    query = select(ChatMessage).where(col(ChatMessage.id).in_(newest))
    rows = session.exec(query) if conversation_ids else ()
    return {row.conversation_id: row for row in rows}


def count_unread(session: Session, conversation_ids: Collection[int]) -> dict[int, int]:
    """How many messages of contacts whoever has the chat has not read, by chat."""
    read_at = col(ChatConversation.agent_read_at)
    query = (
        select(ChatMessage.conversation_id, func.count())
        .join(ChatConversation, col(ChatConversation.id) == ChatMessage.conversation_id)
        .where(
            col(ChatMessage.conversation_id).in_(conversation_ids),
            ChatMessage.kind == ChatMessageKind.INCOMING,
            or_(read_at.is_(None), col(ChatMessage.at) > read_at),
        )
        .group_by(col(ChatMessage.conversation_id))
    )
    return dict(session.exec(query).all()) if conversation_ids else {}
