"""JPEG: all application segments but colour go, the orientation stays; the picture is not touched.

A segment is FF, marker, length of two bytes (big endian, itself included), content: ITU-T T.81,
annex B. What follows the end of the picture (a second picture, a video) goes too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hotline.storage.metadata.broken import BrokenFile
from hotline.storage.metadata.orientation import exif_of, orientation_of

SOI, EOI, SOS, COM, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE
# Markers without a length: TEM and the restarts within a scan.
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
EXIF, ICC, JFIF = b"Exif\x00\x00", b"ICC_PROFILE\x00", b"JFIF\x00"


class Segment(NamedTuple):
    marker: int
    start: int
    end: int


def clean(content: bytes) -> bytes:
    """The picture without EXIF, XMP, IPTC, comments, thumbnails and what follows it."""
    kept, orientation = [content[:2]], 1
    body = content
    for segment in _segments(content):
        payload = content[segment.start + 4 : segment.end]
        if segment.marker == APP1 and payload.startswith(EXIF):
            orientation = orientation_of(payload[len(EXIF) :])
        elif _stays(segment.marker, payload):
            kept.append(_without_thumbnail(segment.marker, content[segment.start : segment.end]))
        if segment.marker == SOS:
            body = content[segment.end : _end_of_picture(content, segment.end)]
            break
    else:
        raise BrokenFile("没有图像数据")
    if orientation != 1:
        kept.insert(1, _segment(APP1, EXIF + exif_of(orientation)))
    return b"".join([*kept, body])


def _segments(content: bytes) -> Iterator[Segment]:
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise BrokenFile(f"第 {at} 字节处不是标记")
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in BARE:
            at += 2
            continue
        if marker == EOI:
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if end > len(content) or end < at + 4:
            raise BrokenFile(f"第 {at} 字节处的段超出文件")
        yield Segment(marker, at, end)
        at = end


def _stays(marker: int, payload: bytes) -> bool:
    if marker == APP0:
        return payload.startswith(JFIF)
    if marker == APP2:
        return payload.startswith(ICC)
    return marker == APP14 or not (APP0 <= marker <= 0xEF or marker == COM)


def _without_thumbnail(marker: int, segment: bytes) -> bytes:
    """JFIF may hold a small picture behind its 14 bytes: width and height become 0."""
    if marker != APP0 or len(segment) <= 18:
        return segment
    return _segment(APP0, segment[4:16] + b"\x00\x00")


def _segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2) + payload


def _end_of_picture(content: bytes, at: int) -> int:
    """Behind the EOI that ends the scans; the whole rest where a camera left it out."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        marker = content[at + 1]
        if marker == EOI:
            return at + 2
        if marker in (0x00, 0xFF) or marker in BARE:
            at += 1 if marker == 0xFF else 2
            continue
        # Tables and headers between the scans of a progressive picture.
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return len(content)
