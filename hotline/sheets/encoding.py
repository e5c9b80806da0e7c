"""Which encoding a text file is in: read in one pass over its bytes, however large it is."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from hotline.domain.errors import InvalidInput

CHUNK, _TOP = 1 << 20, 1 << 13
_OF_TEXT = bytes([*range(9, 14), 26, 27, *range(32, 256)])


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, a note for the operator ("" for plain UTF-8) and the number of lines."""

    name: str
    note: str
    lines: int


def detect_encoding(path: Path) -> Encoding:
    """UTF-8 with or without BOM, UTF-16 with BOM, GBK/GB18030.

    A file with a few broken bytes keeps its encoding; raises InvalidInput for what is no text.

    Broken bytes become lone surrogates, so that the row they stand in is rejected and no other.
    """
    with path.open("rb") as file:
        start = file.read(_TOP)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return Encoding("utf-16", "文件是 UTF-16 编码，已按此读取", _count_lines(path))
    if _is_binary(start):
        raise InvalidInput(f"文件 {path} 不是文本表格", remedy="请核对文件，或另存为“CSV UTF-8”")
    lines, readable = (
        _count_lines(path),
        {name: _broken(path, name) for name in ("utf-8", "gb18030")},
    )
    if not readable["utf-8"]:
        note = "文件带有 UTF-8 BOM，已按 UTF-8 读取" if start.startswith(codecs.BOM_UTF8) else ""
        return Encoding("utf-8-sig", note, lines)
    if not readable["gb18030"] and not _mostly_utf8(path):
        return Encoding("gb18030", "文件是 GBK/GB18030 编码（多为表格软件所存），已按此读取", lines)
    name, shown = ("utf-8-sig", "UTF-8") if _mostly_utf8(path) else ("gb18030", "GB18030")
    note = f"文件中有不属于 {shown} 编码的字节，所在的行将被退回；请在表格软件中另存为“CSV UTF-8”"
    return Encoding(name, note, lines)


def _is_binary(start: bytes) -> bool:
    """Text of any encoding has hardly a control character but for ends of lines, tabs and ESC."""
    controls = len(start.translate(None, _OF_TEXT))
    return controls > 2 and 50 * controls > len(start)


def _broken(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return True
    return False


def _mostly_utf8(path: Path) -> bool:
    """UTF-8 but for a few bytes: read as GBK it would become nonsense."""
    with path.open("rb") as file:
        text = file.read(CHUNK).decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good > 3 * bad


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))
