"""Which files may be attached to a ticket: what they are is told by their first bytes, never by
their name.
"""

import re
from dataclasses import dataclass

from hotline.domain.errors import InvalidInput

LONGEST_NAME = 120
# The brands under which telephones write HEIC: ISO/IEC 23008-12, annex B, and pictures in a film.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# (media type, endings, first bytes, where they stand)
KINDS: tuple[tuple[str, tuple[str, ...], bytes, int], ...] = (
    ("image/jpeg", ("jpg", "jpeg"), b"\xff\xd8\xff", 0),
    ("image/png", ("png",), b"\x89PNG\r\n\x1a\n", 0),
    ("image/gif", ("gif",), b"GIF8", 0),
    ("image/webp", ("webp",), b"WEBP", 8),
    *(("image/heic", ("heic", "heif"), b"ftyp" + brand, 4) for brand in HEIC_BRANDS),
    ("application/pdf", ("pdf",), b"%PDF-", 0),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx",),
        b"PK\x03\x04",
        0,
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("xlsx",),
        b"PK\x03\x04",
        0,
    ),
    ("audio/mpeg", ("mp3",), b"ID3", 0),
    ("audio/mpeg", ("mp3",), b"\xff\xfb", 0),
    ("audio/wav", ("wav",), b"WAVE", 8),
    ("video/mp4", ("mp4", "m4v", "mov"), b"ftyp", 4),
    ("audio/mp4", ("m4a",), b"ftyp", 4),
    ("audio/amr", ("amr",), b"#!AMR", 0),
)
ALLOWED = "、".join(dict.fromkeys(ending for _, endings, _, _ in KINDS for ending in endings))


@dataclass(frozen=True)
class File:
    """A file that was looked at: a name without folders or signs that a system could misread,
    and what it is.
    """

    name: str
    media_type: str
    content: bytes


def read_file(name: str, content: bytes, *, most_mb: int) -> File:
    """Raises InvalidInput for a file that is empty, too large, of a kind that is not taken, or
    not what its name says.
    """
    shown = _plain(name)
    if not content:
        raise InvalidInput(f"文件“{shown}”是空的", field="file", remedy="请重新选择文件")
    if len(content) > most_mb * 1_000_000:
        size = len(content) / 1_000_000
        raise InvalidInput(
            f"文件“{shown}”有 {size:.1f} MB", field="file", remedy=f"每个文件最多 {most_mb} MB"
        )
    ending = shown.rpartition(".")[2].lower()
    fitting = [kind for kind in KINDS if ending in kind[1]]
    if not fitting:
        raise InvalidInput(f"不接受“{shown}”这种文件", field="file", remedy=f"可用：{ALLOWED}")
    for media_type, _, signature, at in fitting:
        if content[at : at + len(signature)] == signature:
            return File(shown, media_type, content)
    raise InvalidInput(
        f"文件“{shown}”的内容不是 {ending} 格式",
        field="file",
        remedy="请检查文件是否损坏或改过后缀名",
    )


def _plain(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(
        r'[\x00-\x1f\x7f-\x9f"<>|:*?\u202a-\u202e\u2066-\u2069\ud800-\udfff]', "", last
    ).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    room = LONGEST_NAME - len(ending) - 1
    return f"{stem[:room]}{dot}{ending[:20]}" if dot else plain[:LONGEST_NAME] or "附件"
