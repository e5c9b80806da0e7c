"""DOCX and XLSX: who wrote it, when and with what goes, and so do the secrets of pictures inside.

The files are ZIP archives (ECMA-376, part 2): the property parts are replaced by empty ones, so
that nothing that points at them is missing.
"""

import io
import zipfile

from hotline.storage.metadata import jpeg, png
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
PICTURES = {"jpg": jpeg.clean, "jpeg": jpeg.clean, "png": png.clean}
MEDIA = ("word/media/", "xl/media/")
EPOCH = (1980, 1, 1, 0, 0, 0)


def clean(content: bytes) -> bytes:
    """The document without its properties, thumbnail and the metadata of its pictures."""
    out = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            _check_size(source)
            for part in source.infolist():
                target.writestr(zipfile.ZipInfo(part.filename, EPOCH), _part(source, part))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, RuntimeError) as error:
        raise BrokenFile("压缩包不可读") from error
    return out.getvalue()


def _check_size(source: zipfile.ZipFile) -> None:
    """An archive says how large its parts are; `read` stops at what it said."""
    parts = source.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise BrokenFile(f"解压后超过 {LARGEST // 1_000_000} MB 或 {MOST_PARTS} 个部分")


def _part(source: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.filename in EMPTY:
        return XML + EMPTY[part.filename]
    if part.filename.startswith("docProps/thumbnail"):
        return b""
    data = source.read(part)
    picture = PICTURES.get(part.filename.rpartition(".")[2].lower())
    return picture(data) if picture and part.filename.startswith(MEDIA) else data
