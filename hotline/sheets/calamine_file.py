"""XLS and ODS: what older programs and free ones save, read whole by `python-calamine`."""

import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hotline.domain.errors import InvalidInput
from hotline.sheets.grid import GridRow, Merge, sheet_of
from hotline.sheets.ods_structure import OdsTable, read_ods_tables
from hotline.sheets.records import LATER_1904, MOST_BLANK, Sheet
from hotline.sheets.workbook_notes import UnreadSheet, sheet_notes, unread_sheets
from hotline.sheets.xls_structure import cells_of_sheets, counts_from_1904, hidden_rows

MB = 1_000_000
# They are read at once, so that a small file must not unpack to the machine's memory.
LARGEST, LARGEST_UNPACKED = 50 * MB, 200 * MB
MOST_CELLS = 10_000_000
REMEDY = "请用表格软件打开，只保留需要的数据，另存为 xlsx 或 csv 后重试"


def open_old(path: Path, *, names: Collection[str] = (), header_row: int = 0) -> Sheet:
    """Raises InvalidInput for a file that is none, or that is too large to be read at once."""
    _check_size(path)
    tables = _tables(path)
    _check_repeats(path, tables.values())
    _check_cells(path, [table.cells for table in tables.values()] or cells_of_sheets(path))
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
        raise _unreadable(path) from None
    _check_cells(path, [worksheet.total_height * worksheet.total_width])
    ods = tables.get(title, OdsTable())
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
        days=LATER_1904 if counts_from_1904(path) else 0,
    )


def _unreadable(path: Path) -> InvalidInput:
    return InvalidInput(
        f"“{path.name}”不是可读取的 {path.suffix[1:]} 文件", remedy="请用表格软件打开并另存为 xlsx"
    )


def _tables(path: Path) -> dict[str, OdsTable]:
    try:
        return read_ods_tables(path)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        raise _unreadable(path) from None


def _check_repeats(path: Path, tables: Iterable[OdsTable]) -> None:
    if any(table.most_repeated > MOST_BLANK for table in tables):
        raise InvalidInput(
            f"“{path.name}”没有读取：有内容的一行连续重复了 {MOST_BLANK} 次以上",
            remedy="请删除误填充的行后重试",
        )


def _check_cells(path: Path, cells: Sequence[int]) -> None:
    """The reader keeps a cell for each place between the first and the last, in all sheets."""
    if sum(cells) > MOST_CELLS:
        raise InvalidInput(
            f"“{path.name}”没有读取：各工作表从第一格到最后一格共 {sum(cells)} 格，"
            f"最多 {MOST_CELLS} 格",
            remedy="请删除表尾、表右误留的内容和多余的工作表，另存为 xlsx 或 csv 后重试",
        )


def _others(book: Any, states: list[tuple[str, bool]], title: str) -> list[UnreadSheet]:
    sheets = (
        (name, visible, book.get_sheet_by_name(name).to_python())
        for name, visible in states
        if name != title
    )
    return unread_sheets(sheets, ())


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
