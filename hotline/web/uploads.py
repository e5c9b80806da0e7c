"""Files that come with a form, for the API and the pages."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from hotline.casework.attachments import attach, open_attachment
from hotline.casework.caller_access import find_by_code, find_own_ticket
from hotline.casework.merged_tickets import find_merged
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.attachments import File, read_file
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Attachment
from hotline.domain.report_fields import CONTROL
from hotline.domain.roles import CALLER, Actor
from hotline.storage.database import Database
from hotline.storage.files import Files, Stored
from hotline.storage.tickets import find_ticket
from hotline.web.address import address_of
from hotline.web.multipart_form import HOW, Admit, Upload, read_upload

# The largest that a city may allow; its own limit is checked with the file in hand.
LARGEST_BODY = 205_000_000
# A file is sealed as a whole: so many are in memory at once, and pages never wait for them.
STORING = ThreadPoolExecutor(2, thread_name_prefix="uploads")


async def receive_file(
    request: Request[Any, Any, Any],
    database: Database,
    desk: Desk,
    files: Files,
    actor: Actor,
    no: str,
) -> Attachment:
    """Keep the file of staff on a ticket that they see; that is asked before the file is read."""

    async def admit(_fields: Mapping[str, str]) -> None:
        await sync_to_thread(_find, database, actor, no)

    def keep(file: File, fields: Mapping[str, str]) -> Attachment:
        stored = files.put(file)
        with dropping(files, stored), database.writing() as session:
            ticket = find_for_step(session, actor, no)
            return attach(session, actor, ticket, desk, stored=stored, note=fields.get("note", ""))

    return await _receive(request, desk, Upload(), admit, keep)


async def receive_own_file(
    request: Request[Any, Any, Any], database: Database, desk: Desk, files: Files, upload: Upload
) -> Attachment:
    """Keep a caller's file; number and code, which stand in front of it, are checked before it is
    read. `upload` holds the fields also when it is refused.
    """
    address = address_of(request)

    async def admit(fields: Mapping[str, str]) -> None:
        no, code = fields.get("ticket_no", ""), fields.get("query_code", "")
        if not no.strip() or not code.strip():
            raise InvalidInput("文件之前缺少 ticket_no 和 query_code", field="file", remedy=HOW)
        now = desk.now()
        await sync_to_thread(find_by_code, database, desk.vault, no, code, address, now)

    def keep(file: File, fields: Mapping[str, str]) -> Attachment:
        no, code, note = (fields.get(name, "") for name in ("ticket_no", "query_code", "note"))
        with find_own_ticket(database, desk, no, code, address) as (session, ticket):
            stored = files.put(file)
            with dropping(files, stored):
                return attach(session, CALLER, ticket, desk, stored=stored, note=note)

    return await _receive(request, desk, upload, admit, keep)


async def _receive(
    request: Request[Any, Any, Any],
    desk: Desk,
    upload: Upload,
    admit: Admit,
    keep: Callable[[File, Mapping[str, str]], Attachment],
) -> Attachment:
    most_mb = desk.city.settings.attachment_mb

    def store() -> Attachment:
        _check_fields(upload.fields)
        upload.file.seek(0)
        return keep(read_file(upload.name, upload.file.read(), most_mb=most_mb), upload.fields)

    try:
        await read_upload(request, upload, most=most_mb * 1_000_000, admit=admit)
        return await asyncio.get_running_loop().run_in_executor(STORING, store)
    finally:
        upload.close()


def _find(database: Database, actor: Actor, no: str) -> None:
    with database.reading() as session:
        find_ticket(session, actor, no)


def _check_fields(fields: Mapping[str, str]) -> None:
    for name, value in fields.items():
        if CONTROL.search(value):
            raise InvalidInput(
                f"{name} 含有无法保存的字符", field=name, remedy="请删除该字符后重试"
            )


@contextmanager
def dropping(files: Files, stored: Stored) -> Iterator[None]:
    """The file goes again when its row does not come."""
    try:
        yield
    except BaseException:
        files.drop(stored.key)
        raise


def as_download(row: Attachment, files: Files) -> Response[bytes]:
    """Never opened by the browser as a page of ours, whatever is in it."""
    return as_file(row.name, row.media_type, row.key, files)


def as_file(name: str, media_type: str, key: str, files: Files) -> Response[bytes]:
    """The same for the file of anything that has one."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(files.get(key), media_type=media_type, headers=headers)


def download_merged(
    session: Session, actor: Actor, desk: Desk, files: Files, *, no: str, other: str, number: int
) -> Response[bytes]:
    """What the caller of a merged ticket sent, for whoever sees the leading one."""
    ticket = find_merged(session, find_ticket(session, actor, no), other)
    return as_download(open_attachment(session, actor, ticket, desk, number=number), files)
