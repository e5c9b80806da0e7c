"""`hotline import`: a file of reports becomes tickets, through the same door as every channel."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from tqdm import tqdm

from hotline.commands.city_desk import open_city_desk
from hotline.commands.import_run import ImportOutcome, Write, creating, rehearsing, run_import
from hotline.commands.options import installation_options
from hotline.commands.rehearsal import open_rehearsal
from hotline.commands.rejects import rejects_of
from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.vocabulary import CHANNELS, key_of
from hotline.intake.spreadsheet import CHANNEL, ParsedRow, parse_rows
from hotline.sheets.columns import (
    header_names,
    map_columns,
    never_read,
    parse_maps,
    unused_columns,
)
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Reject, Sheet

TOP = 12


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--channel", default=CHANNEL, show_default=True, help=f"One of {', '.join(CHANNELS)}."
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FIELD=COLUMN[,...]",
    help="Which column is which field.",
)
@click.option(
    "--header-row",
    type=click.IntRange(min=1),
    metavar="N",
    help="Line with the names of the columns; found by itself without.",
)
@click.option("--dry-run", is_flag=True, help="Check and route every row, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def import_(
    file: Path,
    channel: str,
    maps: tuple[str, ...],
    header_row: int | None,
    dry_run: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Turn each row of FILE (CSV, XLSX, XLS, ODS or JSON lines) into a ticket.

    Fields: ref, time, caller, phone, title, text, address, request_type; columns of these names map
    themselves. Rows with a known ref are skipped: a broken import is simply run again. Bad rows go
    to FILE.rejected.csv in the data folder.
    """
    begun = time.monotonic()
    key = key_of(CHANNELS, channel)
    if key is None:
        raise InvalidInput(
            f"没有名为“{channel}”的渠道", remedy=f"可用：{'、'.join(CHANNELS)}", field="channel"
        )
    column_of = parse_maps(maps)
    sheet = open_sheet(file, names=header_names(column_of), header_row=header_row or 0)
    notes = [*sheet.notes, *_unused(sheet, map_columns(sheet.columns, column_of))]
    for note in notes:
        click.echo(f"提示：{note}", err=True)
    with (
        _writing(settings, dry_run) as (desk, write),
        rejects_of(settings, file, dry_run) as reject,
    ):
        rows = parse_rows(sheet, column_of, desk, channel=key)
        outcome = _run(rows, sheet.size, write, reject)
        seconds = round(time.monotonic() - begun, 2)
        click.echo(
            _document(outcome, notes, seconds)
            if as_json
            else _summary(outcome, seconds, desk, dry_run)
        )


def _unused(sheet: Sheet, mapped: Mapping[str, str]) -> list[str]:
    columns = unused_columns(sheet.columns, mapped)
    notes = [
        f"{column} 列不会导入：只有接入程序可以说明是谁的微信"
        for column in never_read(sheet.columns)
    ]
    if columns:
        notes.append(f"没有用到的列：{'、'.join(columns)}（可用 --map 字段=列名 指明）")
    return notes


def _warn(line: int, note: str) -> None:
    """Only where and why: the cell itself is personal data."""
    reason = "电话被表格软件改写" if "改写" in note else "电话没有读全"
    click.echo(f"提示：第 {line} 行{reason}，原文已记入工单的内部备注", err=True)


def _run(
    rows: Iterable[ParsedRow],
    size: int | None,
    write: Write,
    reject: Callable[[Reject], None],
) -> ImportOutcome:
    with tqdm(total=size, unit="行", desc="导入", mininterval=0.5) as bar:
        return run_import(
            rows,
            write,
            reject=reject,
            warn=_warn,
            progress=lambda line: bar.update(line - bar.n),
        )


@contextmanager
def _writing(settings: Settings, dry_run: bool) -> Iterator[tuple[Desk, Write]]:
    if dry_run:
        with open_rehearsal(settings) as (session, desk):
            yield desk, rehearsing(session, desk)
    else:
        with open_city_desk(settings) as (database, desk):
            yield desk, creating(database.writing, desk)


def _document(outcome: ImportOutcome, notes: Sequence[str], seconds: float) -> str:
    """All rows of the file are read: created, skipped, rejected or left out."""
    names = ("read", "created", "skipped", "rejected", "left_out", "warnings")
    counts = {name: getattr(outcome, name) for name in names}
    lines = {name: str(getattr(outcome, name)) for name in ("skipped_lines", "left_out_lines")}
    return json.dumps(
        {**counts, **lines, "notes": list(notes), "seconds": seconds}, ensure_ascii=False
    )


def _summary(outcome: ImportOutcome, seconds: float, desk: Desk, dry_run: bool) -> str:
    city, created = desk.city, "可新建" if dry_run else "新建"
    head = (
        f"读取 {outcome.read} 行：{created} {outcome.created} 件，跳过 {outcome.skipped} "
        "行（已导入过），"
        f"退回 {outcome.rejected} 行，空行 {outcome.left_out} 行，用时 {seconds:.1f} 秒"
    )
    lines = [
        f"{name}：第 {lines} 行"
        for name, lines in (("跳过", outcome.skipped_lines), ("空行", outcome.left_out_lines))
        if lines.count
    ]
    categories = _table(
        "按事项分类",
        outcome.categories,
        {code: entry.name for code, entry in city.categories.items()},
        "未分类",
    )
    units = _table(
        "按承办单位",
        outcome.units,
        {code: unit.name for code, unit in city.units.items()},
        "待派单员确认",
    )
    return "\n".join([head, *lines, *categories, *units])


def _table(title: str, counts: Counter[str], names: Mapping[str, str], none: str) -> list[str]:
    if not counts:
        return []
    lines = [
        f"  {number:>6}  {names.get(code) or code or none}"
        for code, number in counts.most_common(TOP)
    ]
    rest = sum(counts.values()) - sum(number for _, number in counts.most_common(TOP))
    return ["", title, *lines, *([f"  {rest:>6}  其余 {len(counts) - TOP} 类"] if rest else [])]
