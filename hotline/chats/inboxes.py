"""Doors of chats: made, and their secrets, which are told once and stored encrypted."""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.delivery.posting import checked_url
from hotline.domain.audit import AuditKind
from hotline.domain.chats.states import PUSHED
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import ChatInbox
from hotline.storage.audit import note
from hotline.storage.chats import inbox_of_name
from hotline.storage.vault import Vault

KINDS = ("api", "widget", *sorted(PUSHED))
NAME = re.compile(r"[\w.-]{1,40}")
LONGEST_URL = 500


@dataclass(frozen=True)
class NewInbox:
    """A new door with its secrets, in the clear this once."""

    inbox: ChatInbox
    hmac_token: str
    webhook_secret: str


def add_inbox(
    session: Session,
    name: str,
    vault: Vault,
    now: datetime,
    *,
    kind: str = "api",
    webhook: str = "",
    hmac_mandatory: bool = False,
    by: str,
) -> NewInbox:
    """Raises InvalidInput, or Conflict for a name that was used before."""
    if not NAME.fullmatch(name):
        raise InvalidInput(
            f"会话入口名称“{name[:40]}”不可用",
            field="name",
            remedy="请用 1 至 40 个字母、数字或汉字",
        )
    if kind not in KINDS:
        raise InvalidInput(
            f"没有“{kind[:20]}”这种会话入口", field="kind", remedy=f"请用 {'、'.join(KINDS)}"
        )
    if inbox_of_name(session, name):
        raise Conflict(f"会话入口“{name}”已存在", remedy="请换一个名称")
    hmac_token, secret = secrets.token_urlsafe(24), _new_secret()
    inbox = ChatInbox(
        name=name,
        kind=kind,
        identifier=secrets.token_urlsafe(18),
        hmac_token=vault.seal(hmac_token.encode()),
        hmac_mandatory=hmac_mandatory,
        webhook_url=_checked_url(webhook),
        webhook_secret=vault.seal(secret.encode()),
        created_at=now,
        created_by=by,
    )
    session.add(inbox)
    session.flush()
    note(session, AuditKind.INBOX_ADDED, now, actor=by, subject=name, door=kind)
    return NewInbox(inbox, hmac_token, secret)


def hmac_of(inbox: ChatInbox, vault: Vault) -> str:
    """The key by which the inbox's owner vouches for an identifier."""
    return vault.decrypt(inbox.hmac_token)


def secret_of(inbox: ChatInbox, vault: Vault) -> str:
    """The key that signs what its webhook is sent."""
    return vault.decrypt(inbox.webhook_secret)


def vouches(inbox: ChatInbox, identifier: str, digest: str, vault: Vault) -> bool:
    """Whether `digest` is the hex HMAC-SHA256 of the identifier by the inbox's token."""
    right = hmac.new(hmac_of(inbox, vault).encode(), identifier.encode(), "sha256").hexdigest()
    return hmac.compare_digest(right.encode(), digest.strip().lower().encode())


def _new_secret() -> str:
    """As verifiers of the Standard Webhooks read one."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


def _checked_url(url: str) -> str:
    if len(url) > LONGEST_URL:
        raise InvalidInput(
            f"回调地址有 {len(url)} 个字符", field="webhook", remedy=f"最多 {LONGEST_URL} 个字符"
        )
    return checked_url(url) if url else ""
