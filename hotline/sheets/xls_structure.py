"""Which rows of an XLS are hidden, from when it counts days: what its reader does not tell. Two
formats inside each other: a compound file ([MS-CFB]) holds a stream of records ([MS-XLS]).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks
_BOUNDSHEET, _ROW, _EOF, _DATE_1904 = 0x0085, 0x0208, 0x000A, 0x0022
_ROW_HIDDEN = 0x20
# [MS-XLS] 2.3: Formula, Blank, MulBlank, RK, MulRk, LabelSst, Number, Label, BoolErr, RString;
# those of many cells end with their last column.
_MANY_CELLS = frozenset({0x00BE, 0x00BD})
_CELLS = _MANY_CELLS | {0x0006, 0x0201, 0x027E, 0x00FD, 0x0203, 0x0204, 0x0205, 0x00D6}
_HEADER = struct.Struct("<HH").unpack_from
_ENTRY = 128
BROKEN = (struct.error, LookupError, UnicodeDecodeError, ValueError, OverflowError)


def is_compound(path: Path) -> bool:
    """Whether the file begins as workbooks of the old kind do."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def hidden_rows(path: Path, title: str) -> int:
    """In the worksheet of this name; 0 for a file that is no XLS, or a broken one."""
    if not is_compound(path):
        return 0
    data = path.read_bytes()
    try:
        stream = _workbook(data)
        begin = _offset(stream, title)
        return sum(
            bool(struct.unpack_from("<H", body, 12)[0] & _ROW_HIDDEN)
            for kind, body in (_records(stream, begin) if begin else ())
            if kind == _ROW
        )
    except BROKEN:
        return 0


def counts_from_1904(path: Path) -> bool:
    """Whether its days are counted from 1904; False for a file that is no XLS, or a broken one."""
    if not is_compound(path):
        return False
    try:
        records = _records(_workbook(path.read_bytes()), 0)
        return any(kind == _DATE_1904 and body[:1] == b"\x01" for kind, body in records)
    except BROKEN:
        return False


def cells_of_sheets(path: Path) -> list[int]:
    """Of each sheet, how many cells its smallest rectangle around what is filled has; nothing of a
    file that is no XLS, or a broken one.
    """
    if not is_compound(path):
        return []
    try:
        return _cells_of_sheets(_workbook(path.read_bytes()))
    except BROKEN:
        return []


def _cells_of_sheets(stream: bytes) -> list[int]:
    sizes, at = list[int](), 0
    last_row = last_column = 0
    while at + 4 <= len(stream):
        kind, length = _HEADER(stream, at)
        if kind in _CELLS and length >= 4:
            row, column = _HEADER(stream, at + 4)
            if kind in _MANY_CELLS:
                column = _HEADER(stream, at + 2 + length)[1]
            last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind == _EOF:
            sizes.append((last_row + 1) * (last_column + 1))
            last_row = last_column = 0
        at += 4 + length
    return sizes


def _workbook(data: bytes) -> bytes:
    """The stream of that name; empty for none."""
    size = {9: 512, 12: 4096}[struct.unpack_from("<H", data, 30)[0]]
    table = _sector_table(data, size)
    folder = _chain(data, size, table, struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(folder), _ENTRY):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        if folder[at : at + max(length - 2, 0)].decode("utf-16-le") == "Workbook":
            first, bytes_used = struct.unpack_from("<II", folder, at + 116)
            return _chain(data, size, table, first)[:bytes_used]
    return b""


def _sector_table(data: bytes, size: int) -> list[int]:
    """Which sector follows on which."""
    sectors = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _LAST]
    following = struct.unpack_from("<I", data, 68)[0]
    for _ in range(len(data) // size):
        if following >= _LAST:
            break
        *more, following = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += [sector for sector in more if sector < _LAST]
    return [
        number
        for sector in sectors
        for number in struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    ]


def _chain(data: bytes, size: int, table: list[int], sector: int) -> bytes:
    parts = list[bytes]()
    while sector < _LAST and len(parts) < len(table):
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(parts)


def _offset(stream: bytes, title: str) -> int:
    """Where the records of the worksheet begin; 0 where none has this name."""
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            is_wide = body[7] & 1
            name = body[8:].decode("utf-16-le" if is_wide else "latin-1")
            if name == title:
                return int(struct.unpack_from("<I", body)[0])
    return 0


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """From one beginning to its end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length
