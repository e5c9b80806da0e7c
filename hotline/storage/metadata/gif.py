"""GIF: comments and application data but the loop go (GIF89a specification, sections 18 to 26)."""

from hotline.storage.metadata.broken import BrokenFile

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
COMMENT, APPLICATION = 0xFE, 0xFF
LOOP = b"NETSCAPE2.0"


def clean(content: bytes) -> bytes:
    """The pictures without comments, XMP and what follows them."""
    at = 13 + _table(content[10:11])
    kept = [content[:at]]
    while at < len(content) and content[at] != TRAILER:
        start, at = at, _end_of_block(content, at)
        if _stays(content[start : start + 14]):
            kept.append(content[start:at])
    return b"".join([*kept, bytes((TRAILER,))])


def _end_of_block(content: bytes, at: int) -> int:
    if content[at] == EXTENSION:
        return _end_of_parts(content, at + 2)
    if content[at] == IMAGE:
        return _end_of_parts(content, at + 11 + _table(content[at + 9 : at + 10]))
    raise BrokenFile(f"第 {at} 字节处不是数据块")


def _end_of_parts(content: bytes, at: int) -> int:
    while at < len(content) and (size := content[at]):
        at += 1 + size
    if at >= len(content):
        raise BrokenFile("数据块没有结束")
    return at + 1


def _table(flags: bytes) -> int:
    """Bytes of the colour table that these flags announce."""
    if not flags:
        raise BrokenFile("文件头不完整")
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags[0] & 0x80 else 0


def _stays(head: bytes) -> bool:
    if head[0] != EXTENSION or len(head) < 2:
        return True
    if head[1] == APPLICATION:
        return head[3:14] == LOOP
    return head[1] != COMMENT
