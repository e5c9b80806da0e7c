"""Counts of `hotline score --from-casework`: scored at once, or written as a table to which
columns can be added.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from hotline.config import Settings
from hotline.domain.errors import InvalidInput
from hotline.domain.scoring.schemes import Scheme
from hotline.domain.scoring.scores import PeriodTable
from hotline.sheets.csv_writer import CsvWriter


def count_casework(
    settings: Settings, versions: Sequence[Scheme], period: str | None, *, complete: bool = True
) -> PeriodTable:
    """The units of the city in force; the version that the last day of the period had."""
    from hotline.commands.city_desk import open_city_desk
    from hotline.scoring.scores import tally

    if not period:
        raise InvalidInput("没有指明考核期间", remedy="请用 --period 2026-03", field="period")
    with open_city_desk(settings) as (database, desk), database.reading() as session:
        return tally(
            session,
            desk,
            schemes=versions,
            code=versions[0].code,
            period=period,
            complete=complete,
        )


def write_counts(
    settings: Settings, versions: Sequence[Scheme], period: str | None, path: Path
) -> None:
    """A TABLE.csv; columns that casework does not count are there and empty."""
    table = count_casework(settings, versions, period, complete=False)
    columns = list(table.scheme.columns)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = CsvWriter(file)
        writer.writerow(["unit", "group", *columns])
        writer.writerows(
            [unit.unit, unit.group, *(unit.counts.get(name, "") for name in columns)]
            for unit in table.units
        )
    click.echo(f"已写入 {path}：{len(table.units)} 个单位")
