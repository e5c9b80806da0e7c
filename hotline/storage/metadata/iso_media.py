"""HEIC pictures and MP4 films: files of boxes (length, type, content: ISO/IEC 14496-12, 4.2).

Offsets inside point at places of the file, so nothing is cut out: what has to go is overwritten
with zeros where it stands. The orientation of a HEIC picture is a property of its own (`irot`) and
stays.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hotline.storage.metadata.broken import BrokenFile
from hotline.storage.metadata.heic_items import EXIF, private_items

CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"})
GONE = frozenset({b"udta", b"uuid", b"XMP_", b"meta", b"gpmd"})
MOST_BOXES = 100_000
# Offset of the TIFF header, byte order, 42, offset of a directory of no entries.
NO_EXIF = bytes(4) + b"MM\x00*" + (8).to_bytes(4)


class Box(NamedTuple):
    """`start` is where it begins, `body` where its content does."""

    kind: bytes
    start: int
    body: int
    end: int


def clean(content: bytes) -> bytes:
    """The same bytes with EXIF, XMP, thumbnails, user data and places overwritten."""
    out = bytearray(content)
    is_picture = _blank_picture(content, out)
    _blank(content, out, 0, len(content), top=is_picture)
    return bytes(out)


def boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes that stand side by side in this part of the file."""
    while at + 8 <= end:
        size, kind, body = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(content[at + 8 : at + 16]), at + 16
        last = end if size == 0 else at + size
        if last > end or last < body:
            raise BrokenFile(f"第 {at} 字节处的数据块超出文件")
        yield Box(kind, at, body, last)
        at = last


def _blank(content: bytes, out: bytearray, start: int, end: int, *, top: bool = False) -> None:
    """Walk with a stack of its own: hostile nesting costs memory of a list, not of calls."""
    waiting, count = [(start, end, top)], 0
    while waiting:
        low, high, is_picture = waiting.pop()
        for box in boxes(content, low, high):
            count += 1
            if count > MOST_BOXES:
                raise BrokenFile(f"数据块多于 {MOST_BOXES} 个")
            if box.kind in GONE and not (is_picture and box.kind == b"meta"):
                out[box.start + 4 : box.start + 8] = b"free"
                out[box.body : box.end] = bytes(box.end - box.body)
            elif box.kind in CONTAINERS:
                waiting.append((box.body, box.end, False))


def _blank_picture(content: bytes, out: bytearray) -> bool:
    """Whether this is a picture, whose description is in `meta` at the top of the file."""
    if content[8:12] in (b"isom", b"mp42", b"M4A ", b"M4V ", b"qt  "):
        return False
    meta = next((box for box in boxes(content, 0, len(content)) if box.kind == b"meta"), None)
    if meta is None:
        return False
    parts = {box.kind: box for box in boxes(content, meta.body + 4, meta.end)}
    if b"iinf" not in parts or b"iloc" not in parts:
        return False
    base = parts[b"idat"].body if b"idat" in parts else 0
    for kind, start, length in private_items(content, parts, base):
        if start + length > len(content):
            raise BrokenFile("元数据的位置超出文件")
        empty = NO_EXIF[:length] if kind == EXIF else b""
        out[start : start + length] = empty + bytes(length - len(empty))
    return True
