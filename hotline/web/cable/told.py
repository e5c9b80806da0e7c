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


News = tuple[str, dict[str, Any]]


def told_to_contact(session: Session, event: ChatEvent, vault: Vault, site: str) -> list[News]:
    """Names and data; nothing of what is not for the contact: notes, activities, their own
    typing. A change of state has two names, for clients know either.
    """
    inbox = session.get_one(ChatInbox, event.inbox_id)
    contact = session.get_one(ChatContact, event.contact_id)
    view = ContactView(inbox, contact, vault, site)
    chat = session.get(ChatConversation, event.conversation_id) if event.conversation_id else None
    if chat is None:
        return []
    if event.kind in MESSAGES:
        return _message(session, event, chat, view)
    if event.kind in TYPING:
        return [_typing(event, chat, view)] if event.by else []
    if event.kind == ChatEventKind.STATUS:
        name = "conversation.resolved" if chat.state == ChatState.CLOSED else "conversation.opened"
        document = conversation_document(chat, view) | {"account_id": ACCOUNT}
        return [(str(event.kind), document), (name, document)]
    if event.kind in (ChatEventKind.SEEN, ChatEventKind.CREATED, ChatEventKind.UPDATED):
        return [(str(event.kind), conversation_document(chat, view))]
    return []


def presence_news(people: int) -> News:
    """Whether staff are there, who are one office for contacts."""
    number = str(agent_document()["id"])
    users = {number: "online"} if people else {}
    return str(ChatEventKind.PRESENCE), {"account_id": ACCOUNT, "users": users}


def _message(
    session: Session, event: ChatEvent, chat: ChatConversation, view: ContactView
) -> list[News]:
    message = session.get(ChatMessage, event.message_id or 0)
    if message is None or message.kind not in FOR_CONTACT:
        return []
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
    return [(str(event.kind), document)]


def _typing(event: ChatEvent, chat: ChatConversation, view: ContactView) -> News:
    return str(event.kind), {
        "conversation": conversation_document(chat, view),
        "user": agent_document() if event.by else person_document(view),
        "account_id": ACCOUNT,
        "is_private": False,
    }
