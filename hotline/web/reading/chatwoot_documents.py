"""Chats as Chatwoot's application API gives them to programs of staff: its names and shapes.

What a reader may not see on our own pages stands in none: of a chat of somebody else the name and
number are masked, of a hidden caller there is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotline.chats.contacts import ChatPerson
from hotline.chats.documents import ACCOUNT, MACHINE, STATUSES, TYPES, seconds
from hotline.chats.viewing import ChatLine, ShownMessage
from hotline.domain.chats.permissions import TAKES_CHATS
from hotline.domain.chats.states import ChatMessageKind, ChatState
from hotline.domain.models import ChatAttachment, ChatInbox, Staff

CHANNELS = {"widget": "Channel::WebWidget"}
AGENT, LEADER = "agent", "administrator"


@dataclass(frozen=True)
class StaffView:
    """Whom messages and chats name: staff by login, persons by contact where the reader sees them;
    site: in front of addresses of files.
    """

    staff: Mapping[str, Staff]
    persons: Mapping[int, ChatPerson]
    site: str = ""


def staff_document(person: Staff, *, is_there: bool) -> dict[str, Any]:
    """An e-mail address is nobody's but its owner's."""
    return {
        "id": person.row_id,
        "account_id": ACCOUNT,
        "uid": person.login,
        "provider": "local",
        "name": person.name,
        "display_name": person.name,
        "available_name": person.name,
        "email": "",
        "role": AGENT if person.role in TAKES_CHATS else LEADER,
        "confirmed": True,
        "availability_status": "online" if is_there else "offline",
        "avatar_url": "",
        "thumbnail": "",
        "type": "user",
        "custom_attributes": {"login": person.login, "role": person.role},
    }


def profile_document(person: Staff, city: str, *, is_there: bool) -> dict[str, Any]:
    document = staff_document(person, is_there=is_there)
    role, account = document["role"], {"id": ACCOUNT, "name": city}
    return document | {"email": person.email, "accounts": [account | {"role": role}]}


def inbox_document(inbox: ChatInbox) -> dict[str, Any]:
    return {
        "id": inbox.row_id,
        "channel_id": inbox.row_id,
        "name": inbox.name,
        "channel_type": CHANNELS.get(inbox.kind, "Channel::Api"),
        "enable_email_collect": False,
        "enable_auto_assignment": False,
        "allow_messages_after_resolved": False,
        "greeting_enabled": True,
        "working_hours_enabled": True,
    }


def chat_of_staff(
    line: ChatLine, view: StaffView, messages: Sequence[ShownMessage], unread: int
) -> dict[str, Any]:
    """One conversation; Chatwoot's lists have the last of its messages with it."""
    chat, agent = line.chat, view.staff.get(line.chat.agent)
    sender = _sender(line, view)
    assignee = staff_document(agent, is_there=True) if agent else None
    documents = [message_of_staff(shown, line, view) for shown in messages]
    return {
        "id": chat.row_id,
        "uuid": chat.uuid,
        "account_id": ACCOUNT,
        "inbox_id": chat.inbox_id,
        "contact_id": chat.contact_id,
        "status": STATUSES[chat.state],
        "assignee_id": agent.row_id if agent else None,
        "messages": documents,
        "last_non_activity_message": documents[-1] if documents else None,
        "created_at": seconds(chat.opened_at),
        "timestamp": seconds(chat.last_at),
        "last_activity_at": seconds(chat.last_at),
        "agent_last_seen_at": seconds(chat.agent_read_at),
        "contact_last_seen_at": seconds(chat.contact_read_at),
        "first_reply_created_at": seconds(chat.replied_at),
        "waiting_since": seconds(chat.unanswered_at),
        "unread_count": unread,
        "can_reply": chat.state != ChatState.CLOSED,
        "muted": False,
        "snoozed_until": None,
        "priority": "urgent" if chat.danger else None,
        "labels": [],
        "custom_attributes": {"state": chat.state, "ticket_no": line.ticket_no},
        "additional_attributes": {},
        "meta": {
            "sender": sender,
            "channel": CHANNELS.get(line.inbox.kind, "Channel::Api"),
            "assignee": assignee,
            "hmac_verified": line.is_verified,
        },
    }


def message_of_staff(shown: ShownMessage, line: ChatLine, view: StaffView) -> dict[str, Any]:
    row, kind = shown.message, shown.message.kind
    return {
        "id": row.row_id,
        "content": shown.text,
        "account_id": ACCOUNT,
        "inbox_id": line.chat.inbox_id,
        "conversation_id": row.conversation_id,
        "message_type": TYPES[kind],
        "content_type": "text",
        "content_attributes": row.extra if line.is_open else {},
        "created_at": seconds(row.at),
        "private": kind == ChatMessageKind.NOTE,
        "status": "failed" if shown.unsent else "sent",
        "source_id": None,
        "sender": _author(shown, line, view),
        "attachments": [_file(file, view) for file in shown.files],
    }


def _author(shown: ShownMessage, line: ChatLine, view: StaffView) -> dict[str, Any] | None:
    if shown.message.kind == ChatMessageKind.INCOMING:
        return _sender(line, view)
    if shown.message.kind == ChatMessageKind.MACHINE:
        return {"id": 0, "name": MACHINE, "type": "agent_bot", "avatar_url": ""}
    person = view.staff.get(shown.message.by)
    return staff_document(person, is_there=True) if person else None


def _sender(line: ChatLine, view: StaffView) -> dict[str, Any]:
    known = view.persons.get(line.chat.contact_id) if line.is_open else None
    person = known or ChatPerson()
    return {
        "id": line.chat.contact_id,
        "name": line.name or None,
        "email": person.email or None,
        "phone_number": line.phone or None,
        "identifier": person.identifier or None,
        "thumbnail": "",
        "availability_status": "online" if line.is_there else "offline",
        "custom_attributes": dict(person.attributes),
        "additional_attributes": {},
        "type": "contact",
    }


def _file(row: ChatAttachment, view: StaffView) -> dict[str, Any]:
    kind, address = row.media_type.partition("/")[0], f"{view.site}/chats/files/{row.row_id}"
    return {
        "id": row.row_id,
        "message_id": row.message_id,
        "account_id": ACCOUNT,
        "file_type": kind if kind in ("image", "audio", "video") else "file",
        "extension": row.name.rpartition(".")[2],
        "data_url": address,
        "thumb_url": address if kind == "image" else "",
        "file_size": row.size,
    }
