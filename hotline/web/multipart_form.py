"""A form with a file, read as it comes: the fields first, the file to the disk.

Whoever sends the file is judged by the fields in front of it, before the file is read.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
)

from hotline.domain.errors import InvalidInput

Admit = Callable[[Mapping[str, str]], Awaitable[None]]
MOST_PARTS, LONGEST_FIELD = 20, 20_000
# Bytes of a file that stay in memory; what is longer goes to the disk.
IN_MEMORY = 256 * 1024
HOW = "请用 multipart/form-data 的 file 字段发送一个文件，放在其他字段之后"


@dataclass
class Upload:
    """What a form brought: its fields, and the file with its name, None until it came.

    Close it to give the disk back.
    """

    fields: dict[str, str] = field(default_factory=dict)
    name: str = ""
    file: Any = None

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


async def read_upload(
    request: Request[Any, Any, Any], upload: Upload, *, most: int, admit: Admit
) -> None:
    """Fill `upload`; `admit` gets the fields before the file of up to `most` bytes is read.

    Raises what `admit` raises, and InvalidInput for a form without a file or beyond the limits.
    """
    kind, options = request.content_type
    if request.auth is not None and request.auth.by_cookie:
        await _take_form(request, upload, admit)
    elif kind == "multipart/form-data" and options.get("boundary"):
        await _take_stream(request, options["boundary"], upload, most, admit)
    if upload.file is None:
        raise InvalidInput("没有收到文件", field="file", remedy=HOW)


async def _take_form(request: Request[Any, Any, Any], upload: Upload, admit: Admit) -> None:
    """The form of somebody signed in by a cookie, which was read for its token already."""
    form = await request.form()
    upload.fields |= {name: value for name, value in form.items() if isinstance(value, str)}
    await admit(upload.fields)
    sent = form.get("file")
    if isinstance(sent, UploadFile):
        upload.name, upload.file = sent.filename or "", sent.file


async def _take_stream(
    request: Request[Any, Any, Any], boundary: str, upload: Upload, most: int, admit: Admit
) -> None:
    name, value, size = "", bytearray(), 0
    parser = PushMultipartParser(boundary, max_segment_count=MOST_PARTS)
    try:
        async for chunk in request.stream():
            for part in parser.parse(chunk):
                if isinstance(part, MultipartSegment):
                    name, value, size = part.name, bytearray(), 0
                    if part.filename:
                        await _begin_file(part, upload, admit)
                elif not part:
                    _end_field(name, value, upload)
                elif name == "file" and upload.file is not None:
                    upload.file.write(part)
                    size = _checked_size(size + len(part), most)
                else:
                    value += part[: LONGEST_FIELD + 1 - len(value)]
        if not parser.closed:
            raise InvalidInput("文件没有传完", field="file", remedy="请重新发送")
    except (MultipartError, UnicodeDecodeError):
        raise InvalidInput("表单无法识别", field="(正文)", remedy=HOW) from None


async def _begin_file(part: MultipartSegment, upload: Upload, admit: Admit) -> None:
    if part.name != "file" or upload.file is not None:
        raise InvalidInput("只能发送一个文件", field="file", remedy=HOW)
    await admit(upload.fields)
    upload.name = part.filename or ""
    upload.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115


def _end_field(name: str, value: bytearray, upload: Upload) -> None:
    if len(value) > LONGEST_FIELD:
        raise InvalidInput(f"{name[:40]} 过长", field=name[:40], remedy="请缩短后重试")
    if name != "file":
        upload.fields.setdefault(name[:40], value.decode())


def _checked_size(size: int, most: int) -> int:
    if size > most:
        raise InvalidInput(
            f"文件超过 {most // 1_000_000} MB", field="file", remedy="请压缩或分开发送"
        )
    return size
