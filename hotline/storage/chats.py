"""Chats: found by what their contacts hold, by who has them, by what waits."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.chats.states import FOR_CONTACT, PUSHED, ChatState
from hotline.domain.errors import NotFound
from hotline.domain.models import (
    ChatAttachment,
    ChatContact,
    ChatConversation,
    ChatInbox,
    ChatMessage,
    Ticket,
)

PAGE = 20


def inbox_of_name(session: Session, name: str) -> ChatInbox | None:
    return session.exec(select(ChatInbox).where(ChatInbox.name == name)).first()


def inbox_of_kind(session: Session, kind: str) -> ChatInbox | None:
    """The first one of this kind that was not withdrawn."""
    query = select(ChatInbox).where(ChatInbox.kind == kind, col(ChatInbox.withdrawn_at).is_(None))
    return session.exec(query.order_by(col(ChatInbox.id)).limit(1)).first()


def all_inboxes(session: Session) -> Sequence[ChatInbox]:
    return session.exec(select(ChatInbox).order_by(col(ChatInbox.name))).all()


def find_inbox(session: Session, identifier: str) -> ChatInbox:
    """One that anybody may call and that was not withdrawn; raises NotFound."""
    query = select(ChatInbox).where(
        ChatInbox.identifier == identifier,
        col(ChatInbox.withdrawn_at).is_(None),
        col(ChatInbox.kind).not_in(PUSHED),
    )
    inbox = session.exec(query).first()
    if inbox is None:
        raise NotFound("没有这个会话入口", remedy="请核对入口标识（inbox identifier）")
    return inbox


def contact_of_key(session: Session, source_keys: Collection[str]) -> ChatContact | None:
    """The contact that an inbox knows by this source; its keys are those of `source_keys_of`."""
    return session.exec(
        select(ChatContact).where(col(ChatContact.source_key).in_(source_keys))
    ).first()


def named_source(inbox_id: int, source_id: str) -> str:
    """What the key of a contact is the hash of: two inboxes may know two people by one source."""
    return f"chat\n{inbox_id}\n{source_id}"


def contact_of_pubsub(session: Session, pubsub_key: str) -> ChatContact | None:
    """Of an inbox that was not withdrawn."""
    query = (
        select(ChatContact)
        .join(ChatInbox, col(ChatInbox.id) == ChatContact.inbox_id)
        .where(ChatContact.pubsub_key == pubsub_key, col(ChatInbox.withdrawn_at).is_(None))
    )
    return session.exec(query).first()


def contacts_of_identifier(
    session: Session, inbox: ChatInbox, identifier_key: str, *, limit: int = PAGE
) -> Sequence[ChatContact]:
    """Verified contacts of one inbox whose owner knows them as the same."""
    query = select(ChatContact).where(
        ChatContact.inbox_id == inbox.id,
        ChatContact.identifier_key == identifier_key,
        col(ChatContact.verified).is_(True),
    )
    return session.exec(query.order_by(col(ChatContact.id).desc()).limit(limit)).all()


def conversations_of(
    session: Session, contact_ids: Collection[int], *, limit: int = PAGE
) -> Sequence[ChatConversation]:
    """The newest of these contacts, newest first."""
    query = select(ChatConversation).where(col(ChatConversation.contact_id).in_(contact_ids))
    return session.exec(query.order_by(col(ChatConversation.id).desc()).limit(limit)).all()


def live_conversation_of(session: Session, contact: ChatContact) -> ChatConversation | None:
    """The newest one of this contact that has not ended, locked."""
    query = (
        select(ChatConversation)
        .where(ChatConversation.contact_id == contact.id)
        .order_by(col(ChatConversation.id).desc())
        .limit(1)
    )
    newest = session.exec(query.with_for_update()).first()
    return newest if newest and newest.state != ChatState.CLOSED else None


def state_of_newest(session: Session, contact: ChatContact) -> str | None:
    """Of the newest conversation of this contact."""
    query = (
        select(ChatConversation.state)
        .where(ChatConversation.contact_id == contact.id)
        .order_by(col(ChatConversation.id).desc())
        .limit(1)
    )
    return session.exec(query).first()


def locked_conversation(session: Session, number: int) -> ChatConversation:
    """Raises NotFound."""
    query = select(ChatConversation).where(ChatConversation.id == number)
    conversation = session.exec(query.with_for_update()).first()
    if conversation is None:
        raise no_chat(number)
    return conversation


def messages_of(
    session: Session,
    conversation_id: int,
    *,
    before: int = 0,
    after: int = 0,
    for_contact: bool = False,
    limit: int = PAGE,
) -> Sequence[ChatMessage]:
    """The newest of a conversation, oldest of them first; `after` an id: what came since."""
    query = select(ChatMessage).where(ChatMessage.conversation_id == conversation_id)
    if for_contact:
        query = query.where(col(ChatMessage.kind).in_(FOR_CONTACT))
    if before:
        query = query.where(col(ChatMessage.id) < before)
    if after:
        newer = query.where(col(ChatMessage.id) > after).order_by(col(ChatMessage.id))
        return session.exec(newer.limit(limit)).all()
    rows = session.exec(query.order_by(col(ChatMessage.id).desc()).limit(limit)).all()
    return rows[::-1]


def message_of_client(session: Session, contact: ChatContact, client_id: str) -> ChatMessage | None:
    """The message in any chat of the contact that its sender knows by this id."""
    query = select(ChatMessage).where(
        ChatMessage.contact_id == contact.id, ChatMessage.client_id == client_id
    )
    return session.exec(query).first()


def message_of_own(
    session: Session, conversation: ChatConversation, client_id: str
) -> ChatMessage | None:
    """The message in this chat that its sender, a contact or staff, knows by this id."""
    query = select(ChatMessage).where(
        ChatMessage.contact_id == conversation.contact_id,
        col(ChatMessage.client_id).in_((client_id, _of_chat(conversation, client_id))),
        ChatMessage.conversation_id == conversation.id,
    )
    return session.exec(query).first()


def free_client_id(session: Session, conversation: ChatConversation, client_id: str) -> str:
    """Under what a new message of this chat keeps its sender's id: that id, or where another chat
    of the contact has it already, the id with the chat's number behind a line end, which no id
    has. `client_id_of` reads it.
    """
    query = select(ChatMessage.id).where(
        ChatMessage.contact_id == conversation.contact_id, ChatMessage.client_id == client_id
    )
    return client_id if session.exec(query).first() is None else _of_chat(conversation, client_id)


def client_id_of(message: ChatMessage) -> str | None:
    """By what its sender knows it."""
    return message.client_id.split("\n")[0] if message.client_id else message.client_id


def _of_chat(conversation: ChatConversation, client_id: str) -> str:
    return f"{client_id}\n{conversation.row_id}"


def attachments_of(
    session: Session, message_ids: Collection[int]
) -> dict[int, list[ChatAttachment]]:
    """The files of these messages, by message."""
    query = select(ChatAttachment).where(col(ChatAttachment.message_id).in_(message_ids))
    by_message: dict[int, list[ChatAttachment]] = {}
    for row in session.exec(query.order_by(col(ChatAttachment.id))) if message_ids else ():
        by_message.setdefault(row.message_id, []).append(row)
    return by_message


def contacts_by_id(session: Session, ids: Collection[int]) -> dict[int, ChatContact]:
    query = select(ChatContact).where(col(ChatContact.id).in_(ids))
    return {row.row_id: row for row in (session.exec(query) if ids else ())}


def inboxes_by_id(session: Session, ids: Collection[int]) -> dict[int, ChatInbox]:
    query = select(ChatInbox).where(col(ChatInbox.id).in_(ids))
    return {row.row_id: row for row in (session.exec(query) if ids else ())}


def tickets_of_chats(session: Session, chats: Collection[ChatConversation]) -> dict[int, Ticket]:
    """The tickets of these chats, by id."""
    ids = {chat.ticket_id for chat in chats if chat.ticket_id}
    query = select(Ticket).where(col(Ticket.id).in_(ids))
    return {row.row_id: row for row in (session.exec(query) if ids else ())}


def chats_of_ticket(session: Session, ticket: Ticket) -> Sequence[ChatConversation]:
    query = select(ChatConversation).where(
        ChatConversation.ticket_id == ticket.id, col(ChatConversation.ticket_id).is_not(None)
    )
    return session.exec(query.order_by(col(ChatConversation.id))).all()


def newest_moment(session: Session, contact: ChatContact, *, back: int) -> datetime | None:
    """When the `back`th newest message of this contact came; None where there are fewer."""
    query = (
        select(ChatMessage.at)
        .where(ChatMessage.contact_id == contact.id)
        .order_by(col(ChatMessage.id).desc())
    )
    return session.exec(query.offset(back - 1).limit(1)).first()


def no_chat(number: int) -> NotFound:
    return NotFound(f"没有会话 {number}", remedy="请从会话列表进入")
