"""MP3: the ID3 tags before (version 2) and behind (version 1) the sound go: id3.org, 2.4.0."""

ID3_2, ID3_1 = b"ID3", b"TAG"


def clean(content: bytes) -> bytes:
    """The sound alone."""
    while content[:3] == ID3_2 and len(content) > 10:
        size = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(content[9:5:-1]))
        content = content[10 + size :]
    return content[:-128] if content[-128:-125] == ID3_1 else content
