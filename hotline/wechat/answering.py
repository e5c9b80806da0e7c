"""Answers to followers: each unsent message goes into the outbox, in the order of its follower."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.chats.contacts import source_of
from hotline.chats.messages import text_of
from hotline.delivery.outbox import queue_delivery
from hotline.domain.deliveries import DeliveryKind
from hotline.domain.models import ChatContact, ChatConversation, ChatMessage, WechatAccount
from hotline.storage.chats import attachments_of
from hotline.storage.database import Database
from hotline.storage.deliveries import unqueued_messages
from hotline.storage.vault import Vault
from hotline.storage.wechat import account_of_inbox

# Of a text in one message, by the documentation.
MOST_BYTES = 2_048
BATCH = 100


def queue_answers(database: Database, vault: Vault, now: datetime) -> int:
    """Put what is answered and in no delivery yet into the outbox; how many messages."""
    with database.reading() as session:
        if not unqueued_messages(session, "wechat", limit=1):
            return 0
    with database.writing() as session:
        messages = unqueued_messages(session, "wechat", limit=BATCH)
        for message in messages:
            _queue(session, message, vault, now)
        return len(messages)


def text_for_follower(message: ChatMessage, vault: Vault) -> str:
    """The text with what a page would show beside it."""
    extra: dict[str, Any] = message.extra
    titles = [str(source.get("title", "")) for source in extra.get("sources", ())]
    lines = [text_of(message, vault)]
    if any(titles):
        lines.append(f"依据：{'、'.join(title for title in titles if title)}")
    if choices := [str(choice) for choice in extra.get("choices", ())]:
        lines.append(f"您可以回复：{'、'.join(choices)}")
    return "\n".join(line for line in lines if line)


def lanes_of(account: WechatAccount, openid: str, vault: Vault) -> tuple[str, ...]:
    """Under which lanes what is for a follower may wait, the present one first."""
    return vault.keys_of(f"wechat\n{account.row_id}\n{openid}")


def chunks(text: str, most: int = MOST_BYTES) -> Iterator[str]:
    """The text in pieces of so many bytes, none of which ends in the middle of a character."""
    content = text.encode()
    while len(content) > most:
        head = content[:most].decode(errors="ignore")
        yield head
        content = content[len(head.encode()) :]
    yield content.decode()


def _queue(session: Session, message: ChatMessage, vault: Vault, now: datetime) -> None:
    """In pieces that WeChat takes; the message is there when all of them are."""
    conversation = session.get_one(ChatConversation, message.conversation_id)
    account = account_of_inbox(session, conversation.inbox_id)
    if account is None:
        message.sent_at = now
        session.add(message)
        return
    openid = source_of(session.get_one(ChatContact, message.contact_id), vault)
    files = attachments_of(session, [message.row_id]).get(message.row_id, [])
    names = [f"[附件：{file.name}]" for file in files]
    pieces = list(chunks("\n".join(part for part in (text_for_follower(message, vault), *names))))
    for piece in pieces:
        queue_delivery(
            session,
            vault,
            DeliveryKind.WECHAT,
            conversation.inbox_id,
            "message",
            {"touser": openid, "msgtype": "text", "text": {"content": piece}},
            now,
            lane=lanes_of(account, openid, vault)[0],
            message_id=message.row_id,
        )
