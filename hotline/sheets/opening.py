"""A file of rows, opened by the ending of its name."""

from pathlib import Path

from hotline.domain.errors import InvalidInput, NotFound
from hotline.sheets.csv_file import open_csv
from hotline.sheets.json_lines import open_json_lines
from hotline.sheets.records import Sheet
from hotline.sheets.xlsx_file import open_xlsx

READERS = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".txt": open_csv,
    ".xlsx": open_xlsx,
    ".xlsm": open_xlsx,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
}


def open_sheet(path: Path) -> Sheet:
    """The columns and rows of a file; raises NotFound or InvalidInput."""
    if not path.is_file():
        raise NotFound(f"没有文件 {path}", remedy="请核对路径和文件名")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        remedy = f"请另存为 {'、'.join(READERS)} 之一；旧版 .xls 请另存为 .xlsx"
        raise InvalidInput(f"不能读取“{path.suffix or path.name}”格式的文件", remedy=remedy)
    return reader(path)
