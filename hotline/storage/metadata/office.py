"""DOCX and XLSX: who wrote it, when, where and with what goes, who commented and changed it, and so
do the secrets of pictures and documents inside.

The files are ZIP archives (ECMA-376, part 2): the property parts are replaced by empty ones, so
that nothing that points at them is missing.
"""

import io
import re
import zipfile
import zlib

from hotline.storage.metadata import gif, jpeg, png, riff
from hotline.storage.metadata.broken import BrokenFile

LARGEST, MOST_PARTS = 400_000_000, 20_000
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = b"http://schemas.openxmlformats.org"
EMPTY = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="'
    + _FORMATS
    + b'/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<Properties xmlns="'
    + _FORMATS
    + b'/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<Properties xmlns="'
    + _FORMATS
    + b'/officeDocument/2006/custom-properties"/>',
}
CORE = "docProps/core.xml"
PROPERTIES = {name.lower(): name for name in EMPTY}
PICTURES = {
    "jpg": jpeg.clean,
    "jpeg": jpeg.clean,
    "png": png.clean,
    "gif": gif.clean,
    "webp": riff.clean,
}
INSIDE = ("docx", "xlsx")
DEEPEST = 2
SOMEBODY = "作者".encode()
# Where programs write people's names and folders: (part, what stands before the name and behind).
PEOPLE: tuple[tuple[re.Pattern[str], re.Pattern[bytes]], ...] = (
    (
        re.compile(r"word/.*\.xml"),
        re.compile(rb"""(\sw\d*:(?:author|initials|userId)=|\suserId=)("[^"]*"|'[^']*')"""),
    ),
    (
        re.compile(r"xl/(?:persons|threadedcomments|revisions)/.*\.xml"),
        re.compile(rb"""(\s(?:displayName|userId|userName|name)=)("[^"]*"|'[^']*')"""),
    ),
    (re.compile(r"xl/comments.*\.xml"), re.compile(rb"(<author>)([^<]*)(?=<)")),
    (
        re.compile(r"xl/workbook\.xml"),
        re.compile(rb"""(absPath\s[^<>]{0,200}?url=|\suserName=)("[^"]*"|'[^']*')"""),
    ),
    (re.compile(r".*\.rels"), re.compile(rb"""(Target=)("file:[^"]*"|'file:[^']*')""")),
)
EPOCH = (1980, 1, 1, 0, 0, 0)


def clean(content: bytes) -> bytes:
    """The document without its properties, thumbnail, people, and the metadata of what is in it."""
    return _clean(content, DEEPEST)


def _clean(content: bytes, depth: int) -> bytes:
    out = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            _check_size(source)
            for part in source.infolist():
                data = _part(source, part, depth)
                target.writestr(zipfile.ZipInfo(part.filename, EPOCH), data)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        ValueError,
        RuntimeError,
        zlib.error,
        EOFError,
    ) as error:
        raise BrokenFile("压缩包不可读") from error
    return out.getvalue()


def _check_size(source: zipfile.ZipFile) -> None:
    """An archive says how large its parts are; `read` stops at what it said."""
    parts = source.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise BrokenFile(f"解压后超过 {LARGEST // 1_000_000} MB 或 {MOST_PARTS} 个部分")


def _part(source: zipfile.ZipFile, part: zipfile.ZipInfo, depth: int) -> bytes:
    name = part.filename.lower()
    ending = name.rpartition(".")[2]
    known = CORE if ending == "psmdcp" else PROPERTIES.get(name)
    if known:
        return XML + EMPTY[known]
    if name.startswith("docprops/thumbnail"):
        return b""
    data = source.read(part)
    if ending in INSIDE:
        if not depth:
            raise BrokenFile("文档中嵌套的文档过多")
        return _clean(data, depth - 1)
    if ending in PICTURES:
        return PICTURES[ending](data)
    return _without_people(name, data)


def _without_people(name: str, data: bytes) -> bytes:
    for parts, people in PEOPLE:
        if parts.fullmatch(name):
            data = people.sub(_somebody, data)
    return data


def _somebody(match: re.Match[bytes]) -> bytes:
    quote = match[2][:1]
    return match[1] + (quote + SOMEBODY + quote if quote in (b'"', b"'") else SOMEBODY)
