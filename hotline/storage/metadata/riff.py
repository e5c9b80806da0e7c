"""WebP and WAV: RIFF files of chunks (type, length little endian, content, a byte to make it even).

WebP says in the flags of its first chunk (VP8X) that EXIF and XMP follow: RFC 9649, section 2.7.
Its orientation stands in the EXIF and is written again alone.
"""

from hotline.storage.metadata.broken import BrokenFile
from hotline.storage.metadata.orientation import exif_of, orientation_of

HEAD = 12
# What is seen and heard; every other chunk goes.
STAYS = frozenset(
    {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
    | {b"fmt ", b"data", b"fact", b"cue ", b"smpl", b"ds64"}
)
EXIF, EXIF_FLAG, XMP_FLAG = b"EXIF", 0x08, 0x04


def clean(content: bytes) -> bytes:
    """The picture or the sound without EXIF, XMP, tags, what nobody knows and what follows it."""
    length = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    kept, at, turned = list[bytes](), HEAD, 1
    while at + 8 <= length:
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if at + 8 + size > len(content):
            raise BrokenFile(f"第 {at} 字节处的数据块超出文件")
        if kind == EXIF:
            # Some writers put the mark of JPEG before it.
            turned = orientation_of(content[at + 8 : end].removeprefix(b"Exif\x00\x00"))
        elif kind in STAYS:
            kept.append(content[at : min(end, len(content))])
        at = end
    if turned != 1:
        kept.append(EXIF + len(exif_of(turned)).to_bytes(4, "little") + exif_of(turned))
    body = b"".join(_flagged(chunk, EXIF_FLAG if turned != 1 else 0) for chunk in kept)
    return content[:4] + (len(body) + 4).to_bytes(4, "little") + content[8:12] + body


def _flagged(chunk: bytes, flags: int) -> bytes:
    """The first chunk of a WebP with these flags of EXIF and XMP, any other as it is."""
    if chunk[:4] != b"VP8X" or len(chunk) < 9:
        return chunk
    return chunk[:8] + bytes((chunk[8] & ~(EXIF_FLAG | XMP_FLAG) | flags,)) + chunk[9:]
