"""Drafts: what somebody typed belongs to their login, at whatever seat they sign in."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlmodel import Session, col, delete

from hotline.domain.errors import InvalidInput
from hotline.domain.models import Draft
from hotline.domain.permissions import Actor
from hotline.storage.vault import Vault

KEPT_DAYS = 30
MOST_FIELDS, LARGEST = 60, 100_000
_NAME = re.compile(r"[a-z0-9-]{1,60}")
_decode = msgspec.json.Decoder(dict[str, str]).decode


def draft_of(session: Session, actor: Actor, vault: Vault, name: str) -> dict[str, str]:
    """The fields of the actor's own draft of this form; empty where there is none."""
    row = session.get(Draft, (actor.login, name))
    return _decode(vault.unseal(row.content)) if row else {}


def keep_draft(
    session: Session,
    actor: Actor,
    vault: Vault,
    name: str,
    fields: Mapping[str, str],
    now: datetime,
) -> None:
    """Put it in the place of the one before; without any text it is dropped.

    The actor's drafts that nobody touched for KEPT_DAYS go. Raises InvalidInput.
    """
    drop_draft(session, actor, name)
    old = col(Draft.changed_at) < now - timedelta(days=KEPT_DAYS)
    session.exec(delete(Draft).where(col(Draft.login) == actor.login, old))
    if any(fields.values()):
        content = vault.seal(_checked(name, fields))
        session.add(Draft(login=actor.login, name=name, content=content, changed_at=now))


def drop_draft(session: Session, actor: Actor, name: str) -> None:
    own = (col(Draft.login) == actor.login, col(Draft.name) == name)
    session.exec(delete(Draft).where(*own))


def _checked(name: str, fields: Mapping[str, str]) -> bytes:
    content = msgspec.json.encode(dict(fields))
    if not _NAME.fullmatch(name) or len(fields) > MOST_FIELDS or len(content) > LARGEST:
        raise InvalidInput("草稿过大或名称不对，没有保存", remedy="请缩短内容")
    return content
