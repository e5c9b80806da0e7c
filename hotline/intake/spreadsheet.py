"""A file of reports from another system: CSV, XLSX or JSON lines, row by row through the same
checks as any channel.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.reports import IncomingReport, read_report
from hotline.sheets.columns import map_columns
from hotline.sheets.csv_file import open_csv
from hotline.sheets.json_lines import open_json_lines
from hotline.sheets.records import Record, Reject, Sheet
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


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A good row: the line it stands in and the report that it is."""

    line: int
    report: IncomingReport


def open_sheet(path: Path) -> Sheet:
    """Open by the ending of the name; raises NotFound or InvalidInput."""
    if not path.is_file():
        raise NotFound(f"没有文件 {path}", remedy="请核对路径和文件名")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        remedy = f"请另存为 {'、'.join(READERS)} 之一；旧版 .xls 请另存为 .xlsx"
        raise InvalidInput(f"不能读取“{path.suffix or path.name}”格式的文件", remedy=remedy)
    return reader(path)


def read_rows(
    sheet: Sheet, wanted: Mapping[str, str], *, channel: str, now: datetime
) -> Iterator[ReadRow | Reject]:
    """Each row as a checked report or with the reason why it is none.

    Wrong columns raise InvalidInput at once.
    """
    columns = map_columns(sheet.columns, wanted)
    fields = {column: field for field, column in columns.items()}
    return (_read(row, columns, fields, channel, now) for row in sheet.rows)


def _read(
    row: Record | Reject,
    columns: Mapping[str, str],
    fields: Mapping[str, str],
    channel: str,
    now: datetime,
) -> ReadRow | Reject:
    if isinstance(row, Reject):
        return Reject(row.line, fields.get(row.field, row.field), row.reason)
    data: dict[str, Any] = {
        field: _value(field, row.cells.get(column)) for field, column in columns.items()
    }
    data["channel"] = channel
    if not data.get("ref"):
        data["ref"] = reference_of(row)
    try:
        return ReadRow(row.line, read_report(data, now=now))
    except InvalidInput as error:
        names = "、".join(dict.fromkeys(field for field, _ in error.faults))
        if len(error.faults) == 1:
            return Reject(row.line, names, error.faults[0][1])
        return Reject(
            row.line, names, "；".join(f"{field}：{message}" for field, message in error.faults)
        )


def reference_of(row: Record) -> str:
    """A reference for a row that has none: the same for the same content, so that a second
    import skips it.
    """
    cells = json.dumps(row.cells, sort_keys=True, default=str)
    return f"row-{hashlib.sha256(cells.encode()).hexdigest()[:32]}"


def _value(field: str, value: Any) -> Any:
    """A cell as the field wants it: numbers as people see them, times left to the reader of
    times.
    """
    if field == "time" or value is None or isinstance(value, (str, bool, list, dict)):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
