"""`hotline city`: check a city pack, load it."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from hotline.city.pack import CityPack, PackReading, read_pack

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group()
def city() -> None:
    """Check a city pack, load it into the database."""


@city.command()
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(context: click.Context, folder: Path, as_json: bool) -> None:
    """Print every fault of the pack in DIR as FILE:LINE:COLUMN message, remedy; exit code 1 if there is one."""
    reading = read_pack(folder)
    click.echo(_document(reading) if as_json else _text(folder, reading))
    context.exit(1 if reading.faults else 0)


def _document(reading: PackReading) -> str:
    faults = [asdict(fault) for fault in reading.faults]
    counts = _counts(reading.pack) if reading.pack else {}
    return json.dumps({"faults": faults, "notes": reading.notes, "counts": counts}, ensure_ascii=False, indent=1)


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
