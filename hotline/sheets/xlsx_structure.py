"""What an XLSX says about a worksheet beside its cells: which are hidden, merged, computed."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from hotline.sheets.grid import Merge

CHUNK = 1 << 20
LONGEST_TAG = 4096
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[ >]")
_HIDDEN = re.compile(rb"<(?:\w{1,20}:)?row [^>]{0,400}\bhidden=\"(?:1|true)\"")
_MERGE = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell [^>]{0,200}?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)


@dataclass(frozen=True)
class Structure:
    """Of one worksheet: its part of the archive, hidden rows, merged cells, whether it computes."""

    has_formulas: bool
    hidden_rows: int
    merges: tuple[Merge, ...]


def read_structure(path: Path, title: str) -> Structure:
    """Raises KeyError for a worksheet that is not there, ParseError for broken XML."""
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, title)
        has_formulas, hidden, merges = False, 0, []
        for block in blocks_of(archive, part):
            has_formulas = has_formulas or bool(_FORMULA.search(block))
            hidden += len(_HIDDEN.findall(block))
            merges += [_merge(match) for match in _MERGE.finditer(block)]
        return Structure(has_formulas, hidden, tuple(merges))


def missing_sheets(path: Path) -> tuple[str, dict[str, str]]:
    """Title of the worksheet that is read, the first that is not hidden, or the first; "" for none.
    And the worksheets of which the workbook tells and that are not in the file, by their title: the
    name of the part that is missing. Raises what `read_structure` does.
    """
    with zipfile.ZipFile(path) as archive:
        parts, there = _parts(archive), set(archive.namelist())
    missing = {title: part for title, part in parts.items() if part not in there}
    return next(iter(parts), ""), missing


def _part_of(archive: zipfile.ZipFile, title: str) -> str:
    return _parts(archive)[title]


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """By the titles of the worksheets, in the order of the workbook, hidden ones last."""
    # `check_parts` has refused declarations of entities.
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link for link in links}
    parts = {}
    sheets = [sheet for space in (_MAIN, _STRICT) for sheet in book.iter(f"{space}sheet")]
    for sheet in sorted(sheets, key=lambda sheet: sheet.get("state", "visible") != "visible"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        link = targets.get(key)
        if link is not None and link.get("Type", "").endswith("/worksheet"):
            target = link.get("Target", "")
            own = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
            parts[sheet.get("name", "")] = own
    return parts


def blocks_of(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in blocks that end with a whole tag, so that none is cut in two.

    Raises ValueError for a tag that is longer than programs write.
    """
    with archive.open(part) as file:
        rest = b""
        while chunk := file.read(CHUNK):
            block, close, rest = (rest + chunk).rpartition(b">")
            if b"<" in rest[:-LONGEST_TAG]:
                raise ValueError(part)
            rest = rest[-LONGEST_TAG:]
            yield block + close
        yield rest


def _merge(match: re.Match[bytes]) -> Merge:
    first, first_line, last, last_line = match.groups()
    return Merge(int(first_line), _number(first), int(last_line), _number(last))


def _number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
