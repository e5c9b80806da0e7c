"""Chats as Chatwoot's clients read them: its names and shapes, moments as Unix seconds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.chats.contacts import ChatPerson, person_of, pubsub_of, source_of
from hotline.chats.messages import text_of
from hotline.domain.chats.states import ChatMessageKind, ChatState
from hotline.domain.models import (
    ChatAttachment,
    ChatContact,
    ChatConversation,
    ChatInbox,
    ChatMessage,
)
from hotline.domain.time.times import CITY_TIME
from hotline.storage.chats import attachments_of, client_id_of
from hotline.storage.vault import Vault

ACCOUNT = 1
TYPES = {
    ChatMessageKind.INCOMING: 0,
    ChatMessageKind.OUTGOING: 1,
    ChatMessageKind.MACHINE: 1,
    ChatMessageKind.ACTIVITY: 2,
    ChatMessageKind.NOTE: 1,
}
# As staff and webhooks know it: what a machine has is pending until a person is called for. A
# contact is told nothing of that: their chat is open or has ended.
STATUSES = {
    ChatState.MACHINE: "pending",
    ChatState.WAITING: "open",
    ChatState.OPEN: "open",
    ChatState.MESSAGE: "open",
    ChatState.CLOSED: "resolved",
}
AGENT, MACHINE = "12345 话务员", "12345 智能客服（机器自动回复）"


@dataclass(frozen=True)
class ContactView:
    """Who reads: whose messages they are, and by which address their files are fetched."""

    inbox: ChatInbox
    contact: ChatContact
    vault: Vault
    site: str = ""

    @property
    def path(self) -> str:
        source = source_of(self.contact, self.vault)
        inbox = self.inbox.identifier
        return f"{self.site}/public/api/v1/inboxes/{inbox}/contacts/{source}"


def contact_document(view: ContactView) -> dict[str, Any]:
    person = person_of(view.contact, view.vault)
    return {
        "source_id": source_of(view.contact, view.vault),
        "pubsub_token": pubsub_of(view.contact, view.vault),
        "id": view.contact.row_id,
        "name": person.name or None,
        "email": person.email or None,
        "phone_number": person.phone or None,
    }


def conversation_document(
    conversation: ChatConversation, view: ContactView, messages: Iterable[dict[str, Any]] = ()
) -> dict[str, Any]:
    return {
        "id": conversation.row_id,
        "uuid": conversation.uuid,
        "inbox_id": conversation.inbox_id,
        "contact_last_seen_at": seconds(conversation.contact_read_at),
        "status": "resolved" if conversation.state == ChatState.CLOSED else "open",
        "agent_last_seen_at": seconds(conversation.agent_read_at),
        "messages": list(messages),
        "contact": contact_document(view),
    }


def message_documents(
    session: Session, messages: Sequence[ChatMessage], view: ContactView
) -> list[dict[str, Any]]:
    """In their order, with their files."""
    files = attachments_of(session, [row.row_id for row in messages])
    return [message_document(row, view, files.get(row.row_id, ())) for row in messages]


def message_document(
    message: ChatMessage, view: ContactView, files: Iterable[ChatAttachment] = ()
) -> dict[str, Any]:
    """`echo_id` is what its sender knows it by."""
    document: dict[str, Any] = {
        "id": message.row_id,
        "content": text_of(message, view.vault),
        "message_type": TYPES[message.kind],
        "content_type": "text",
        "content_attributes": message.extra,
        "created_at": seconds(message.at),
        "conversation_id": message.conversation_id,
        "private": message.kind == ChatMessageKind.NOTE,
        "attachments": [_attachment(row, view) for row in files],
        "sender": sender_document(message, view),
    }
    echo = client_id_of(message)
    return document | ({"echo_id": echo} if echo else {})


def sender_document(message: ChatMessage, view: ContactView) -> dict[str, Any]:
    """Staff are shown to contacts by their office, the machine as what it is."""
    if message.kind == ChatMessageKind.INCOMING:
        return person_document(view)
    if message.kind == ChatMessageKind.MACHINE:
        return {"id": 0, "name": MACHINE, "type": "agent_bot", "avatar_url": ""}
    return agent_document()


def agent_document() -> dict[str, Any]:
    return {
        "id": 1,
        "name": AGENT,
        "available_name": AGENT,
        "avatar_url": "",
        "thumbnail": "",
        "availability_status": "online",
        "type": "user",
    }


def person_document(view: ContactView) -> dict[str, Any]:
    person: ChatPerson = person_of(view.contact, view.vault)
    attributes: Mapping[str, Any] = person.attributes
    return {
        "id": view.contact.row_id,
        "name": person.name or None,
        "email": person.email or None,
        "phone_number": person.phone or None,
        "identifier": person.identifier or None,
        "thumbnail": person.avatar_url,
        "custom_attributes": dict(attributes),
        "additional_attributes": {},
        "type": "contact",
    }


def seconds(moment: datetime | None) -> int:
    """Unix seconds of a moment of the city; 0 for none."""
    return int(moment.replace(tzinfo=CITY_TIME).timestamp()) if moment else 0


def _attachment(row: ChatAttachment, view: ContactView) -> dict[str, Any]:
    kind = row.media_type.partition("/")[0]
    address = f"{view.path}/attachments/{row.row_id}"
    return {
        "id": row.row_id,
        "message_id": row.message_id,
        "file_type": kind if kind in ("image", "audio", "video") else "file",
        "account_id": ACCOUNT,
        "extension": row.name.rpartition(".")[2],
        "data_url": address,
        "thumb_url": address if kind == "image" else "",
        "file_size": row.size,
    }
