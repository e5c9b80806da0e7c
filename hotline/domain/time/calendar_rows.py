"""calendar.csv: what a city pack changes in the published calendar.

Columns date, working, frames, note.
"""

import re
from dataclasses import dataclass
from datetime import date

from hotline.domain.errors import InvalidInput
from hotline.domain.faults import NumberedRows, RowFault, RowRefused, TableRow
from hotline.domain.time.calendar import Override
from hotline.domain.time.frames import Frames, parse_frames

COLUMNS = ("date", "working", "frames", "note")
REQUIRED = ("date", "working")
ANSWERS = {"yes": True, "no": False, "是": True, "否": False}

_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """Overrides of the rows that are right and a fault for each that is not.

    With faults, use neither.
    """

    overrides: dict[date, Override]
    faults: tuple[RowFault, ...]


def read_calendar(rows: NumberedRows) -> CalendarReading:
    """Each row with the number of its line, as `csv.DictReader` gives it.

    Empty rows are passed over.
    """
    overrides: dict[date, Override] = {}
    lines: dict[date, int] = {}
    faults: list[RowFault] = []
    for row in (TableRow(line, cells) for line, cells in rows):
        if row.is_empty:
            continue
        try:
            on, override = _override(row)
            if on in lines:
                raise row.refuse("date", f"与第 {lines[on]} 行日期重复", "同一日期只保留一行")
        except RowRefused as refused:
            faults.append(refused.fault)
        else:
            overrides[on], lines[on] = override, row.line
    return CalendarReading(overrides, tuple(faults))


def _override(row: TableRow) -> tuple[date, Override]:
    row.check_width("note")
    on = _date(row)
    working = ANSWERS.get(row["working"].lower())
    if working is None:
        raise row.refuse("working", "只能填 yes 或 no", "上班填 yes，放假填 no")
    if row["frames"] and not working:
        raise row.refuse("frames", "放假日不应有工作时段", "清空时段，或把 working 改为 yes")
    return on, Override(working, _frames(row), row["note"])


def _date(row: TableRow) -> date:
    match = _DATE.fullmatch(row["date"])
    try:
        return date(*(int(part) for part in match.groups())) if match else _no_date()
    except ValueError:
        raise row.refuse("date", "不是有效日期", "请写成 2026-10-01") from None


def _no_date() -> date:
    raise ValueError


def _frames(row: TableRow) -> Frames | None:
    try:
        return parse_frames(row["frames"]) if row["frames"] else None
    except InvalidInput as error:
        raise row.refuse_error("frames", error) from None
