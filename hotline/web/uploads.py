"""Files that come with a form, for the API and the pages."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.datastructures import UploadFile

from hotline.casework.attachments import attach
from hotline.casework.caller_access import find_own_ticket
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.attachments import File, read_file
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Attachment
from hotline.domain.permissions import CALLER, Actor
from hotline.domain.reports import CONTROL
from hotline.storage.database import Database
from hotline.storage.files import Files
from hotline.storage.tickets import find_ticket

# The largest that a city may allow; its own limit is checked with the file in hand.
LARGEST_BODY = 205_000_000


async def uploaded(request: Request[Any, Any, Any], desk: Desk) -> tuple[File, Mapping[str, str]]:
    """The file of a form, and its other fields."""
    form = await request.form()
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise InvalidInput(
            "没有收到文件", field="file", remedy="请用 multipart/form-data 的 file 字段发送一个文件"
        )
    content = await upload.read()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    for name, value in fields.items():
        if CONTROL.search(value):
            raise InvalidInput(
                f"{name} 含有无法保存的字符", field=name, remedy="请删除该字符后重试"
            )
    return read_file(
        upload.filename or "", content, most_mb=desk.city.settings.attachment_mb
    ), fields


def keep(
    database: Database, desk: Desk, files: Files, actor: Actor, no: str, file: File, note: str
) -> Attachment:
    """Whether the ticket may be touched is asked before the file is written, and again with it."""
    with database.reading() as session:
        find_ticket(session, actor, no)
    stored = files.put(file)
    try:
        with database.writing() as session:
            return attach(
                session, actor, find_for_step(session, actor, no), desk, stored=stored, note=note
            )
    except BaseException:
        files.drop(stored.key)
        raise


def keep_own(
    database: Database,
    desk: Desk,
    files: Files,
    address: str,
    file: File,
    fields: Mapping[str, str],
) -> Attachment:
    no, code = fields.get("ticket_no", ""), fields.get("query_code", "")
    with find_own_ticket(database, desk, no, code, address) as (session, ticket):
        stored = files.put(file)
        try:
            return attach(session, CALLER, ticket, desk, stored=stored, note=fields.get("note", ""))
        except BaseException:
            files.drop(stored.key)
            raise


def as_download(row: Attachment, files: Files) -> Response[bytes]:
    """Never opened by the browser as a page of ours, whatever is in it."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(row.name)}"}
    return Response(files.get(row.key), media_type=row.media_type, headers=headers)
