"""Drafts: what somebody typed belongs to their login, at whatever seat they sign in."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlmodel import Session, col, delete

from hotline.domain.errors import InvalidInput
from hotline.domain.models import Draft
from hotline.storage.vault import Vault

KEPT_DAYS = 30
MOST_FIELDS, LARGEST = 60, 100_000
# Behind the name of a form: what another seat of the same login typed.
OTHER = "-other"
_PAGE = "_page"
_NAME = re.compile(r"[a-z0-9-]{1,60}")
_decode = msgspec.json.Decoder(dict[str, str]).decode


@dataclass(frozen=True)
class KeptDraft:
    """The fields of a form, by which open page they were typed, and the mark of this state;
    empty where nothing is kept.
    """

    fields: Mapping[str, str]
    page: str = ""
    version: str = ""


@dataclass(frozen=True)
class DraftSeen:
    """Which open page saves, and the version that it saw last."""

    page: str = ""
    version: str = ""

    def knows(self, draft: KeptDraft) -> bool:
        return draft.version == self.version or (bool(self.page) and draft.page == self.page)


def draft_of(session: Session, login: str, vault: Vault, name: str) -> dict[str, str]:
    """The fields of this login's own draft of this form; empty where there is none."""
    return dict(kept_draft(session, login, vault, name).fields)


def kept_draft(session: Session, login: str, vault: Vault, name: str) -> KeptDraft:
    row = session.get(Draft, (login, name))
    if row is None:
        return KeptDraft({})
    content = vault.unseal(row.content)
    fields = _decode(content)
    page = fields.pop(_PAGE, "")
    return KeptDraft(fields, page, hashlib.sha256(content).hexdigest()[:16])


def keep_draft(
    session: Session,
    login: str,
    vault: Vault,
    name: str,
    fields: Mapping[str, str],
    now: datetime,
    *,
    known: DraftSeen | None = None,
) -> None:
    """Put it in the place of the one before; without any text it is dropped. What another seat of
    this login typed meanwhile, so that `known` does not know it, stays beside it under OTHER.

    Its drafts that nobody touched for KEPT_DAYS go. Raises InvalidInput.
    """
    before = kept_draft(session, login, vault, name)
    is_new = known is not None and not name.endswith(OTHER) and not known.knows(before)
    if is_new and any(before.fields.values()) and before.fields != fields:
        _put(session, login, vault, f"{name}{OTHER}", before.fields, now)
    old = col(Draft.changed_at) < now - timedelta(days=KEPT_DAYS)
    session.exec(delete(Draft).where(col(Draft.login) == login, old))
    if not any(fields.values()):
        return _drop(session, login, name)
    page = {_PAGE: known.page} if known else {}
    _put(session, login, vault, name, {**fields, **page}, now)


def drop_draft(session: Session, login: str, name: str) -> None:
    """With what another seat typed."""
    _drop(session, login, name)
    _drop(session, login, f"{name}{OTHER}")


def _put(
    session: Session, login: str, vault: Vault, name: str, fields: Mapping[str, str], now: datetime
) -> None:
    content = vault.seal(_checked(name, fields))
    _drop(session, login, name)
    session.add(Draft(login=login, name=name, content=content, changed_at=now))
    session.flush()


def _drop(session: Session, login: str, name: str) -> None:
    row = session.get(Draft, (login, name))
    if row is not None:
        session.delete(row)
        session.flush()


def _checked(name: str, fields: Mapping[str, str]) -> bytes:
    content = msgspec.json.encode(dict(fields))
    if not _NAME.fullmatch(name) or len(fields) > MOST_FIELDS or len(content) > LARGEST:
        raise InvalidInput("草稿过大或名称不对，没有保存", remedy="请缩短内容")
    return content
