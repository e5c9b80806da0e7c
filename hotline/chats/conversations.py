"""Conversations: begun, called for a person, moved from state to state."""

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlmodel import Session

from hotline.chats.messages import add_message, cannot, tell
from hotline.desk.desk import Desk
from hotline.domain.chats.states import (
    UNANSWERED,
    ChatEventKind,
    ChatMessageKind,
    ChatState,
    leads,
)
from hotline.domain.models import ChatContact, ChatConversation
from hotline.storage.chats import live_conversation_of


def open_conversation(
    session: Session,
    contact: ChatContact,
    desk: Desk,
    *,
    attributes: Mapping[str, Any] | None = None,
) -> ChatConversation:
    """A new one, beside those that go on."""
    now = desk.now()
    conversation = ChatConversation(
        uuid=str(uuid.uuid4()),
        inbox_id=contact.inbox_id,
        contact_id=contact.row_id,
        opened_at=now,
        last_at=now,
        attributes=desk.vault.seal(msgspec.json.encode(attributes)) if attributes else None,
    )
    session.add(conversation)
    session.flush()
    tell(session, conversation, ChatEventKind.CREATED, now)
    return conversation


def current_conversation(session: Session, contact: ChatContact, desk: Desk) -> ChatConversation:
    """The one that goes on, locked, or a new one."""
    return live_conversation_of(session, contact) or open_conversation(session, contact, desk)


def move(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    to: ChatState,
    action: str,
    by: str = "",
) -> None:
    """Raises Conflict before anything changes."""
    if not leads(conversation.state, to):
        raise cannot(conversation, action)
    now = desk.now()
    conversation.state, conversation.reminded_at = to, None
    if to in UNANSWERED:
        conversation.unanswered_at = conversation.unanswered_at or now
    if to == ChatState.WAITING:
        conversation.waiting_at = now
    if to == ChatState.CLOSED:
        conversation.closed_at, conversation.closed_by = now, by
        conversation.unanswered_at = None
    session.add(conversation)
    tell(session, conversation, ChatEventKind.STATUS, now, by=by)


def note_activity(
    session: Session, conversation: ChatConversation, desk: Desk, *, text: str, by: str = ""
) -> None:
    """A line that staff read between the messages."""
    add_message(session, conversation, desk, kind=ChatMessageKind.ACTIVITY, text=text, by=by)
