"""MP3: the tags before the sound (ID3 version 2) and behind it (APE, ID3 version 1) go.

An APE tag ends in 32 bytes: APETAGEX, version, its length from the first item on with these 32,
number of items, flags, of which the highest says that as much stands before the items too.
"""

ID3_2, ID3_1, APE = b"ID3", b"TAG", b"APETAGEX"
APE_END = 32


def clean(content: bytes) -> bytes:
    """The sound alone."""
    while content[:3] == ID3_2 and len(content) > 10:
        size = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(content[9:5:-1]))
        content = content[10 + size :]
    if content[-128:-125] == ID3_1:
        content = content[:-128]
    end = content[-APE_END:]
    if end[:8] == APE:
        size = int.from_bytes(end[12:16], "little")
        has_head = end[23] & 0x80 if len(end) == APE_END else 0
        content = content[: max(0, len(content) - size - (APE_END if has_head else 0))]
    return content
