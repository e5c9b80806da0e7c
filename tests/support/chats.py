"""Chats as a channel brings them."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.chats.contacts import ChatPerson, add_contact
from hotline.chats.hearing import Incoming, hear
from hotline.chats.inboxes import add_inbox
from hotline.chats.messages import text_of
from hotline.desk.desk import Desk
from hotline.domain.models import ChatContact, ChatConversation, ChatInbox, ChatMessage
from hotline.storage.chats import messages_of

SATURDAY_NIGHT = datetime(2026, 3, 14, 23, 30)


def an_inbox(session: Session, desk: Desk, name: str = "site", **fields: Any) -> ChatInbox:
    return add_inbox(session, name, desk.vault, desk.now(), by="tests", **fields).inbox


def a_contact(
    session: Session, desk: Desk, inbox: ChatInbox | None = None, source: str = "c-1", **fields: str
) -> ChatContact:
    inbox = inbox or an_inbox(session, desk)
    person = ChatPerson(**{"name": "王芳", "phone": "13900001111"} | fields)
    return add_contact(session, inbox, person, desk.vault, desk.now(), source_id=source)


def write(
    session: Session, contact: ChatContact, desk: Desk, text: str = "路灯坏了", **fields: Any
) -> ChatMessage:
    return hear(session, contact, desk, incoming=Incoming(text, **fields))


def chat_of(session: Session, message: ChatMessage) -> ChatConversation:
    return session.get_one(ChatConversation, message.conversation_id)


def texts_of(session: Session, chat: ChatConversation, desk: Desk) -> list[str]:
    rows = messages_of(session, chat.row_id, limit=100)
    return [f"{row.kind}: {text_of(row, desk.vault)}" for row in rows]
