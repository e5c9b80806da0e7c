"""Photos that come with a report: they belong to its ticket, and none of them can lose it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from hotline.casework.attachments import attach
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.attachments import read_file
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.permissions import holds_code
from hotline.domain.roles import CALLER
from hotline.storage.database import Database
from hotline.storage.files import Files
from hotline.storage.ticket_rows import has_file
from hotline.web.uploads import STORING, dropping

PHOTO = "photo"
# So much without a photo is no upload.
SMALL_BODY = 200_000


@dataclass
class SentPhotos:
    """Close them to give the disk back."""

    files: list[UploadFile] = field(default_factory=list)

    async def close(self) -> None:
        for file in self.files:
            await file.close()


async def read_report_form(
    request: Request[Any, Any, Any],
) -> tuple[dict[str, str], SentPhotos]:
    """The fields of a form, of several values the last, and its photos."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > SMALL_BODY:
        request.app.state.budgets.spend("uploads", request)
    fields, photos = dict[str, str](), SentPhotos()
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            fields[name] = value
        elif isinstance(value, UploadFile) and name == PHOTO and value.filename:
            photos.files.append(value)
    fields.pop("_csrf", None)
    return fields, photos


async def keep_photos(
    database: Database, desk: Desk, files: Files, no: str, photos: SentPhotos
) -> list[str]:
    """Why single ones could not be kept, each with its name. Sent again, none is kept twice."""
    loop, refusals = asyncio.get_running_loop(), list[str]()
    for photo in photos.files:
        try:
            await loop.run_in_executor(STORING, _keep, database, desk, files, no, photo)
        except HotlineError as error:
            refusals.append(str(error))
    return refusals


def _keep(database: Database, desk: Desk, files: Files, no: str, photo: UploadFile) -> None:
    most_mb = desk.city.settings.attachment_mb
    content = photo.file.read(most_mb * 1_000_000 + 1)
    file = read_file(photo.filename, content, most_mb=most_mb)
    if not file.media_type.startswith("image/"):
        raise InvalidInput(
            f"“{file.name}”不是照片", field=PHOTO, remedy="其他文件请在“查进度”中上传"
        )
    stored = files.put(file)
    with dropping(files, stored), database.writing() as session:
        ticket = find_for_step(session, CALLER, no, sees=holds_code)
        if has_file(session, ticket, stored.digest):
            files.drop(stored.key)
        else:
            attach(session, CALLER, ticket, desk, stored=stored)
