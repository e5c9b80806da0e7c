"""A file into the knowledge base: in batches of one transaction each, every bad row with line,
field and remedy.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import click
from tqdm import tqdm

from hotline.commands.city_desk import open_city_desk
from hotline.commands.rejects import rejects_of
from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.domain.roles import Actor, Role
from hotline.knowledge.many_entries import plan_rows, write_rows
from hotline.knowledge.sheet import KnownRow, header_names, map_columns, read_rows
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Reject
from hotline.storage.database import Database

BATCH = 500
IMPORTER = Actor(login="import", role=Role.SYSTEM)
COUNTS = ("read", "created", "updated", "skipped", "rejected")


def run(kind: str, file: Path, settings: Settings, *, dry_run: bool, as_json: bool) -> None:
    begun = time.monotonic()
    sheet = open_sheet(file, names=header_names(kind))
    map_columns(sheet.columns, kind)
    for note in sheet.notes:
        click.echo(f"提示：{note}", err=True)
    with (
        open_city_desk(settings) as (database, desk),
        rejects_of(settings, file, dry_run) as reject,
    ):
        counts: Counter[str] = Counter()
        with tqdm(total=sheet.size, unit="行", desc="导入", mininterval=0.5) as bar:
            for batch in _batches(read_rows(sheet, kind, desk.city)):
                counts += _take(database, kind, batch, desk, reject, dry_run=dry_run)
                bar.update(batch[-1].line - bar.n)
    shown = {name: counts[name] for name in COUNTS} | {
        "seconds": round(time.monotonic() - begun, 2)
    }
    click.echo(json.dumps(shown) if as_json else _summary(shown, dry_run))


def _take(
    database: Database,
    kind: str,
    batch: list[KnownRow | Reject],
    desk: Desk,
    reject: Callable[[Reject], None],
    *,
    dry_run: bool,
) -> Counter[str]:
    bad = [row for row in batch if isinstance(row, Reject)]
    good = [row for row in batch if isinstance(row, KnownRow)]
    with database.reading() if dry_run else database.writing() as session:
        planned = plan_rows(session, kind, good)
        bad += [_refused(entry.row) for entry in planned if entry.outcome == "refused"]
        usable = [entry for entry in planned if entry.outcome != "refused"]
        done = Counter(str(entry.outcome) for entry in usable)
        if not dry_run:
            write_rows(session, IMPORTER, usable, desk, kind=kind)
    for row in sorted(bad, key=lambda row: row.line):
        reject(row)
    return done + Counter(read=len(batch), rejected=len(bad))


def _refused(row: KnownRow) -> Reject:
    return Reject(
        row.line,
        "code",
        f"编码“{row.code}”已用于另一类内容（知识或事项），或不能改回草稿；请换一个编码",
    )


def _summary(shown: dict[str, float], dry_run: bool) -> str:
    prefix = "可" if dry_run else ""
    return (
        f"读取 {shown['read']} 行：{prefix}新建 {shown['created']} 条，{prefix}更新 "
        f"{shown['updated']} 条，"
        f"相同而跳过 {shown['skipped']} 条，退回 {shown['rejected']} 行，用时 "
        f"{shown['seconds']:.1f} 秒"
    )


def _batches(rows: Iterator[KnownRow | Reject]) -> Iterator[list[KnownRow | Reject]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
