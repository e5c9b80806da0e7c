"""The items of a HEIC picture: which are metadata or thumbnails, and where their bytes are.

`iinf` names the items, `iloc` says where each is, `iref` which is a thumbnail of which:
ISO/IEC 14496-12, 8.11.3, 8.11.6 and 8.11.12.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hotline.storage.metadata.broken import BrokenFile

EXIF, METADATA = b"Exif", (b"mime", b"uri ")
MOST_ITEMS = 10_000


class Cursor:
    """Reads big-endian numbers one after the other; raises BrokenFile behind the end."""

    def __init__(self, content: bytes, at: int, end: int) -> None:
        self._content, self.at, self._end = content, at, end

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size))

    def take(self, size: int) -> bytes:
        if self.at + size > self._end:
            raise BrokenFile(f"第 {self.at} 字节处的数据块不完整")
        self.at += size
        return self._content[self.at - size : self.at]


def private_items(
    content: bytes, parts: Mapping[bytes, Any], idat: int
) -> list[tuple[bytes, int, int]]:
    """(kind, start, length) in the file of every metadata item and thumbnail.

    parts   the boxes in `meta` by type, each with `body` and `end`
    idat    where the content of `idat` begins
    """
    private = _metadata_items(content, parts[b"iinf"])
    private |= dict.fromkeys(_thumbnails(content, parts.get(b"iref")), b"thmb")
    return [
        (private[item], start + (idat if in_idat else 0), length)
        for item, in_idat, start, length in _locations(content, parts[b"iloc"])
        if item in private
    ]


def _metadata_items(content: bytes, box: Any) -> dict[int, bytes]:
    cursor = Cursor(content, box.body, box.end)
    version = cursor.number(4) >> 24
    items = dict[int, bytes]()
    for _ in range(_count(cursor.number(4 if version else 2))):
        start = cursor.at
        size, _kind, entry_version = cursor.number(4), cursor.take(4), cursor.number(4) >> 24
        number = cursor.number(4 if entry_version >= 3 else 2)
        cursor.take(2)
        kind = cursor.take(4) if entry_version >= 2 else b""
        if kind == EXIF or kind in METADATA:
            items[number] = kind
        if size < cursor.at - start:
            raise BrokenFile("图像条目不完整")
        cursor.at = start + size
    return items


def _thumbnails(content: bytes, box: Any) -> set[int]:
    """Items that refer to another one as its thumbnail."""
    if box is None:
        return set()
    cursor = Cursor(content, box.body, box.end)
    width = 4 if cursor.number(4) >> 24 else 2
    items = set[int]()
    while cursor.at + 8 <= box.end:
        end = cursor.at + cursor.number(4)
        kind, number = cursor.take(4), cursor.number(width)
        if kind == b"thmb":
            items.add(number)
        cursor.at = max(end, cursor.at)
    return items


def _locations(content: bytes, box: Any) -> Iterator[tuple[int, bool, int, int]]:
    """(item, whether it counts from `idat`, start, length) of each piece of each item."""
    cursor = Cursor(content, box.body, box.end)
    version, sizes = cursor.number(4) >> 24, cursor.number(2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    for _ in range(_count(cursor.number(4 if version == 2 else 2))):
        item = cursor.number(4 if version == 2 else 2)
        method = cursor.number(2) & 15 if version else 0
        cursor.take(2)
        first = cursor.number(base)
        for _ in range(_count(cursor.number(2))):
            if version and index:
                cursor.take(index)
            start = first + cursor.number(offset)
            yield item, method == 1, start, cursor.number(length)


def _count(number: int) -> int:
    if number > MOST_ITEMS:
        raise BrokenFile(f"图像条目多于 {MOST_ITEMS} 个")
    return number
