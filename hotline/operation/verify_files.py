"""Attachments against the files in the data folder, in pages."""

from collections.abc import Iterator
from typing import TypeVar

from sqlmodel import col, select

from hotline.domain.errors import HotlineError
from hotline.domain.models import Attachment, ChatAttachment, NumberedRow
from hotline.storage.database import Database
from hotline.storage.files import Files, digest_of

PAGE = 500
FileRow = TypeVar("FileRow", bound=NumberedRow)


def file_faults(database: Database, files: Files) -> Iterator[str]:
    """Attachments whose file is gone, unreadable or changed."""
    for row in _rows(database, Attachment):
        if fault := _fault(files, row.key, row.digest):
            yield f"附件 {row.id}（工单 #{row.ticket_id}）：{fault}"
    for sent in _rows(database, ChatAttachment):
        if fault := _fault(files, sent.key, sent.digest):
            yield f"附件 {sent.id}（会话消息 #{sent.message_id}）：{fault}"


def _fault(files: Files, key: str, digest: str) -> str:
    """What is wrong with a file, "" for a whole one."""
    try:
        whole = digest_of(files.get(key)) == digest
    except HotlineError as error:
        return str(error)
    return "" if whole else "内容与登记的摘要不符。请从备份恢复"


def drop_left_over(database: Database, files: Files, *, repair: bool) -> int:
    """How many files no attachment names (a crash between file and row leaves one).

    With `repair` they are removed.
    """
    known = {row.key for row in _rows(database, Attachment)}
    known |= {row.key for row in _rows(database, ChatAttachment)}
    left = list(files.left_over(known))
    for key in left if repair else ():
        files.drop(key)
    return len(left)


def _rows(database: Database, kind: type[FileRow]) -> Iterator[FileRow]:
    after = 0
    while True:
        with database.reading() as session:
            query = select(kind).where(col(kind.id) > after).order_by(col(kind.id)).limit(PAGE)
            rows = session.exec(query).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].row_id
