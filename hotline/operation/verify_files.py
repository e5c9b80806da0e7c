"""Attachments against the files in the data folder, in pages."""

from collections.abc import Iterator

from sqlmodel import col, select

from hotline.domain.errors import HotlineError
from hotline.domain.models import Attachment
from hotline.storage.database import Database
from hotline.storage.files import Files, digest_of

PAGE = 500


def file_faults(database: Database, files: Files) -> Iterator[str]:
    """Attachments whose file is gone, unreadable or changed."""
    for row in _attachments(database):
        try:
            whole = digest_of(files.get(row.key)) == row.digest
        except HotlineError as error:
            yield f"附件 {row.id}（工单 #{row.ticket_id}）：{error}"
            continue
        if not whole:
            yield f"附件 {row.id}（工单 #{row.ticket_id}）：内容与登记的摘要不符。请从备份恢复"


def drop_left_over(database: Database, files: Files, *, repair: bool) -> int:
    """How many files no attachment names (a crash between file and row leaves one).

    With `repair` they are removed.
    """
    left = list(files.left_over({row.key for row in _attachments(database)}))
    for key in left if repair else ():
        files.drop(key)
    return len(left)


def _attachments(database: Database) -> Iterator[Attachment]:
    after = 0
    while True:
        with database.reading() as session:
            query = (
                select(Attachment)
                .where(col(Attachment.id) > after)
                .order_by(col(Attachment.id))
                .limit(PAGE)
            )
            rows = session.exec(query).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].row_id
