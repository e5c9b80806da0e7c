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
from hotline.domain.errors import Conflict, InvalidInput, NotFound
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


def change_inbox(
    session: Session,
    inbox: ChatInbox,
    now: datetime,
    *,
    webhook: str | None = None,
    hmac_mandatory: bool | None = None,
    by: str,
) -> None:
    """What is None stays as it is; an empty webhook is told of nothing any more. What waits goes to
    the new address. Raises InvalidInput, Conflict.
    """
    _require_open(inbox)
    before = (inbox.webhook_url, inbox.hmac_mandatory)
    if webhook is not None:
        inbox.webhook_url = _checked_url(webhook)
    if hmac_mandatory is not None:
        inbox.hmac_mandatory = hmac_mandatory
    session.add(inbox)
    after = (inbox.webhook_url, inbox.hmac_mandatory)
    names = zip(("webhook", "hmac_mandatory"), before, after, strict=True)
    changed = [name for name, old, new in names if old != new]
    if changed:
        _note_change(session, inbox, now, by=by, which=" ".join(changed))


def renew_secrets(
    session: Session, inbox: ChatInbox, vault: Vault, now: datetime, *, by: str
) -> NewInbox:
    """The old ones are worth nothing from now on: who vouches and who verifies needs these."""
    _require_open(inbox)
    hmac_token, secret = secrets.token_urlsafe(24), _new_secret()
    inbox.hmac_token, inbox.webhook_secret = (
        vault.seal(text.encode()) for text in (hmac_token, secret)
    )
    session.add(inbox)
    _note_change(session, inbox, now, by=by, which="secrets")
    return NewInbox(inbox, hmac_token, secret)


def withdraw_inbox(session: Session, inbox: ChatInbox, now: datetime, *, by: str) -> None:
    """Nobody comes in by it any more and nothing is told of it; its chats stay with staff."""
    _require_open(inbox)
    inbox.withdrawn_at = now
    session.add(inbox)
    note(session, AuditKind.INBOX_WITHDRAWN, now, actor=by, subject=inbox.name, door=inbox.kind)


def known_inbox(session: Session, name: str) -> ChatInbox:
    """Raises NotFound."""
    inbox = inbox_of_name(session, name)
    if inbox is None:
        raise NotFound(f"没有会话入口“{name[:40]}”", remedy="请用 hotline inbox list 查看")
    return inbox


def _require_open(inbox: ChatInbox) -> None:
    if inbox.kind in PUSHED:
        raise Conflict(
            f"“{inbox.name}”是公众号的会话入口", remedy="请用 hotline wechat secrets 或 withdraw"
        )
    if inbox.withdrawn_at:
        raise Conflict(f"会话入口“{inbox.name}”已停用", remedy="请建立新的会话入口")


def _note_change(session: Session, inbox: ChatInbox, now: datetime, *, by: str, which: str) -> None:
    note(session, AuditKind.INBOX_CHANGED, now, actor=by, subject=inbox.name, which=which)


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
