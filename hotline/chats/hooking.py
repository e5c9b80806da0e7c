"""Webhooks of inboxes: each event of a chat becomes a delivery in the outbox, as Chatwoot words it.

What staff write for each other goes to nobody, and neither does what opens a contact's own door.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.chats.contacts import source_of
from hotline.chats.documents import (
    ACCOUNT,
    STATUSES,
    ContactView,
    conversation_document,
    message_documents,
    person_document,
)
from hotline.delivery.outbox import queue_delivery
from hotline.domain.chats.states import FOR_CONTACT, ChatEventKind, ChatMessageKind
from hotline.domain.deliveries import DeliveryKind
from hotline.domain.models import (
    ChatContact,
    ChatConversation,
    ChatEvent,
    ChatInbox,
    ChatMessage,
)
from hotline.storage.chat_events import unhooked_events
from hotline.storage.chats import client_id_of
from hotline.storage.database import Database
from hotline.storage.vault import Vault

BATCH = 100
EVENTS = {
    ChatEventKind.CONTACT_CREATED: "contact_created",
    ChatEventKind.CONTACT_UPDATED: "contact_updated",
    ChatEventKind.CREATED: "conversation_created",
    ChatEventKind.UPDATED: "conversation_updated",
    ChatEventKind.STATUS: "conversation_status_changed",
    ChatEventKind.MESSAGE: "message_created",
    ChatEventKind.MESSAGE_UPDATED: "message_updated",
    ChatEventKind.TYPING_ON: "conversation_typing_on",
    ChatEventKind.TYPING_OFF: "conversation_typing_off",
}


def queue_webhooks(database: Database, vault: Vault, now: datetime) -> int:
    """Put what no webhook has heard of into the outbox; how many events were looked at."""
    with database.reading() as session:
        if not unhooked_events(session, limit=1):
            return 0
    site = database.settings.address
    with database.writing() as session:
        events = unhooked_events(session, limit=BATCH)
        for event in events:
            inbox = session.get_one(ChatInbox, event.inbox_id)
            is_told = inbox.webhook_url and not inbox.withdrawn_at
            body = _body(session, event, inbox, vault, site) if is_told else None
            if body is not None:
                name = str(body["event"])
                kind, lane = DeliveryKind.WEBHOOK, lane_of(event)
                queue_delivery(session, vault, kind, inbox.row_id, name, body, now, lane=lane)
            event.hooked_at = now
            session.add(event)
        return len(events)


def lane_of(event: ChatEvent) -> str:
    """What happens in one chat reaches the receiver in its order; chats do not wait for each
    other.
    """
    if event.conversation_id is None:
        return f"hook\ncontact {event.contact_id}"
    return f"hook\n{event.conversation_id}"


def _body(
    session: Session, event: ChatEvent, inbox: ChatInbox, vault: Vault, site: str
) -> dict[str, Any] | None:
    """None for what a webhook is not told of."""
    name = EVENTS.get(event.kind)
    if name is None:
        return None
    view = ContactView(inbox, session.get_one(ChatContact, event.contact_id), vault, site)
    head = {
        "event": name,
        "account": {"id": ACCOUNT, "name": "12345"},
        "inbox": {"id": inbox.row_id, "name": inbox.name},
    }
    chat = _conversation(session, event, view)
    if event.message_id:
        message = session.get_one(ChatMessage, event.message_id)
        document = _message(session, message, view)
        return head | document | {"conversation": chat} if document else None
    if chat is None:
        source = {"source_id": source_of(view.contact, vault)}
        return person_document(view) | source | head
    if event.kind in (ChatEventKind.TYPING_ON, ChatEventKind.TYPING_OFF):
        return head | {"conversation": chat, "is_private": False}
    return chat | head


def _message(session: Session, message: ChatMessage, view: ContactView) -> dict[str, Any] | None:
    """Webhooks call types by their words, and know each other's messages by `source_id`."""
    if message.kind not in FOR_CONTACT:
        return None
    (document,) = message_documents(session, [message], view)
    is_incoming = message.kind == ChatMessageKind.INCOMING
    return document | {
        "message_type": "incoming" if is_incoming else "outgoing",
        "source_id": client_id_of(message),
    }


def _conversation(session: Session, event: ChatEvent, view: ContactView) -> dict[str, Any] | None:
    if event.conversation_id is None:
        return None
    row = session.get_one(ChatConversation, event.conversation_id)
    document = conversation_document(row, view)
    del document["contact"]
    return document | {
        "status": STATUSES[row.state],
        "channel": "Channel::Api",
        "contact_inbox": {"source_id": source_of(view.contact, view.vault)},
        "meta": {"sender": person_document(view), "hmac_verified": view.contact.verified},
    }
