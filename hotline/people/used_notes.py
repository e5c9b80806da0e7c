"""Sealed notes that count once: a challenge, the state of a sign-on."""

import hashlib
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete

from hotline.domain.errors import InvalidInput
from hotline.domain.models import UsedNote
from hotline.people.pending import VALID, read_note
from hotline.storage.database import Database
from hotline.storage.upsert import insert_into
from hotline.storage.vault import Vault


def read_note_once(database: Database, vault: Vault, purpose: str, text: str, now: datetime) -> Any:
    """The content; raises InvalidInput for a note that was used before too."""
    content = read_note(vault, purpose, text, now)
    with database.writing() as session:
        is_first = _mark(session, hashlib.sha256(text.encode()).hexdigest(), now)
    if not is_first:
        raise InvalidInput("这一步已经做过一次", remedy="请重新开始")
    return content


def _mark(session: Session, key: str, now: datetime) -> bool:
    """Whether nobody had used it; of two at one moment one."""
    session.exec(delete(UsedNote).where(col(UsedNote.expires_at) <= now))
    row = insert_into(
        session.connection(), UsedNote, key=key, expires_at=now + VALID
    ).on_conflict_do_nothing()
    return bool(session.execute(row.returning(col(UsedNote.key))).all())
