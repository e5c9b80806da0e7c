"""What a contact writes: kept once, answered by the machine or brought to a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from hotline.chats.answering import answer_contact
from hotline.chats.conversations import current_conversation
from hotline.chats.messages import add_message, check_content, refuse_closed, text_of
from hotline.chats.reading import ChatReading, read_chat_text
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.errors import Conflict, InvalidInput, TooMany
from hotline.domain.models import ChatContact, ChatConversation, ChatMessage
from hotline.storage.chats import (
    attachments_of,
    locked_conversation,
    message_of_client,
    message_of_own,
    newest_moment,
)
from hotline.storage.files import Stored

# So many messages of one contact and their answers within so long: enough for a person in a hurry.
MOST, WITHIN = 60, timedelta(seconds=30)
LONGEST_ID = 120


@dataclass(frozen=True)
class Incoming:
    """What a contact sends.

    client_id  by which the sender knows it, "" for a sender who knows none
    reading    what `read_chat_text` made of the text: who has it ready spares the transaction the
               time
    """

    text: str
    client_id: str = ""
    files: Sequence[Stored] = ()
    reading: ChatReading | None = None


def hear(
    session: Session,
    contact: ChatContact,
    desk: Desk,
    *,
    incoming: Incoming,
    conversation: ChatConversation | None = None,
) -> ChatMessage:
    """The message, and what follows from it; into `conversation`, or into the one that goes on.

    Raises InvalidInput, TooMany, or Conflict for a conversation that has ended and for a
    `client_id` that stands for something else there.
    """
    client_id = check_client_id(incoming.client_id)
    text = check_content(incoming.text, has_files=bool(incoming.files))
    if conversation is not None:
        conversation = locked_conversation(session, conversation.row_id)
    if client_id and (known := _known(session, contact, conversation, client_id)):
        if conversation is not None:
            _check_same(session, known, text, incoming.files, desk)
        return known
    check_speed(session, contact, desk)
    if conversation is None:
        conversation = current_conversation(session, contact, desk)
    refuse_closed(conversation)
    message = add_message(
        session,
        conversation,
        desk,
        kind=ChatMessageKind.INCOMING,
        text=text,
        client_id=client_id or None,
        files=incoming.files,
    )
    reading = incoming.reading or read_chat_text(text, desk)
    answer_contact(session, conversation, desk, message=message, reading=reading)
    return message


def check_speed(session: Session, contact: ChatContact, desk: Desk) -> None:
    """Raises TooMany for a contact who writes faster than anybody reads."""
    moment = newest_moment(session, contact, back=MOST)
    if moment and desk.now() - moment < WITHIN:
        raise TooMany(
            "消息发送过于频繁，这一条没有收下",
            remedy="请稍后再发；紧急情况请拨打 110、119、120，其他诉求可拨打 12345",
            retry_after=int(WITHIN.total_seconds()),
        )


def _known(
    session: Session, contact: ChatContact, conversation: ChatConversation | None, client_id: str
) -> ChatMessage | None:
    """Ids of clients count within a conversation, those of channels that name none within all."""
    if conversation is None:
        return message_of_client(session, contact, client_id)
    return message_of_own(session, conversation, client_id)


def _check_same(
    session: Session, known: ChatMessage, text: str, files: Sequence[Stored], desk: Desk
) -> None:
    before = attachments_of(session, [known.row_id]).get(known.row_id, [])
    if text_of(known, desk.vault) == text and (
        [file.digest for file in before] == [file.digest for file in files]
    ):
        return
    raise Conflict(
        "这个 echo_id 已用于本会话的另一条消息，这一条没有收下", remedy="请换一个 echo_id 重新发送"
    )


def check_client_id(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_ID or not value.isprintable():
        raise InvalidInput(
            "echo_id 不可用", field="echo_id", remedy=f"应为最多 {LONGEST_ID} 个字符的文字"
        )
    return value
