"""Official accounts by their name and inbox; pushes that were taken."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from hotline.domain.errors import NotFound
from hotline.domain.models import WechatAccount, WechatPush


def account_of_name(session: Session, name: str) -> WechatAccount | None:
    return session.exec(select(WechatAccount).where(WechatAccount.name == name)).first()


def open_account(session: Session, name: str) -> WechatAccount:
    """One that was not withdrawn; raises NotFound."""
    account = account_of_name(session, name)
    if account is None or account.withdrawn_at:
        raise NotFound(f"没有公众号“{name[:40]}”", remedy="请用 hotline wechat list 查看")
    return account


def account_of_original_id(session: Session, original_id: str) -> WechatAccount | None:
    query = select(WechatAccount).where(WechatAccount.original_id == original_id)
    return session.exec(query).first()


def account_of_inbox(session: Session, inbox_id: int) -> WechatAccount | None:
    """One that was not withdrawn."""
    query = select(WechatAccount).where(
        WechatAccount.inbox_id == inbox_id, col(WechatAccount.withdrawn_at).is_(None)
    )
    return session.exec(query).first()


def all_accounts(session: Session) -> Sequence[WechatAccount]:
    return session.exec(select(WechatAccount).order_by(col(WechatAccount.name))).all()


def push_of_key(session: Session, account_id: int, key_hash: str) -> WechatPush | None:
    query = select(WechatPush).where(
        WechatPush.account_id == account_id, WechatPush.key_hash == key_hash
    )
    return session.exec(query).first()


def push_of_signature(session: Session, account_id: int, signature: str) -> WechatPush | None:
    query = select(WechatPush).where(
        WechatPush.account_id == account_id, WechatPush.signature == signature
    )
    return session.exec(query).first()


def drop_pushes(session: Session, before: datetime, *, limit: int) -> int:
    """Forget pushes taken before this moment; how many there were."""
    query = select(WechatPush.id).where(WechatPush.at < before).limit(limit)
    ids = list(session.exec(query))
    if ids:
        session.connection().execute(delete(WechatPush).where(col(WechatPush.id).in_(ids)))
    return len(ids)
