"""Everything that is stored encrypted, brought to the suite of the installation.

Each page of rows is one transaction and each file is replaced whole: a run that was killed is
simply begun again, and passes over what is done.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session, col, select

from hotline.domain.models import Caller, NumberedRow, Staff
from hotline.domain.vocabulary import CHANNELS
from hotline.storage.call_reencryption import (
    CALL_TABLES,
    foreign_rows,
    is_right,
    renew_row,
)
from hotline.storage.callers import openid_text
from hotline.storage.chat_reencryption import (
    CHAT_TABLES,
    foreign_chat_rows,
    renew_chat_row,
)
from hotline.storage.database import Database
from hotline.storage.openids import openids_of_caller
from hotline.storage.vault import Vault

PAGE = 500
PERSONAL = ("name", "phone", "address")
Row = TypeVar("Row", bound=NumberedRow)


@dataclass
class RenewalCounts:
    """How much was changed."""

    callers: int = 0
    calls: int = 0
    chats: int = 0
    secrets: int = 0
    files: int = 0

    @property
    def total(self) -> int:
        return self.callers + self.calls + self.chats + self.secrets + self.files


def reencrypt(
    database: Database,
    vault: Vault,
    files: Path,
    *,
    progress: Callable[[RenewalCounts], None] = lambda _: None,
) -> RenewalCounts:
    """Change what another suite made; `progress` hears of each step.

    Raises Unavailable for what no key of the installation opens: nothing is guessed.
    """
    counts = RenewalCounts()
    for callers in _pages(database, Caller):
        with database.writing() as session:
            changed = [_renew_caller(session, vault, row.row_id) for row in callers]
        counts.callers += sum(changed)
        progress(counts)
    for kind in CALL_TABLES:
        for rows in _pages(database, kind):
            with database.writing() as session:
                counts.calls += sum(renew_row(session, vault, kind, row.row_id) for row in rows)
            progress(counts)
    for chat_kind in CHAT_TABLES:
        for rows in _pages(database, chat_kind):
            with database.writing() as session:
                renewed = (renew_chat_row(session, vault, chat_kind, row.row_id) for row in rows)
                counts.chats += sum(renewed)
            progress(counts)
    for staff in _pages(database, Staff):
        with database.writing() as session:
            counts.secrets += sum(_renew_staff(session, vault, row.row_id) for row in staff)
        progress(counts)
    for path in _files(files):
        counts.files += _renew_file(vault, path)
        progress(counts)
    return counts


def foreign_parts(database: Database, vault: Vault, files: Path) -> Iterator[str]:
    """What is not in the suite of the installation, or that no key of it opens."""
    for page in _pages(database, Caller):
        for row in page:
            if not all(is_right(vault, getattr(row, name)) for name in PERSONAL):
                yield f"诉求人 #{row.id}：不是用当前算法加密"
            if row.phone_key != vault.key_of(vault.decrypt(row.phone)):
                yield f"诉求人 #{row.id}：电话索引不是用当前算法计算"
    for kind in CALL_TABLES:
        for rows in _pages(database, kind):
            yield from foreign_rows(vault, rows)
    for chat_kind in CHAT_TABLES:
        for rows in _pages(database, chat_kind):
            yield from foreign_chat_rows(vault, rows)
    for staff in _pages(database, Staff):
        yield from (
            f"账号 {row.login}：动态验证码密钥不是用当前算法加密"
            for row in staff
            if not is_right(vault, row.totp)
        )
    for path in _files(files):
        if not vault.is_own(path.read_bytes()):
            yield f"附件 {path.name}：不是用当前算法加密"


def _renew_caller(session: Session, vault: Vault, caller_id: int) -> bool:
    row = session.get_one(Caller, caller_id)
    texts = {name: vault.decrypt(getattr(row, name)) for name in PERSONAL}
    keys = (vault.key_of(texts["phone"]), _external_key(session, vault, row, texts["name"]))
    sealed = [getattr(row, name) for name in PERSONAL]
    if all(is_right(vault, part) for part in sealed) and keys == (row.phone_key, row.external):
        return False
    for name, text in texts.items():
        setattr(row, name, vault.encrypt(text))
    row.phone_key, row.external = keys
    session.add(row)
    return True


def _external_key(session: Session, vault: Vault, row: Caller, identifier: str) -> str | None:
    """The other system's identifier is the name, of which channel its old key tells; or it is an
    openid, which stands with the tickets.
    """
    if row.external is None:
        return None
    texts = [f"{channel}:{identifier}" for channel in CHANNELS]
    texts += [openid_text(openid) for openid in openids_of_caller(session, vault, row.row_id)]
    for text in texts:
        if row.external in (vault.own.key_of(text), vault.other.key_of(text)):
            return vault.key_of(text)
    return row.external


def _renew_staff(session: Session, vault: Vault, staff_id: int) -> bool:
    row = session.get_one(Staff, staff_id)
    if row.totp is None or vault.is_own(row.totp):
        return False
    row.totp = vault.seal(vault.unseal(row.totp))
    session.add(row)
    return True


def _renew_file(vault: Vault, path: Path) -> bool:
    """The new file is on the disk before it takes the place of the old one."""
    sealed = path.read_bytes()
    if vault.is_own(sealed):
        return False
    draft = path.with_suffix(".part")
    with draft.open("wb") as out:
        out.write(vault.seal(vault.unseal(sealed)))
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    return True


def _pages(database: Database, kind: type[Row]) -> Iterator[Sequence[Row]]:
    after = 0
    while True:
        with database.reading() as session:
            query = select(kind).where(col(kind.id) > after).order_by(col(kind.id)).limit(PAGE)
            rows = session.exec(query).all()
        if not rows:
            return
        yield rows
        after = rows[-1].row_id


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*/*")) if path.suffix != ".part")
