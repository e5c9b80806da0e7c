"""Contacts of chats: who they are is known as far as they, or the owner of the inbox, tell it."""

import secrets
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlmodel import Session

from hotline.chats.inboxes import vouches
from hotline.domain.chats.states import ChatEventKind
from hotline.domain.errors import InvalidInput, NotSignedIn
from hotline.domain.models import ChatContact, ChatEvent, ChatInbox
from hotline.domain.phones import read_phone
from hotline.domain.report_fields import CONTROL
from hotline.people.sessions import digest_of
from hotline.storage.chat_events import note_event
from hotline.storage.chats import contact_of_key, named_source
from hotline.storage.vault import Vault

LONGEST = {
    "identifier": 200,
    "email": 200,
    "name": 60,
    "phone_number": 40,
    "avatar_url": 500,
    "source_id": 200,
}
LARGEST_ATTRIBUTES = 4_000
# What ends or changes the way of an address, however it is written there.
UNREACHED, DOTS = frozenset("/\\?#%"), (".", "..")


@dataclass(frozen=True)
class ChatPerson:
    """What a contact, or the owner of the inbox, tells of them. `phone`: digits, as `read_phone`
    gives them; `attributes`: whatever the front end wants to keep.
    """

    identifier: str = ""
    email: str = ""
    name: str = ""
    phone: str = ""
    avatar_url: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


def read_person(data: Mapping[str, Any], known: ChatPerson | None = None) -> ChatPerson:
    """The fields of a request, over what was known before. Raises InvalidInput."""
    person = known or ChatPerson()
    changes: dict[str, Any] = {
        name: read_line(data, name)
        for name in ("identifier", "email", "name", "avatar_url")
        if data.get(name) is not None
    }
    if data.get("phone_number") is not None:
        changes["phone"] = _phone(read_line(data, "phone_number"))
    if data.get("custom_attributes") is not None:
        changes["attributes"] = dict(person.attributes) | read_attributes(data)
    return replace(person, **changes)


def read_line(data: Mapping[str, Any], name: str) -> str:
    """A text of one line; numbers are read as text. Raises InvalidInput."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST[name] or CONTROL.search(value):
        raise InvalidInput(
            f"{name} 不可用", field=name, remedy=f"应为最多 {LONGEST[name]} 个字的文字"
        )
    return value.replace("\n", " ").strip()


def read_source(data: Mapping[str, Any]) -> str:
    """`source_id`, which stands in addresses. Raises InvalidInput."""
    source = read_line(data, "source_id")
    if source in DOTS or (bad := next((sign for sign in source if sign in UNREACHED), "")):
        name = source if source in DOTS else bad
        raise InvalidInput(
            f"source_id 不能含“{name}”，否则地址无法送达",
            field="source_id",
            remedy="请用字母、数字、-、_ 和 . 组成，或不填由系统生成",
        )
    return source


def read_attributes(data: Mapping[str, Any]) -> dict[str, Any]:
    """`custom_attributes`, a JSON object. Raises InvalidInput."""
    value = data.get("custom_attributes")
    if value is None:
        return {}
    text = msgspec.json.encode(value).decode() if isinstance(value, Mapping) else ""
    if not text or len(text) > LARGEST_ATTRIBUTES or CONTROL.search(text):
        raise InvalidInput(
            "custom_attributes 不可用",
            field="custom_attributes",
            remedy=f"应为 JSON 对象，最多 {LARGEST_ATTRIBUTES} 字",
        )
    return dict(value)


def add_contact(
    session: Session,
    inbox: ChatInbox,
    person: ChatPerson,
    vault: Vault,
    now: datetime,
    *,
    source_id: str = "",
    identifier_hash: str = "",
) -> ChatContact:
    """The contact that the inbox knows by `source_id`, made where there is none.

    Raises NotSignedIn for an identifier that nobody vouches for, where the inbox demands it.
    """
    source_id = source_id or str(uuid.uuid4())
    verified = check_identity(inbox, person, vault, identifier_hash=identifier_hash)
    known = contact_of_key(session, source_keys_of(inbox, source_id, vault))
    if known:
        return known
    pubsub = secrets.token_urlsafe(24)
    contact = ChatContact(
        inbox_id=inbox.row_id,
        source_key=source_keys_of(inbox, source_id, vault)[0],
        source=vault.seal(source_id.encode()),
        pubsub_key=digest_of(pubsub),
        pubsub=vault.seal(pubsub.encode()),
        verified=verified,
        created_at=now,
    )
    keep_person(contact, person, vault)
    session.add(contact)
    session.flush()
    _tell(session, inbox, contact, ChatEventKind.CONTACT_CREATED, now)
    return contact


def update_contact(
    session: Session,
    inbox: ChatInbox,
    contact: ChatContact,
    person: ChatPerson,
    vault: Vault,
    now: datetime,
    *,
    identifier_hash: str = "",
) -> None:
    """Another identifier is verified anew; it never lends its verification to another one."""
    before = person_of(contact, vault)
    if identifier_hash or person.identifier != before.identifier:
        contact.verified = check_identity(inbox, person, vault, identifier_hash=identifier_hash)
    keep_person(contact, person, vault)
    session.add(contact)
    _tell(session, inbox, contact, ChatEventKind.CONTACT_UPDATED, now)


def check_identity(
    inbox: ChatInbox, person: ChatPerson, vault: Vault, *, identifier_hash: str = ""
) -> bool:
    """Whether the inbox's owner vouches for the identifier.

    Raises NotSignedIn for a wrong hash, or for none where it is demanded.
    """
    if identifier_hash and vouches(inbox, person.identifier, identifier_hash, vault):
        return bool(person.identifier)
    if identifier_hash or inbox.hmac_mandatory:
        raise NotSignedIn(
            "身份校验未通过", remedy="请用入口的 hmac_token 计算 identifier 的 HMAC-SHA256"
        )
    return False


def keep_person(contact: ChatContact, person: ChatPerson, vault: Vault) -> None:
    contact.person = vault.seal(msgspec.json.encode(person))
    contact.phone_key = vault.key_of(person.phone)
    contact.identifier_key = vault.key_of(person.identifier)


def person_of(contact: ChatContact, vault: Vault) -> ChatPerson:
    text = vault.decrypt(contact.person)
    return msgspec.json.decode(text, type=ChatPerson) if text else ChatPerson()


def source_of(contact: ChatContact, vault: Vault) -> str:
    return vault.decrypt(contact.source)


def pubsub_of(contact: ChatContact, vault: Vault) -> str:
    return vault.decrypt(contact.pubsub)


def source_keys_of(inbox: ChatInbox, source_id: str, vault: Vault) -> tuple[str, ...]:
    """Under which keys the contact of this source may stand, the present one first."""
    source = named_source(inbox.row_id, source_id)
    return vault.own.key_of(source), vault.other.key_of(source)


def _phone(text: str) -> str:
    """What is no number is kept as it came: front ends of others send what they like."""
    try:
        return read_phone(text)
    except ValueError:
        return unicodedata.normalize("NFKC", text).strip()


def _tell(
    session: Session, inbox: ChatInbox, contact: ChatContact, kind: ChatEventKind, now: datetime
) -> None:
    note_event(
        session,
        ChatEvent(
            kind=kind,
            inbox_id=inbox.row_id,
            contact_id=contact.row_id,
            at=now,
            hooked_at=None if inbox.webhook_url else now,
        ),
    )
