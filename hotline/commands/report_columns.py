"""A file of reports on the command line: named columns of each row, with the time read."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from hotline.commands.texts.source import check_columns, printable
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import city_now, parse_time
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Record, Sheet

# More rows than this do not fit the comparison of all with all.
LARGEST_FILE = 50_000
_DIVIDE = "请划分较短的时段（如 --from 和 --to），或把文件分成几份"


class NamedRow(NamedTuple):
    """`line` as an editor shows it, `number` of the row from 1, the cells by what they hold."""

    line: int
    number: int
    at: datetime | None
    cells: Mapping[str, str]


def parse_day(name: str, value: str) -> datetime:
    """The beginning of a span on the command line; raises InvalidInput."""
    try:
        return parse_time(value, city_now())
    except ValueError as error:
        raise InvalidInput(str(error), field=name, remedy="如 2026-12-31") from None


def require_columns(path: Path, columns: Mapping[str, str]) -> None:
    """Raises a usage error that names the options of `columns` (option -> its name) that are
    missing, and the columns of the file.
    """
    if missing := [f"--{option}" for option, name in columns.items() if not name.strip()]:
        listed = "、".join(map(printable, _columns_of(path)))
        raise click.UsageError(f"请用 {'、'.join(missing)} 指定文件中的列；{path} 的列：{listed}")


def _columns_of(path: Path) -> tuple[str, ...]:
    sheet = open_sheet(path)
    next(sheet.rows, None)  # rows that were begun close the file when they are dropped
    return sheet.columns


def read_report_rows(
    path: Path,
    columns: Mapping[str, str],
    *,
    number: str = "",
    most: int | None = LARGEST_FILE,
    takes: Callable[[datetime], bool] = lambda at: True,
) -> Iterator[NamedRow]:
    """The rows of a file with the columns that `columns` names (what it holds -> its name), and
    as `id` the column `number`, where the file has it.

    A row without a readable `time`, where that is named, is left out and counted on standard
    error, one whose time `takes` refuses is left out; raises InvalidInput for a column that the
    file lacks, and for more than `most` rows that remain.
    """
    sheet = open_sheet(path)
    named = {what: name.strip() for what, name in columns.items() if name.strip()}
    check_columns(sheet, path, named.values())
    if number in sheet.columns:
        named["id"] = number
    left_out = taken = 0
    for position, row in enumerate(sheet.rows, 1):
        read = _read(row, position, named, sheet) if isinstance(row, Record) else None
        if read is None:
            left_out += 1
        elif read.at is None or takes(read.at):
            taken += 1
            if most is not None and taken > most:
                raise InvalidInput(f"文件 {path} 中要比较的超过 {most} 行", remedy=_DIVIDE)
            yield read
    if left_out:
        click.echo(f"提示：{left_out} 行缺少可识别的时间，未计入", err=True)


def _read(row: Record, number: int, named: Mapping[str, str], sheet: Sheet) -> NamedRow | None:
    cells = {what: _text(row.cells.get(name)) for what, name in named.items() if what != "time"}
    if "time" not in named:
        return NamedRow(row.line, number, None, cells)
    try:
        at = parse_time(sheet.time_of(row.cells.get(named["time"])))
    except ValueError:
        return None
    return NamedRow(row.line, number, at, cells)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
