"""deadlines.csv and calendar.csv of a pack: the domain reads the rows, the pack says where the
faults are.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from hotline.city.categories import restore_zeros
from hotline.city.faults import shorten
from hotline.city.reading import PackTable
from hotline.domain.faults import NumberedRows, RowFault
from hotline.domain.time import calendar_rows, deadline_rows
from hotline.domain.time.calendar import Override
from hotline.domain.time.deadlines import ANY, Clock, DeadlineRule
from routing.tables import CategoryEntry

DEADLINES = "deadlines.csv", " ".join(deadline_rows.REQUIRED), "note"
CALENDAR = "calendar.csv", " ".join(calendar_rows.REQUIRED), "frames note"


def read_deadlines(
    table: PackTable, categories: Mapping[str, CategoryEntry] | None
) -> tuple[DeadlineRule, ...]:
    restore_zeros(table, "category")
    reading = deadline_rows.read_deadlines(_numbered(table))
    _report(table, reading.faults)
    for row in table.rows:
        if row["category"] not in ("", ANY):
            row.known("category", categories, "categories.csv")
    return reading.rules


def read_calendar(table: PackTable) -> dict[date, Override]:
    reading = calendar_rows.read_calendar(_numbered(table))
    _report(table, reading.faults)
    return reading.overrides


def clocks_without_rule(rules: Iterable[DeadlineRule], profile: str) -> list[str]:
    """Clocks that a profile gives no general limit for."""
    held = {rule.clock for rule in rules if rule.profile in (ANY, profile)}
    return [clock.value for clock in Clock if clock not in held]


def _numbered(table: PackTable) -> NumberedRows:
    return [(row.line, {column: row[column] for column in table.columns}) for row in table.rows]


def _report(table: PackTable, faults: Iterable[RowFault]) -> None:
    for fault in faults:
        column = table.columns.get(fault.column, 1)
        message = f"{fault.column} “{shorten(fault.value)}”：{fault.message}"
        table.report.fault(table.file, fault.line, column, fault.value, message, fault.remedy)
