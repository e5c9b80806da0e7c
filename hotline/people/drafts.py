"""Drafts: what somebody typed belongs to their login, at whatever seat they sign in."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlmodel import Session, col, delete

from hotline.domain.errors import InvalidInput
from hotline.domain.models import Draft
from hotline.storage.vault import Vault

KEPT_DAYS = 30
MOST_FIELDS, LARGEST = 60, 100_000
_NAME = re.compile(r"[a-z0-9-]{1,60}")
_decode = msgspec.json.Decoder(dict[str, str]).decode


def draft_of(session: Session, login: str, vault: Vault, name: str) -> dict[str, str]:
    """The fields of this login's own draft of this form; empty where there is none."""
    row = session.get(Draft, (login, name))
    return _decode(vault.unseal(row.content)) if row else {}


def keep_draft(
    session: Session,
    login: str,
    vault: Vault,
    name: str,
    fields: Mapping[str, str],
    now: datetime,
) -> None:
    """Put it in the place of the one before; without any text it is dropped.

    Its drafts that nobody touched for KEPT_DAYS go. Raises InvalidInput.
    """
    drop_draft(session, login, name)
    old = col(Draft.changed_at) < now - timedelta(days=KEPT_DAYS)
    session.exec(delete(Draft).where(col(Draft.login) == login, old))
    if any(fields.values()):
        content = vault.seal(_checked(name, fields))
        session.add(Draft(login=login, name=name, content=content, changed_at=now))


def drop_draft(session: Session, login: str, name: str) -> None:
    own = (col(Draft.login) == login, col(Draft.name) == name)
    session.exec(delete(Draft).where(*own))


def _checked(name: str, fields: Mapping[str, str]) -> bytes:
    content = msgspec.json.encode(dict(fields))
    if not _NAME.fullmatch(name) or len(fields) > MOST_FIELDS or len(content) > LARGEST:
        raise InvalidInput("草稿过大或名称不对，没有保存", remedy="请缩短内容")
    return content
