"""Chats as the agent's side of the API gives them."""

from typing import Any

from hotline.chats.viewing import ChatLine, OpenChat


def chat_document(line: ChatLine) -> dict[str, Any]:
    """Name and phone in full only for who talks with the contact."""
    chat = line.chat
    return {
        "id": chat.row_id,
        "state": chat.state,
        "inbox": line.inbox.name,
        "kind": line.inbox.kind,
        "agent": chat.agent,
        "name": line.name,
        "phone": line.phone,
        "opened_at": chat.opened_at,
        "waiting_at": chat.waiting_at,
        "promised_at": chat.promised_at,
        "last_at": chat.last_at,
        "closed_at": chat.closed_at,
        "unread": line.is_unread,
        "danger": chat.danger,
        "outcome": chat.outcome,
        "rating": chat.rating,
        "ticket_no": line.ticket_no,
    }


def open_chat_document(opened: OpenChat) -> dict[str, Any]:
    """The same with its messages, oldest first."""
    messages = [
        {
            "id": shown.message.row_id,
            "kind": shown.message.kind,
            "content": shown.text,
            "by": shown.message.by,
            "at": shown.message.at,
            "attachments": [
                {"id": row.row_id, "name": row.name, "media_type": row.media_type, "size": row.size}
                for row in shown.files
            ],
        }
        for shown in opened.messages
    ]
    return chat_document(opened.line) | {"messages": messages}
