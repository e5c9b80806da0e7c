"""The table of `hotline score`: one unit a row, its counts in the columns that the scheme names."""

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from hotline.city.cells import PackRow, repeated
from hotline.city.faults import Report
from hotline.city.reading import PackTable, read_table
from hotline.city.score_values import HEADS
from hotline.commands.named_file import read_file, refuse_faults
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.scoring.periods import AssessmentPeriod, parse_period
from hotline.domain.scoring.schemes import Scheme, scheme_for
from hotline.domain.scoring.scores import PeriodTable, UnitCounts
from hotline.domain.scoring.tallies import Column

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?")


def read_score_table(
    path: Path, versions: Sequence[Scheme], chosen_period: str | None, report: Report
) -> tuple[PeriodTable, ...]:
    """The periods of the file, in order; `chosen_period` names one.

    Raises InvalidInput with every fault of the file.
    """
    text = read_file(path, report)
    heads = _heads(text or "")
    wants = dict.fromkeys(name for version in versions for name in version.columns)
    known = " ".join([heads["group"], heads["period"], *wants])
    table = read_table(path.name, text, heads["unit"], known, report, others=True)
    tables = [
        PeriodTable(scheme, period, _units(table, rows, scheme, heads))
        for scheme, period, rows in _periods(table, heads["period"], versions, chosen_period)
    ]
    if table.is_usable and not tables and not report.faults:
        which_units = f"{chosen_period} 期间的" if chosen_period else "要考核的"
        report.fault(
            path.name,
            2,
            1,
            chosen_period or "",
            f"表中没有 {which_units}单位",
            "请从第 2 行起每个单位填一行",
        )
    refuse_faults(path.name, report)
    return tuple(
        sorted(
            tables,
            key=lambda period_table: (
                period_table.period.last.toordinal() if period_table.period else 0
            ),
        )
    )


def _heads(text: str) -> dict[str, str]:
    """The names that this table gives to unit, group and period: English or Chinese."""
    first = next(csv.reader(text.split("\n", 1)[:1]), [])
    names = {cell.strip() for cell in first}
    return {
        head: chinese if chinese in names and head not in names else head
        for head, chinese in HEADS.items()
    }


def _periods(
    table: PackTable, head: str, versions: Sequence[Scheme], chosen_period: str | None
) -> list[tuple[Scheme, AssessmentPeriod | None, list[PackRow]]]:
    if not table.rows:
        return []
    if head not in table.columns:
        return [(*_one_period(versions, chosen_period), table.rows)]
    if chosen_period:
        scheme, period = scheme_for(versions, versions[0].code, chosen_period)
        rows = [row for row in table.rows if _read_period(row, head, scheme) == period]
        return [(scheme, period, rows)] if rows else []
    groups: dict[AssessmentPeriod, tuple[Scheme, AssessmentPeriod, list[PackRow]]] = {}
    for row in table.rows:
        if scheme_and_period := _version(row, head, versions):
            groups.setdefault(scheme_and_period[1], (*scheme_and_period, []))[2].append(row)
    return list(groups.values())


def _version(
    row: PackRow, head: str, versions: Sequence[Scheme]
) -> tuple[Scheme, AssessmentPeriod] | None:
    try:
        return scheme_for(versions, versions[0].code, row[head])
    except HotlineError as error:
        row.fault(head, f"：{error.message}", error.remedy)
        return None


def _read_period(row: PackRow, head: str, scheme: Scheme) -> AssessmentPeriod | None:
    try:
        return parse_period(row[head], year_starts=scheme.year_starts)
    except HotlineError as error:
        row.fault(head, f"：{error.message}", error.remedy)
        return None


def _one_period(
    versions: Sequence[Scheme], chosen_period: str | None
) -> tuple[Scheme, AssessmentPeriod | None]:
    if chosen_period:
        return scheme_for(versions, versions[0].code, chosen_period)
    if len(versions) == 1:
        return versions[0], None
    message = f"方案“{versions[0].code}”有 {len(versions)} 个版本，不知道考核哪个期间"
    raise InvalidInput(
        message, remedy="请用 --period 2026-03 指明，或在表中增加 period（期间）列", field="period"
    )


def _units(
    table: PackTable, rows: Sequence[PackRow], scheme: Scheme, heads: dict[str, str]
) -> tuple[UnitCounts, ...]:
    columns = _present(table, scheme, heads["group"])
    first_rows: dict[str, PackRow] = {}
    units = []
    for row in rows:
        unit = row.required(heads["unit"])
        if unit and first_rows.setdefault(unit, row) is not row:
            repeated(row, heads["unit"], unit, first_rows[unit])
        group = _group(row, heads["group"], scheme)
        counts = {
            column.name: value for column in columns if (value := _count(row, column)) is not None
        }
        if all(column.name in counts for column in columns if column.is_required):
            _check_counts(row, scheme, counts)
        units.append(UnitCounts(unit, counts, group))
    return tuple(units)


def _present(table: PackTable, scheme: Scheme, group: str) -> list[Column]:
    """The columns of the scheme that the table has.

    A missing one is a fault, or a note where it may be missing.
    """
    columns = scheme.columns.values()
    missing = [
        column.name for column in columns if column.is_required and column.name not in table.columns
    ]
    missing += [group] if scheme.groups and group not in table.columns else []
    for name in missing:
        table.report.fault(
            table.file, 1, 1, name, f"缺少列 {name}", f"方案“{scheme.name}”要用，请补上这一列"
        )
    absent = [
        column.name
        for column in columns
        if not column.is_required and column.name not in table.columns
    ]
    if absent and not missing:
        table.report.note(
            f"{table.file} 没有以下可选列，剔除数按 0、给分按默认分计：{'、'.join(absent)}"
        )
    return [column for column in columns if column.name in table.columns]


def _group(row: PackRow, head: str, scheme: Scheme) -> str:
    if scheme.groups and head in row.table.columns and row[head] not in scheme.groups:
        row.fault(head, "不是方案中的组别", f"请填 {' 或 '.join(scheme.groups)}")
    return row[head]


def _count(row: PackRow, column: Column) -> Decimal | None:
    text = row[column.name]
    if not text:
        if column.is_required:
            row.fault(column.name, "为空", "请填写，没有请填 0")
        return None
    if _NUMBER.fullmatch(text):
        value = Decimal(text)
        if column.low <= value <= column.high:
            return value
    between = (
        f"{column.low:f} 到 {column.high:f} 之间的数字"
        if column.low or column.high < 10**9
        else "不小于 0 的件数"
    )
    row.fault(column.name, "不是可用的数字", f"请填{between}，不带百分号、千分位和单位")
    return None


def _check_counts(row: PackRow, scheme: Scheme, counts: dict[str, Decimal]) -> None:
    for fault in dict.fromkeys(
        fault for component in scheme.components for fault in component.faults(counts)
    ):
        row.fault(fault.column, f"：{fault.message}", fault.remedy)
