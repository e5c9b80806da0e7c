"""Chats: doors by which they come, contacts, conversations, messages, what happens in them."""

from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from hotline.domain.chats.states import ChatEventKind, ChatMessageKind, ChatOutcome, ChatState
from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of


def _only(name: str, *columns: str, where: str) -> Index:
    only = text(where)
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


class ChatInbox(NumberedRow, table=True):
    """A door by which chats come in.

    kind        api (a front end of somebody else), widget (our own), or the name of a channel that
                is told of answers, as `PUSHED` lists them
    identifier  stands in addresses; hmac_token, webhook_secret: encrypted
    """

    __tablename__ = "chat_inbox"

    name: str = Field(unique=True)
    kind: str
    identifier: str = Field(unique=True)
    hmac_token: bytes = Field(sa_type=LargeBinary)
    hmac_mandatory: bool = False
    webhook_url: str = ""
    webhook_secret: bytes = Field(sa_type=LargeBinary)
    created_at: NaiveDatetime
    created_by: str
    withdrawn_at: NaiveDatetime | None = None


class ChatContact(NumberedRow, table=True):
    """Who chats by one inbox.

    source      by which the inbox knows them, encrypted; whoever has it is them. source_key: its
                hash together with the inbox
    pubsub      token of their websocket, encrypted; pubsub_key finds it
    person      what they told of themselves, encrypted JSON: `hotline.chats.contacts.ChatPerson`
    phone_key, identifier_key  by which they are found again
    verified    the inbox's owner vouches for the identifier
    heard_at    when their browser last asked
    """

    __tablename__ = "chat_contact"

    inbox_id: int = Field(foreign_key="chat_inbox.id")
    source_key: str = Field(unique=True)
    source: bytes = Field(sa_type=LargeBinary)
    pubsub_key: str = Field(unique=True)
    pubsub: bytes = Field(sa_type=LargeBinary)
    person: bytes | None = Field(default=None, sa_type=LargeBinary)
    phone_key: str | None = None
    identifier_key: str | None = None
    verified: bool = False
    created_at: NaiveDatetime
    heard_at: NaiveDatetime | None = None

    __table_args__ = (
        Index("ix_chat_contact_inbox_identifier", "inbox_id", "identifier_key"),
        _only("ix_chat_contact_phone", "phone_key", where="phone_key is not null"),
    )


class ChatConversation(NumberedRow, table=True):
    """One chat of a contact, from its first message to its end.

    agent         login of who has it, "" for nobody; it stays after the end
    opened_at     when it began; waiting_at: since when it waits for a person
    taken_at, replied_at  when a person took it first, and answered first
    promised_at   until when an answer to a message is promised
    unanswered_at since when the contact waits for a person's answer; reminded_at: when somebody was
                  told that they still do
    last_at       the newest message; last_by: kind of who wrote it
    contact_read_at, agent_read_at  until when either has read
    danger        kind of danger that the contact told of
    ask           what the machine waits to hear, for it alone
    summary, attributes  encrypted
    """

    __tablename__ = "chat_conversation"

    uuid: str = Field(unique=True)
    inbox_id: int = Field(foreign_key="chat_inbox.id")
    contact_id: int = Field(foreign_key="chat_contact.id")
    state: ChatState = Field(default=ChatState.MACHINE, sa_type=word_of(ChatState))
    agent: str = ""
    opened_at: NaiveDatetime
    waiting_at: NaiveDatetime | None = None
    taken_at: NaiveDatetime | None = None
    replied_at: NaiveDatetime | None = None
    promised_at: NaiveDatetime | None = None
    unanswered_at: NaiveDatetime | None = None
    reminded_at: NaiveDatetime | None = None
    closed_at: NaiveDatetime | None = None
    closed_by: str = ""
    last_at: NaiveDatetime
    last_by: ChatMessageKind | None = Field(default=None, sa_type=word_of(ChatMessageKind))
    contact_read_at: NaiveDatetime | None = None
    agent_read_at: NaiveDatetime | None = None
    outcome: ChatOutcome | None = Field(default=None, sa_type=word_of(ChatOutcome))
    summary: bytes | None = Field(default=None, sa_type=LargeBinary)
    attributes: bytes | None = Field(default=None, sa_type=LargeBinary)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    danger: str = ""
    ask: str = ""
    rating: int | None = None

    __table_args__ = (
        Index("ix_chat_conversation_contact", "contact_id", "id"),
        Index("ix_chat_conversation_state", "state", "id"),
        Index("ix_chat_conversation_agent", "agent", "id"),
        Index("ix_chat_conversation_quiet", "state", "last_at"),
        _only(
            "ix_chat_conversation_unanswered",
            "state",
            "unanswered_at",
            where="unanswered_at is not null",
        ),
        _only("ix_chat_conversation_ticket", "ticket_id", where="ticket_id is not null"),
    )


class ChatMessage(NumberedRow, table=True):
    """One message. `content` is encrypted.

    client_id  by which its sender knows it: the same one again is the same message
    by         login of staff, "" for the contact and the machine
    extra      what a program shows beside the text: sources of an answer, choices
    sent_at    when the contact's channel took it; empty while a channel that is told of answers has
               not
    """

    __tablename__ = "chat_message"

    conversation_id: int = Field(foreign_key="chat_conversation.id")
    contact_id: int = Field(foreign_key="chat_contact.id")
    kind: ChatMessageKind = Field(sa_type=word_of(ChatMessageKind))
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    extra: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    client_id: str | None = None
    by: str = ""
    at: NaiveDatetime
    sent_at: NaiveDatetime | None = None

    __table_args__ = (
        Index("ix_chat_message_conversation", "conversation_id", "id"),
        UniqueConstraint("contact_id", "client_id"),
        _only("ix_chat_message_unsent", "id", where="sent_at is null"),
    )


class ChatAttachment(NumberedRow, table=True):
    """A file of a message; `key` finds it in the data folder, as with those of tickets."""

    __tablename__ = "chat_attachment"

    message_id: int = Field(foreign_key="chat_message.id", index=True)
    name: str
    media_type: str
    size: int
    digest: str
    key: str = Field(unique=True)


class ChatEvent(NumberedRow, table=True):
    """What happened in a chat, in order, for every process and every listener; kept for a while.

    by         login of staff, "" for the contact and the machine
    hooked_at  empty while the inbox's webhook has not heard of it
    """

    __tablename__ = "chat_event"

    kind: ChatEventKind = Field(sa_type=word_of(ChatEventKind))
    inbox_id: int = Field(foreign_key="chat_inbox.id")
    contact_id: int = Field(foreign_key="chat_contact.id")
    conversation_id: int | None = Field(default=None, foreign_key="chat_conversation.id")
    message_id: int | None = Field(default=None, foreign_key="chat_message.id")
    by: str = ""
    at: NaiveDatetime
    hooked_at: NaiveDatetime | None = None

    __table_args__ = (
        _only("ix_chat_event_unhooked", "id", where="hooked_at is null"),
        Index("ix_chat_event_at", "at"),
    )


class ChatPresence(SQLModel, table=True):
    """Whether an agent takes chats now; `heard_at`: when their page last asked."""

    __tablename__ = "chat_presence"

    login: str = Field(primary_key=True)
    takes: bool = True
    heard_at: NaiveDatetime
