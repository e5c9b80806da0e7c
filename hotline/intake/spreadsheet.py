"""A file of reports from another system, row by row through the same checks as any channel."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from hotline.casework.hiding import with_wish
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.reports import IncomingReport
from hotline.intake.channel import checked
from hotline.sheets.columns import map_columns
from hotline.sheets.phone_cells import legible_phone
from hotline.sheets.records import WHOLE_ROW, BlankStretch, Record, Reject, Sheet

CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A good row: the line it stands in, the report that it is, and what could not be read."""

    line: int
    report: IncomingReport
    warning: str = ""


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A row in which nothing stands, between others; or all up to `last`."""

    line: int
    last: int


_TOTAL = re.compile(r"[合总小共累]\s*计[：:]?.{0,8}")
TOTAL_ROW = "是合计行，不是诉求，没有受理；若确是诉求，请补上时间、地址等再导入"

ParsedRow = ReportRow | Reject | BlankRow


def parse(data: Mapping[str, Any], desk: Desk, *, channel: str = CHANNEL) -> IncomingReport:
    """A row's cells by field, as the file's reader gave them. Raises InvalidInput."""
    values = {field: _value(field, cell) for field, cell in data.items()}
    return checked({**with_wish(values), "channel": channel}, desk)


def example() -> Mapping[str, Any]:
    return {
        "ref": 20260309017.0,
        "time": datetime(2026, 3, 9, 8, 30),
        "caller": "A000102948",
        "phone": 13900000001.0,
        "title": "停水",
        "text": "阳光花园小区三号楼已经停水两天，打供水公司电话一直占线。",
        "address": None,
    }


def parse_rows(
    sheet: Sheet, column_of: Mapping[str, str], desk: Desk, *, channel: str = CHANNEL
) -> Iterator[ParsedRow]:
    """Each row as a checked report or with the reason why it is none.

    `column_of` names the columns of fields that do not map themselves; wrong ones raise
    InvalidInput at once.
    """
    columns = map_columns(sheet.columns, column_of)
    return (_parse_row(row, columns, desk, channel, sheet) for row in sheet.rows)


def _parse_row(
    row: Record | Reject, columns: Mapping[str, str], desk: Desk, channel: str, sheet: Sheet
) -> ParsedRow:
    if isinstance(row, BlankStretch):
        return BlankRow(row.line, row.last)
    if isinstance(row, Reject):
        fields = {column: field for field, column in columns.items()}
        return Reject(row.line, fields.get(row.field, row.field), row.reason)
    if row.is_blank:
        return BlankRow(row.line, row.line)
    if _is_total(row):
        return Reject(row.line, WHOLE_ROW, TOTAL_ROW)
    cells = {field: row.cells.get(column) for field, column in columns.items()}
    phone, warning = legible_phone(_value("phone", cells.get("phone")))
    cells["phone"], cells["time"] = phone, sheet.time_of(cells.get("time"))
    if not cells.get("ref"):
        cells["ref"] = reference_of(row)
    try:
        report = replace(parse(cells, desk, channel=channel), remark=warning)
        return ReportRow(row.line, report, warning)
    except InvalidInput as error:
        names = "、".join(dict.fromkeys(field for field, _ in error.faults))
        if len(error.faults) == 1:
            return Reject(row.line, names, error.faults[0][1])
        reason = "；".join(f"{field}：{message}" for field, message in error.faults)
        return Reject(row.line, names, reason)


def _is_total(row: Record) -> bool:
    """A line below the reports that counts them: it begins with 合计 and fills few columns."""
    filled = [str(cell).strip() for cell in row.cells.values() if str(cell or "").strip()]
    return len(filled) * 2 <= len(row.cells) and bool(_TOTAL.fullmatch(filled[0]))


def reference_of(row: Record) -> str:
    """A reference for a row that has none: the same for the same content, so that a second
    import skips it.
    """
    cells = json.dumps(row.cells, sort_keys=True, default=str)
    return f"row-{hashlib.sha256(cells.encode()).hexdigest()[:32]}"


def _value(field: str, value: Any) -> Any:
    """A cell as its field has it: numbers as people see them, times left to the reader of
    times.
    """
    if field == "time" or value is None or isinstance(value, (str, bool, list, dict)):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
