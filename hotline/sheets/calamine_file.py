"""XLS and ODS: what older programs and free ones save, read whole by `python-calamine`."""

import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from hotline.domain.errors import InvalidInput
from hotline.sheets.grid import GridRow, Merge, sheet_of
from hotline.sheets.ods_structure import read_ods_table
from hotline.sheets.records import Sheet
from hotline.sheets.workbook_notes import UnreadSheet, filled_rows, sheet_notes
from hotline.sheets.xls_structure import hidden_rows

MB = 1_000_000
# They are read at once, so that a small file must not unpack to the machine's memory.
LARGEST, LARGEST_UNPACKED = 50 * MB, 200 * MB
REMEDY = "请用表格软件打开，只保留需要的数据，另存为 xlsx 或 csv 后重试"


def open_old(path: Path, *, names: Collection[str] = (), header_row: int = 0) -> Sheet:
    """Raises InvalidInput for a file that is none, or that is too large to be read at once."""
    _check_size(path)
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
        states = [
            (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        title = next((name for name, visible in states if visible), book.sheet_names[0])
        worksheet = book.get_sheet_by_name(title)
    except (CalamineError, IndexError, OSError, ValueError):
        raise InvalidInput(
            f"“{path.name}”不是可读取的 {path.suffix[1:]} 文件",
            remedy="请用表格软件打开并另存为 xlsx",
        ) from None
    ods = read_ods_table(path, title)
    return sheet_of(
        title,
        _rows(worksheet),
        _merges(worksheet) or ods.merges,
        names=names,
        header_row=header_row,
        notes=sheet_notes(
            _others(book, states, title), title, ods.hidden_rows or hidden_rows(path, title)
        ),
        size=worksheet.total_height - 1 if worksheet.total_height > 1 else None,
    )


def _others(book: Any, states: list[tuple[str, bool]], title: str) -> list[UnreadSheet]:
    return [
        UnreadSheet(name, visible, filled_rows(book.get_sheet_by_name(name).to_python()))
        for name, visible in states
        if name != title
    ]


def _check_size(path: Path) -> None:
    size, unpacked = path.stat().st_size, 0
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                unpacked = sum(part.file_size for part in archive.infolist())
        except (zipfile.BadZipFile, zlib.error, OSError):
            unpacked = 0
    if size > LARGEST or unpacked > LARGEST_UNPACKED:
        raise InvalidInput(
            f"“{path.name}”有 {max(size, unpacked) // MB} MB，最多 {LARGEST // MB} MB，"
            f"展开后最多 {LARGEST_UNPACKED // MB} MB",
            remedy=REMEDY,
        )


def _rows(worksheet: Any) -> Iterator[GridRow]:
    for number, cells in enumerate(worksheet.to_python(skip_empty_area=False), 1):
        yield GridRow(number, cells)


def _merges(worksheet: Any) -> list[Merge]:
    ranges = worksheet.merged_cell_ranges or []
    return [Merge(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in ranges]
