"""Chats as staff see them: in full for whoever talks with the contact, without personal data for
everybody else, and of a hidden caller nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from classifiers.known_person import KnownPerson
from classifiers.personal import mask
from hotline.chats.contacts import ChatPerson, person_of
from hotline.chats.messages import text_of
from hotline.chats.signs import is_there
from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import TAKES_CHATS
from hotline.domain.chats.states import ChatMessageKind, ChatState
from hotline.domain.hiding import hides_caller
from hotline.domain.models import (
    Caller,
    ChatAttachment,
    ChatContact,
    ChatConversation,
    ChatInbox,
    ChatMessage,
    Ticket,
)
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.storage.calls import caller_of_number, newest_of_caller
from hotline.storage.chats import (
    attachments_of,
    contacts_by_id,
    inboxes_by_id,
    messages_of,
    tickets_of_chats,
)
from hotline.storage.deliveries import reasons_of_unsent
from hotline.storage.hiding import hidden_callers
from hotline.storage.vault import mask_name, mask_phone

LAST_TICKETS, SHOWN_MESSAGES = 8, 100
RECEIPT = "（受理回执）"


@dataclass(frozen=True)
class ChatLine:
    """A chat in a list. `name`, `phone`: as this reader may see them.

    is_open      the reader sees names and words as they are
    sees_ticket  False where it belongs to a ticket that is not there for the reader
    """

    chat: ChatConversation
    inbox: ChatInbox
    name: str
    phone: str
    ticket_no: str
    is_open: bool
    is_hidden: bool
    sees_ticket: bool
    is_there: bool
    is_verified: bool = False
    person: KnownPerson | None = None

    @property
    def is_unread(self) -> bool:
        """Whether the contact wrote last and whoever has the chat has not read it."""
        chat = self.chat
        wrote = chat.last_by == ChatMessageKind.INCOMING and chat.state != ChatState.CLOSED
        return wrote and (chat.agent_read_at is None or chat.agent_read_at < chat.last_at)

    def words(self, text: str) -> str:
        """A text of the chat for this reader."""
        if self.is_open:
            return text
        return self.person.mask(mask(text)) if self.person else mask(text)


@dataclass(frozen=True)
class ShownMessage:
    """A message as this reader may see it; `unsent`: why it, or the file in it, has not arrived."""

    message: ChatMessage
    text: str
    files: Sequence[ChatAttachment] = ()
    unsent: str = ""


@dataclass(frozen=True)
class OpenChat:
    """One chat with its messages and what is known of its contact."""

    line: ChatLine
    messages: Sequence[ShownMessage]
    tickets: Sequence[Ticket] = field(default_factory=list)


def chat_lines(
    session: Session, actor: Actor, chats: Sequence[ChatConversation], desk: Desk
) -> list[ChatLine]:
    """The chats as this reader may see them, in their order."""
    contacts = contacts_by_id(session, {chat.contact_id for chat in chats})
    inboxes = inboxes_by_id(session, {chat.inbox_id for chat in chats})
    tickets = tickets_of_chats(session, chats)
    people = hidden_callers(session, desk.vault, tickets.values())
    return [
        _line(
            actor,
            chat,
            contacts[chat.contact_id],
            inboxes[chat.inbox_id],
            tickets.get(chat.ticket_id or 0),
            people,
            desk,
        )
        for chat in chats
    ]


def open_chat(session: Session, actor: Actor, chat: ChatConversation, desk: Desk) -> OpenChat:
    """The newest messages; of a ticket that is not there for the reader none."""
    (line,) = chat_lines(session, actor, [chat], desk)
    if not line.sees_ticket:
        return OpenChat(line, [])
    return OpenChat(line, shown_messages(session, line, desk), _tickets(session, actor, line, desk))


def shown_messages(
    session: Session, line: ChatLine, desk: Desk, *, before: int = 0, limit: int = SHOWN_MESSAGES
) -> list[ShownMessage]:
    """The newest, oldest of them first; `before` an id."""
    rows = messages_of(session, line.chat.row_id, before=before, limit=limit)
    return shown_rows(session, line, desk, rows=rows)


def shown_rows(
    session: Session, line: ChatLine, desk: Desk, *, rows: Sequence[ChatMessage]
) -> list[ShownMessage]:
    """Messages of this chat as its reader may see them."""
    files = attachments_of(session, [row.row_id for row in rows]) if line.is_open else {}
    late = [row.row_id for row in rows if row.sent_at is None or "media" in row.extra]
    unsent = reasons_of_unsent(session, late)
    return [
        ShownMessage(
            row, _text(row, line, desk), files.get(row.row_id, ()), unsent.get(row.row_id, "")
        )
        for row in rows
    ]


def _text(row: ChatMessage, line: ChatLine, desk: Desk) -> str:
    """A receipt has the caller's code, which is for the caller."""
    if "receipt" in row.extra and not line.is_open:
        return RECEIPT
    return line.words(text_of(row, desk.vault))


def _line(
    actor: Actor,
    chat: ChatConversation,
    contact: ChatContact,
    inbox: ChatInbox,
    ticket: Ticket | None,
    people: Mapping[int, KnownPerson],
    desk: Desk,
) -> ChatLine:
    sees = ticket is None or can_see(actor, ticket)
    is_hidden = ticket is not None and hides_caller(ticket)
    talks = _talks(actor, chat) and (chat.state == ChatState.OPEN or not is_hidden)
    person = person_of(contact, desk.vault)
    name, phone = _shown(person, talks=talks, is_hidden=is_hidden)
    return ChatLine(
        chat=chat,
        inbox=inbox,
        name=name,
        phone=phone,
        ticket_no=ticket.no if ticket and sees else "",
        is_open=talks,
        is_hidden=is_hidden,
        sees_ticket=sees or talks,
        is_there=is_there(contact, desk),
        is_verified=contact.verified,
        person=people.get(ticket.row_id) if ticket else None,
    )


def _talks(actor: Actor, chat: ChatConversation) -> bool:
    """Who has the chat, and who may take it."""
    waits = chat.agent == "" and chat.state != ChatState.CLOSED
    return actor.role in TAKES_CHATS and (chat.agent == actor.login or waits)


def _shown(person: ChatPerson, *, talks: bool, is_hidden: bool) -> tuple[str, str]:
    if talks:
        return person.name, person.phone
    if is_hidden:
        return "", ""
    return mask_name(person.name), mask_phone(person.phone)


def _tickets(session: Session, actor: Actor, line: ChatLine, desk: Desk) -> list[Ticket]:
    """The newest of the contact's number that this reader may see; not those of hidden callers."""
    key = desk.vault.key_of(line.phone) if line.is_open else None
    caller: Caller | None = caller_of_number(session, key) if key else None
    rows: Collection[Ticket] = (
        newest_of_caller(session, caller, limit=LAST_TICKETS) if caller else ()
    )
    return [row for row in rows if can_see(actor, row) and not hides_caller(row)]
