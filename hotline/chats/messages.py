"""Messages of a chat: added once, however often they are sent; who follows the chat hears of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.chats.states import (
    FOR_CONTACT,
    PUSHED,
    ChatEventKind,
    ChatMessageKind,
    ChatState,
)
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import (
    ChatAttachment,
    ChatConversation,
    ChatEvent,
    ChatInbox,
    ChatMessage,
)
from hotline.domain.report_fields import CONTROL
from hotline.storage.chat_events import note_event
from hotline.storage.chats import free_client_id, messages_of
from hotline.storage.files import Stored
from hotline.storage.vault import Vault

LONGEST = 10_000
STATE_NAMES = {
    ChatState.MACHINE: "智能客服接待",
    ChatState.WAITING: "等待人工",
    ChatState.OPEN: "人工接待",
    ChatState.MESSAGE: "已留言",
    ChatState.CLOSED: "已结束",
}


def check_content(content: object, *, has_files: bool = False) -> str:
    """A message's text, as it is stored; raises InvalidInput."""
    if content is None and has_files:
        return ""
    if not isinstance(content, str):
        raise InvalidInput("content 应为文字", field="content", remedy='如 {"content": "……"}')
    if len(content) > LONGEST:
        raise InvalidInput(
            f"一条消息有 {len(content)} 个字",
            field="content",
            remedy=f"最多 {LONGEST} 个字，请分几条发送",
        )
    if bad := CONTROL.search(content):
        raise InvalidInput(
            f"第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存",
            field="content",
            remedy="请删除该字符后重试",
        )
    if not content.strip() and not has_files:
        raise InvalidInput("消息是空的", field="content", remedy="请输入文字或选择照片")
    return content.replace("\r\n", "\n").strip()


def add_message(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    kind: ChatMessageKind,
    text: str,
    by: str = "",
    client_id: str | None = None,
    extra: dict[str, Any] | None = None,
    files: Sequence[Stored] = (),
) -> ChatMessage:
    """The new message; the conversation is locked by who calls."""
    now, inbox = desk.now(), session.get_one(ChatInbox, conversation.inbox_id)
    answers = kind in (ChatMessageKind.OUTGOING, ChatMessageKind.MACHINE)
    waits = answers and inbox.kind in PUSHED
    message = ChatMessage(
        conversation_id=conversation.row_id,
        contact_id=conversation.contact_id,
        kind=kind,
        content=desk.vault.encrypt(text),
        extra=extra or {},
        client_id=free_client_id(session, conversation, client_id) if client_id else None,
        by=by,
        at=now,
        sent_at=None if waits else now,
    )
    session.add(message)
    session.flush()
    session.add_all(_attachment(message, file) for file in files)
    if kind in FOR_CONTACT:
        _note_who_waits(conversation, kind, now)
        session.add(conversation)
    tell(session, conversation, ChatEventKind.MESSAGE, now, message=message, by=by)
    return message


def _attachment(message: ChatMessage, file: Stored) -> ChatAttachment:
    return ChatAttachment(
        message_id=message.row_id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        digest=file.digest,
        key=file.key,
    )


def _note_who_waits(conversation: ChatConversation, kind: ChatMessageKind, now: datetime) -> None:
    """A person's answer keeps the promise that there was; the machine's words keep none."""
    conversation.last_at, conversation.last_by = now, kind
    if kind == ChatMessageKind.OUTGOING:
        conversation.unanswered_at = conversation.reminded_at = conversation.promised_at = None
    elif kind == ChatMessageKind.INCOMING and conversation.state != ChatState.MACHINE:
        conversation.unanswered_at = conversation.unanswered_at or now


def text_of(message: ChatMessage, vault: Vault) -> str:
    return vault.decrypt(message.content)


def answers_since(
    session: Session, conversation: ChatConversation, *, after: int
) -> list[ChatMessage]:
    """What the contact was answered after the message with this id."""
    return [
        row
        for row in messages_of(
            session, conversation.row_id, after=after, for_contact=True, limit=50
        )
        if row.kind != ChatMessageKind.INCOMING
    ]


def tell(
    session: Session,
    conversation: ChatConversation,
    kind: ChatEventKind,
    now: datetime,
    *,
    message: ChatMessage | None = None,
    by: str = "",
) -> None:
    """Everybody who follows the chat hears of it when the transaction is committed."""
    inbox = session.get_one(ChatInbox, conversation.inbox_id)
    note_event(
        session,
        ChatEvent(
            kind=kind,
            inbox_id=conversation.inbox_id,
            contact_id=conversation.contact_id,
            conversation_id=conversation.row_id,
            message_id=message.row_id if message else None,
            by=by,
            at=now,
            hooked_at=None if inbox.webhook_url else now,
        ),
    )


def refuse_closed(conversation: ChatConversation) -> None:
    if conversation.state == ChatState.CLOSED:
        raise Conflict("这个会话已经结束", remedy="请发起新的会话")


def cannot(conversation: ChatConversation, action: str) -> Conflict:
    return Conflict(
        f"会话“{STATE_NAMES[conversation.state]}”，不能“{action}”",
        remedy="请刷新会话列表，核对最新状态",
    )
