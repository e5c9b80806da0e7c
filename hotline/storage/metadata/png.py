"""PNG: texts, EXIF and times go; a chunk is length, type, content, checksum (W3C PNG, section 5).

The orientation of a PNG stands in its EXIF chunk and is written again alone.
"""

import zlib
from collections.abc import Iterator

from hotline.storage.metadata.broken import BrokenFile
from hotline.storage.metadata.orientation import exif_of, orientation_of

HEAD = 8
# What a picture needs to be shown as it was; every other chunk goes.
STAYS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"}
    | {b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
)


def clean(content: bytes) -> bytes:
    """The picture without texts, EXIF, times and what follows its end."""
    kept = [content[:HEAD]]
    for kind, chunk in _chunks(content):
        if kind == b"eXIf":
            turned = orientation_of(chunk[8:-4])
            if turned != 1:
                kept.append(_chunk(b"eXIf", exif_of(turned)))
        elif kind in STAYS:
            kept.append(chunk)
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = HEAD
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if end > len(content):
            raise BrokenFile(f"第 {at} 字节处的数据块超出文件")
        kind = content[at + 4 : at + 8]
        yield kind, content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise BrokenFile("没有结束标记")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
