"""Official accounts: added with what the platform shows, its secrets stored encrypted."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from hotline.chats.inboxes import add_inbox
from hotline.domain.audit import AuditKind
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import ChatInbox, WechatAccount
from hotline.domain.report_fields import CONTROL
from hotline.domain.wechat.envelope import Envelope
from hotline.storage.audit import note
from hotline.storage.chats import inbox_of_name
from hotline.storage.vault import Vault
from hotline.storage.wechat import account_of_name, account_of_original_id

KIND = "wechat"
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
FORMS = {
    "original_id": (re.compile(r"gh_[0-9a-z]{6,40}"), "原始 ID 形如 gh_0123456789ab"),
    "app_id": (re.compile(r"wx[0-9a-z]{6,40}"), "AppID 形如 wx0123456789abcdef"),
    "template": (re.compile(r"[\w-]{0,64}", re.ASCII), "模板 ID 请从公众平台复制"),
}
TOKEN, SECRET = re.compile(r"[A-Za-z0-9]{3,32}"), re.compile(r"[0-9a-zA-Z]{16,64}")
LONGEST = 500


@dataclass(frozen=True)
class AccountSecrets:
    """As the platform shows them; without `aes_key` pushes come in plain."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    aes_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class AccountFacts:
    """What may be shown.

    template, page  of the subscription notice that an answer waits; "" for none
    welcome         what a new follower reads
    """

    original_id: str
    app_id: str
    template: str = ""
    page: str = ""
    welcome: str = ""


def add_account(
    session: Session,
    name: str,
    facts: AccountFacts,
    secrets: AccountSecrets,
    vault: Vault,
    now: datetime,
    *,
    by: str,
) -> WechatAccount:
    """The new account, with the inbox of its name. Raises InvalidInput or Conflict."""
    if not NAME.fullmatch(name):
        raise InvalidInput(
            f"公众号名称“{name[:40]}”不可用", field="name", remedy="请用 1 至 40 个字母或数字"
        )
    _check_facts(facts)
    _check_secrets(secrets, facts.app_id)
    if account_of_name(session, name) or account_of_original_id(session, facts.original_id):
        raise Conflict(f"公众号“{name}”已存在", remedy="更换密钥请用 hotline wechat secrets")
    account = WechatAccount(
        name=name,
        inbox_id=_inbox(session, name, vault, now, by=by).row_id,
        **vars(facts),
        token=b"",
        secret=b"",
        created_at=now,
        created_by=by,
    )
    _keep(account, secrets, vault)
    session.add(account)
    note(session, AuditKind.WECHAT_ADDED, now, actor=by, subject=name)
    return account


def change_secrets(
    session: Session,
    account: WechatAccount,
    secrets: AccountSecrets,
    vault: Vault,
    now: datetime,
    *,
    by: str,
) -> None:
    """After they were changed at the platform. Raises InvalidInput."""
    _check_secrets(secrets, account.app_id)
    _keep(account, secrets, vault)
    account.access_token = account.token_until = None
    session.add(account)
    note(session, AuditKind.WECHAT_CHANGED, now, actor=by, subject=account.name)


def withdraw_account(session: Session, account: WechatAccount, now: datetime, *, by: str) -> None:
    """Nothing is taken from it and nothing sent by it any more; its chats stay."""
    account.withdrawn_at = now
    session.add(account)
    note(session, AuditKind.WECHAT_WITHDRAWN, now, actor=by, subject=account.name)


def envelope_of(account: WechatAccount, vault: Vault) -> Envelope | None:
    """How it seals and opens; None for one whose pushes come in plain."""
    key = vault.decrypt(account.aes_key)
    return Envelope.of(key, account.app_id) if key else None


def _inbox(session: Session, name: str, vault: Vault, now: datetime, *, by: str) -> ChatInbox:
    """One that was made for it before, or a new one."""
    inbox = inbox_of_name(session, name)
    if inbox is None:
        return add_inbox(session, name, vault, now, kind=KIND, by=by).inbox
    if inbox.kind != KIND or inbox.withdrawn_at:
        raise Conflict(f"会话入口“{name}”已另有用途", remedy="请换一个名称")
    return inbox


def _check_facts(facts: AccountFacts) -> None:
    for name, (form, remedy) in FORMS.items():
        if not form.fullmatch(getattr(facts, name)):
            raise InvalidInput(f"{name} 不可用", field=name, remedy=remedy)
    for name in ("page", "welcome"):
        text = getattr(facts, name)
        if len(text) > LONGEST or CONTROL.search(text):
            raise InvalidInput(f"{name} 不可用", field=name, remedy=f"最多 {LONGEST} 个字")


def _check_secrets(secrets: AccountSecrets, app_id: str) -> None:
    if not TOKEN.fullmatch(secrets.token):
        raise InvalidInput("Token 应为 3 至 32 个字母或数字", field="token")
    if not SECRET.fullmatch(secrets.secret):
        raise InvalidInput("AppSecret 不可用", field="secret", remedy="请从公众平台复制")
    if secrets.aes_key:
        Envelope.of(secrets.aes_key, app_id)


def _keep(account: WechatAccount, secrets: AccountSecrets, vault: Vault) -> None:
    account.token = vault.seal(secrets.token.encode())
    account.secret = vault.seal(secrets.secret.encode())
    account.aes_key = vault.encrypt(secrets.aes_key)
