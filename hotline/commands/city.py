"""`hotline city`: check a city pack, load it."""

import json
import sys
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotline.city.pack import CityPack
from hotline.city.pack_reading import PackReading, read_pack
from hotline.commands.leaving_text import leaving_line
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.domain.errors import NoCity

if TYPE_CHECKING:
    from sqlmodel import Session

    from hotline.city.leaving import LeavingCode
    from hotline.city.loading import Changes
    from hotline.operation.recompute import Recomputed

# Files on which due times rest.
CLOCK_FILES = frozenset({"city.toml", "calendar.csv", "deadlines.csv", "ladder.csv"})
FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group()
def city() -> None:
    """Check a city pack, load it into the database."""


@city.command()
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(context: click.Context, folder: Path, as_json: bool) -> None:
    """Print every fault of the pack in DIR as FILE:LINE:COLUMN message, remedy.

    Exit code 1 if there is one.
    """
    reading = read_pack(folder)
    click.echo(_document(reading) if as_json else _text(folder, reading))
    context.exit(1 if reading.faults else 0)


def _document(reading: PackReading) -> str:
    faults = [asdict(fault) for fault in reading.faults]
    counts = _counts(reading.pack) if reading.pack else {}
    return json.dumps(
        {"faults": faults, "notes": reading.notes, "counts": counts}, ensure_ascii=False, indent=1
    )


def _text(folder: Path, reading: PackReading) -> str:
    lines = [*map(str, reading.faults), *(f"提示：{note}" for note in reading.notes)]
    if reading.pack:
        numbers = "，".join(f"{name} {number}" for name, number in _counts(reading.pack).items())
        return "\n".join([*lines, f"{reading.pack.name}：没有错误（{numbers}）"])
    return "\n".join([*lines, f"{folder}：{len(reading.faults)} 处错误，改正前不能装载"])


def _counts(pack: CityPack) -> dict[str, int]:
    tables = pack.tables
    return {
        "区域": len(tables.areas),
        "地点": len(tables.places),
        "单位": len(tables.units),
        "类别": len(tables.categories),
        "派单目录": len(tables.duties),
        "时限": len(pack.deadlines),
    }


@city.command()
@FOLDER
@installation_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--dry-run", is_flag=True, help="Print which codes would leave; load nothing.")
@click.option("--yes", is_flag=True, help="Move open tickets to successors without asking.")
@click.pass_context
def load(
    context: click.Context,
    folder: Path,
    settings: Settings,
    as_json: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Load the pack in DIR, or update the city from it; prints what changed.

    Codes that leave are counted first. Open tickets and accounts of a code with a successor go
    there, after a question. A pack with faults is refused.
    """
    reading = read_pack(folder)
    if reading.pack is None:
        click.echo(_document(reading) if as_json else _text(folder, reading))
        context.exit(1)
    leaving = _leaving(settings, reading.pack)
    for line in map(leaving_line, leaving):
        click.echo(line, err=True)
    if dry_run:
        return
    if not yes and any(code.successor and (code.open_tickets or code.accounts) for code in leaving):
        _ask()
    changes, moved = _load(settings, reading.pack)
    for note in (*reading.notes, *changes.warnings):
        click.echo(f"提示：{note}", err=True)
    if as_json:
        document = asdict(changes) | {"recomputed": asdict(moved) if moved else None}
        click.echo(json.dumps(document, ensure_ascii=False, default=str))
        return
    click.echo(_said(reading.pack, changes))
    if moved:
        from hotline.commands.recompute import summary_of

        click.echo(summary_of(moved))


def _ask() -> None:
    """Raise unless a person agrees."""
    if not sys.stdin.isatty():
        raise click.ClickException("上列未办结工单和账号将转给承继者：核对后请加 --yes 再装载")
    click.confirm("把上列未办结工单和账号转给承继者，并装载？", abort=True, err=True)


def _leaving(settings: Settings, pack: CityPack) -> "list[LeavingCode]":
    from hotline.city.leaving import leaving_codes
    from hotline.city.loading import current_city
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        try:
            return leaving_codes(session, current_city(session), pack)
        except NoCity:
            return []


def _load(settings: Settings, pack: CityPack) -> "tuple[Changes, Recomputed | None]":
    """What changed, and what became of the due times of open tickets where that concerns them."""
    from hotline.city.loading import load_pack
    from hotline.commands.recompute import recompute_with_progress
    from hotline.desk.desk import open_desk
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    database = open_database(settings)
    try:
        with database.writing() as session:
            changes = load_pack(session, pack, succeed=partial(_succeed, settings))
        if changes.version == 1 or not CLOCK_FILES & {change.file for change in changes.files}:
            return changes, None
        with database.reading() as session:
            desk = open_desk(session, open_vault(settings))
        return changes, recompute_with_progress(database, desk)
    finally:
        database.close()


def _succeed(settings: Settings, session: "Session") -> int:
    from hotline.casework.succession import succeed
    from hotline.desk.desk import open_desk
    from hotline.storage.vault import open_vault

    return succeed(session, open_desk(session, open_vault(settings)))


def _said(pack: CityPack, changes: "Changes") -> str:
    if changes.is_empty:
        return f"{pack.name}：与已装载的版本（第 {changes.version} 版）相同，无需更新"
    return "\n".join(
        [
            f"{pack.name}：已装载第 {changes.version} 版",
            *(f"  {change}" for change in changes.files),
            *([f"  转给承继者的未办结工单：{changes.moved} 件"] if changes.moved else []),
        ]
    )
