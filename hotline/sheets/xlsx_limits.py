"""What an XLSX file may hold before anything of it is read: a small file can unpack to gigabytes.

Sizes come from the directory of the archive, beyond which nothing of a part is unpacked. Elements
are counted because each of them costs a hundred times its text.
"""

import re
import zipfile
from pathlib import Path
from typing import IO

from hotline.domain.errors import InvalidInput

MB = 1_000_000
MOST_PARTS = 2_000
# Unpacked: all parts, the texts of all cells, any part that is read as a whole.
LARGEST, LARGEST_STRINGS, LARGEST_WHOLE = 1_000 * MB, 100 * MB, 20 * MB
# A part may unpack to so many times its packed size, unless it is small anyway.
DENSEST, SMALL = 150, 2 * MB
# Elements between the ends of two rows or texts, and of a part that is read as a whole.
MOST_ELEMENTS = 200_000
BLOCK, LONGEST_END = 1 << 20, 40
# A cell beyond the last column or line of the programs: what is before it would be filled up.
BEYOND = re.compile(
    rb"<(?:\w{1,20}:)?(?:c|row)\s[^>]{0,200}?\br=[\"'](?:[A-Za-z]{4}|[A-Za-z]{0,3}\d{8})"
)
END_OF_ROW = re.compile(rb"</(?:\w{1,20}:)?row\s*>")
END_OF_TEXT = re.compile(rb"</(?:\w{1,20}:)?si\s*>")
NO_END = re.compile(rb"(?!)")
REMEDY = "请用表格软件打开，只保留需要的数据，另存为 xlsx 或 csv 后重试"


def check_parts(path: Path) -> None:
    """Raise InvalidInput for a file whose reading could exhaust the machine; BadZipFile for none.

    Takes one pass over the parts, a block at a time.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        _check_sizes(path, parts)
        for part in parts:
            with archive.open(part) as file:
                if _most_elements(file, _end_of(part.filename)) > MOST_ELEMENTS:
                    raise _refusal(
                        path,
                        f"{part.filename[:60]} 中一行或一段的内容过多，或含有注释、越界的单元格",
                    )


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise _refusal(path, f"有 {len(parts)} 个部分，最多 {MOST_PARTS} 个")
    total = sum(part.file_size for part in parts)
    if total > LARGEST:
        raise _refusal(path, f"展开后有 {total // MB} MB，最多 {LARGEST // MB} MB")
    for part in parts:
        size, most = part.file_size, _largest(part.filename)
        if size > most:
            raise _refusal(
                path, f"{part.filename[:60]} 展开后有 {size // MB} MB，最多 {most // MB} MB"
            )
        if size > max(SMALL, DENSEST * part.compress_size):
            raise _refusal(path, f"{part.filename[:60]} 展开后是压缩时的 {DENSEST} 倍以上")


def _largest(name: str) -> int:
    if "/worksheets/" in name:
        return LARGEST
    return LARGEST_STRINGS if "sharedStrings" in name else LARGEST_WHOLE


def _end_of(name: str) -> re.Pattern[bytes]:
    """What ends the piece of a part that is read at once; nothing where that is the whole part."""
    if "/worksheets/" in name:
        return END_OF_ROW
    return END_OF_TEXT if "sharedStrings" in name else NO_END


def _most_elements(file: IO[bytes], end: re.Pattern[bytes]) -> int:
    """Elements of the largest piece; a piece may reach over blocks, an end may be cut by two.

    Comments and declarations, which no spreadsheet program writes, could hide an end: they count
    as too many, and so does a cell beyond the last.
    """
    most = count = 0
    rest = b""
    while block := file.read(BLOCK):
        block = rest + block
        if b"<!" in block or BEYOND.search(block):
            return MOST_ELEMENTS + 1
        pieces = end.split(block)
        for piece in pieces[:-1]:
            most, count = max(most, count + piece.count(b"<")), 0
        rest = pieces[-1][-LONGEST_END:]
        count += pieces[-1].count(b"<") - rest.count(b"<")
        most = max(most, count)
    return most


def _refusal(path: Path, what: str) -> InvalidInput:
    return InvalidInput(f"“{path.name}”没有读取：{what}", remedy=REMEDY)
