"""A push is taken: once, however often it is repeated; what was written becomes a chat."""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from hotline.chats.contacts import ChatPerson, add_contact, source_keys_of
from hotline.chats.hearing import Incoming, hear
from hotline.chats.messages import answers_since
from hotline.chats.reading import ChatReading, read_chat_text
from hotline.delivery.outbox import release_held
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatState
from hotline.domain.errors import NotSignedIn, TooMany
from hotline.domain.models import (
    ChatConversation,
    ChatInbox,
    ChatMessage,
    WechatAccount,
    WechatPush,
)
from hotline.domain.wechat.push import Push, PushKind
from hotline.storage.chats import contact_of_key, state_of_newest
from hotline.storage.wechat import push_of_key, push_of_signature
from hotline.wechat.answering import MOST_BYTES, lanes_of, text_for_follower
from hotline.wechat.gate import Opened
from hotline.wechat.media import queue_media

WELCOME = (
    "您好，这里是 12345 政务服务便民热线。请直接写下您要反映的事情：时间、地点、发生了什么。"
    "回复“人工”转接话务员。紧急情况请拨打 110、119、120。"
)
NO_PLACE = "没有收到您的位置，请重新发送，或用文字说明在哪里。"
UNKNOWN = "暂时看不了这类消息，请用文字、图片、语音或位置告诉我们。"
NAMES = {
    PushKind.IMAGE: "[图片]",
    PushKind.VOICE: "[语音]",
    PushKind.VIDEO: "[视频]",
    PushKind.LOCATION: "[位置]",
    PushKind.LINK: "[链接]",
    PushKind.TEXT: "",
}
# What is only acknowledged: it says nothing of the matter, unless a voice was recognised.
THINGS = {
    PushKind.IMAGE: "图片",
    PushKind.VOICE: "语音",
    PushKind.VIDEO: "视频",
    PushKind.LOCATION: "位置",
}
# With these a follower opens the 48 hours in which they may be written to.
OPENING = frozenset({"subscribe", "click", "scan"})


@dataclass(frozen=True)
class Taken:
    """`reply` is what is answered in the same breath, "" for nothing."""

    reply: str
    is_repeated: bool = False


def is_for_machine(session: Session, account: WechatAccount, push: Push, desk: Desk) -> bool:
    """Whether no person has the follower's chat, nor will have it: then the machine answers."""
    inbox = session.get_one(ChatInbox, account.inbox_id)
    keys = source_keys_of(inbox, push.openid, desk.vault)
    contact = contact_of_key(session, keys)
    state = state_of_newest(session, contact) if contact else None
    return state in (None, ChatState.MACHINE, ChatState.CLOSED)


def read_push_text(push: Push, desk: Desk, *, for_machine: bool = True) -> ChatReading | None:
    """What the machine makes of it; None for what says nothing."""
    text = _said(push)
    if not text:
        return None
    is_recognised = push.kind is PushKind.VOICE and bool(push.text)
    if push.kind in THINGS and not is_recognised:
        return ChatReading(text, thing=THINGS[push.kind])
    return read_chat_text(text, desk, for_machine=for_machine)


def take_push(
    session: Session,
    account: WechatAccount,
    opened: Opened,
    desk: Desk,
    *,
    reading: ChatReading | None = None,
) -> Taken:
    """`reading`: of `read_push_text`, for who has it ready. Raises NotSignedIn for a signature that
    came with another push before.

    Two processes that take the same push at once meet at its row: one gets an IntegrityError and
    asks again.
    """
    push, now, vault = opened.push, desk.now(), desk.vault
    key_hash = hashlib.sha256(push.key.encode()).hexdigest()
    if known := push_of_key(session, account.row_id, key_hash):
        return Taken(vault.decrypt(known.reply), is_repeated=True)
    if push_of_signature(session, account.row_id, opened.signature):
        raise NotSignedIn("签名已使用过", remedy="请勿重放消息；每次推送应有自己的签名")
    row = WechatPush(
        account_id=account.row_id, key_hash=key_hash, signature=opened.signature, at=now
    )
    session.add(row)
    session.flush()
    is_plain = not opened.is_json
    reply = _answer(session, account, push, desk, reading=reading, in_same_breath=is_plain)
    row.reply = vault.encrypt(reply)
    return Taken(reply)


def _answer(
    session: Session,
    account: WechatAccount,
    push: Push,
    desk: Desk,
    *,
    reading: ChatReading | None,
    in_same_breath: bool,
) -> str:
    is_event = push.kind is PushKind.EVENT
    if not is_event or push.event in OPENING:
        release_held(session, lanes_of(account, push.openid, desk.vault), desk.now())
    if push.event == "subscribe":
        return account.welcome or WELCOME
    if push.kind is PushKind.OTHER:
        return UNKNOWN
    if push.kind is PushKind.LOCATION and not _place(push) and not push.text:
        return NO_PLACE
    text = _said(push)
    if not text:
        return ""
    try:
        message = _hear(session, account, push, desk, text=text, reading=reading)
    except TooMany as error:
        return str(error)
    return _reply(session, message, desk) if in_same_breath else ""


def _said(push: Push) -> str:
    """What the follower wrote, sent or pressed, as the chat has it."""
    if push.kind is PushKind.EVENT:
        return push.value if push.event == "click" else ""
    return "" if push.kind is PushKind.OTHER else _text(push)


def _hear(
    session: Session,
    account: WechatAccount,
    push: Push,
    desk: Desk,
    *,
    text: str,
    reading: ChatReading | None,
) -> ChatMessage:
    inbox = session.get_one(ChatInbox, account.inbox_id)
    contact = add_contact(
        session, inbox, ChatPerson(), desk.vault, desk.now(), source_id=push.openid
    )
    incoming = Incoming(text, client_id=f"wechat-{push.key}"[:120], reading=reading)
    message = hear(session, contact, desk, incoming=incoming)
    if push.media and not message.extra:
        message.extra = {"media": {"kind": str(push.kind), "id": push.media}}
        session.add(message)
        queue_media(session, inbox.row_id, message, push.media, desk.vault, desk.now())
    return message


def _reply(session: Session, message: ChatMessage, desk: Desk) -> str:
    """What the machine has answered by now; what is too long goes out by itself."""
    conversation = session.get_one(ChatConversation, message.conversation_id)
    answers = answers_since(session, conversation, after=message.row_id)
    text = "\n\n".join(text_for_follower(answer, desk.vault) for answer in answers)
    if not text or len(text.encode()) > MOST_BYTES:
        return ""
    for answer in answers:
        answer.sent_at = desk.now()
        session.add(answer)
    return text


def _text(push: Push) -> str:
    """What staff read of it."""
    return " ".join(part for part in (NAMES[push.kind], push.text + _place(push)) if part)


def _place(push: Push) -> str:
    """Where a location is; "" for one that names no place of the earth."""
    if push.latitude is None or push.longitude is None:
        return ""
    return f"（{push.latitude:.6f}, {push.longitude:.6f}）"
