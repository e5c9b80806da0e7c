"""What a contact is told of an event in their chats, as Chatwoot's clients know it."""

from typing import Any

from sqlmodel import Session

from hotline.chats.documents import (
    ACCOUNT,
    ContactView,
    agent_document,
    conversation_document,
    message_documents,
    person_document,
    seconds,
)
from hotline.domain.chats.states import FOR_CONTACT, ChatEventKind, ChatState
from hotline.domain.models import ChatContact, ChatConversation, ChatEvent, ChatInbox, ChatMessage
from hotline.storage.vault import Vault

MESSAGES = (ChatEventKind.MESSAGE, ChatEventKind.MESSAGE_UPDATED)
TYPING = (ChatEventKind.TYPING_ON, ChatEventKind.TYPING_OFF)


def told_to_contact(
    session: Session, event: ChatEvent, vault: Vault, site: str
) -> tuple[str, dict[str, Any]] | None:
    """Name and data; None for what is not for the contact: notes, activities, their own typing."""
    inbox = session.get_one(ChatInbox, event.inbox_id)
    contact = session.get_one(ChatContact, event.contact_id)
    view = ContactView(inbox, contact, vault, site)
    chat = session.get(ChatConversation, event.conversation_id) if event.conversation_id else None
    if chat is None:
        return None
    if event.kind in MESSAGES:
        return _message(session, event, chat, view)
    if event.kind in TYPING:
        return _typing(event, chat, view) if event.by else None
    if event.kind == ChatEventKind.STATUS:
        name = "conversation.resolved" if chat.state == ChatState.CLOSED else str(event.kind)
        return name, conversation_document(chat, view)
    if event.kind in (ChatEventKind.SEEN, ChatEventKind.CREATED, ChatEventKind.UPDATED):
        return str(event.kind), conversation_document(chat, view)
    return None


def _message(
    session: Session, event: ChatEvent, chat: ChatConversation, view: ContactView
) -> tuple[str, dict[str, Any]] | None:
    message = session.get(ChatMessage, event.message_id or 0)
    if message is None or message.kind not in FOR_CONTACT:
        return None
    (document,) = message_documents(session, [message], view)
    document |= {
        "account_id": ACCOUNT,
        "inbox_id": chat.inbox_id,
        "status": "sent",
        "sender_type": "Contact" if document["sender"]["type"] == "contact" else "User",
        "conversation": {
            "id": chat.row_id,
            "last_activity_at": seconds(chat.last_at),
            "contact_inbox": {"source_id": view.path.rpartition("/")[2]},
        },
    }
    return str(event.kind), document


def _typing(
    event: ChatEvent, chat: ChatConversation, view: ContactView
) -> tuple[str, dict[str, Any]]:
    return str(event.kind), {
        "conversation": conversation_document(chat, view),
        "user": agent_document() if event.by else person_document(view),
        "account_id": ACCOUNT,
        "is_private": False,
    }
