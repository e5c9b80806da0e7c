"""What is stored encrypted of chats, and of what goes out, brought to the installation's suite."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlmodel import Session

from hotline.domain.models import (
    ChatContact,
    ChatConversation,
    ChatInbox,
    ChatMessage,
    Delivery,
    NumberedRow,
    OpenidReport,
    WechatAccount,
    WechatPush,
)
from hotline.storage.call_reencryption import is_right
from hotline.storage.callers import openid_text
from hotline.storage.chats import named_source
from hotline.storage.vault import Vault

CHAT_TABLES: dict[type[NumberedRow], tuple[str, ...]] = {
    ChatInbox: ("hmac_token", "webhook_secret"),
    ChatContact: ("source", "pubsub", "person"),
    ChatConversation: ("summary", "attributes"),
    ChatMessage: ("content",),
    Delivery: ("body",),
    WechatAccount: ("token", "aes_key", "secret", "access_token"),
    WechatPush: ("reply",),
    OpenidReport: ("openid",),
}


def renew_chat_row(session: Session, vault: Vault, kind: type[NumberedRow], number: int) -> bool:
    """Whether anything had to be changed."""
    row: Any = session.get_one(kind, number)
    keys = _keys(vault, row)
    if _is_own(vault, row, keys):
        return False
    for name in CHAT_TABLES[kind]:
        if sealed := getattr(row, name):
            setattr(row, name, vault.seal(vault.unseal(sealed)))
    for name, key in keys.items():
        setattr(row, name, key)
    session.add(row)
    return True


def foreign_chat_rows(vault: Vault, rows: Sequence[NumberedRow]) -> Iterator[str]:
    """Those that are not in the suite of the installation."""
    for row in rows:
        if not _is_own(vault, row, _keys(vault, row)):
            yield f"{type(row).__tablename__} #{row.id}：不是用当前算法加密或计算"


def _keys(vault: Vault, row: Any) -> dict[str, str | None]:
    """What a contact is found by, and what somebody reported by an openid."""
    if isinstance(row, OpenidReport):
        return {"openid_key": vault.key_of(openid_text(vault.decrypt(row.openid)))}
    if not isinstance(row, ChatContact):
        return {}
    person = msgspec.json.decode(vault.decrypt(row.person) or "{}")
    source = named_source(row.inbox_id, vault.decrypt(row.source))
    return {
        "source_key": vault.key_of(source),
        "phone_key": vault.key_of(person.get("phone", "")),
        "identifier_key": vault.key_of(person.get("identifier", "")),
    }


def _is_own(vault: Vault, row: Any, keys: dict[str, str | None]) -> bool:
    has_own_keys = all(getattr(row, name) == key for name, key in keys.items())
    sealed = (getattr(row, name) for name in CHAT_TABLES[type(row)])
    return has_own_keys and all(is_right(vault, part) for part in sealed)
