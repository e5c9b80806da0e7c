"""`hotline backup FILE` and `hotline restore FILE`."""

import json
import time
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from hotline.commands.audit_note import note_command
from hotline.commands.installation import open_installation
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.domain.audit import AuditKind
from hotline.domain.time.times import city_now
from hotline.operation.reindex import count_all, reindex
from hotline.storage.archive.backup import back_up, size_of
from hotline.storage.archive.restore import restore as put_back

FILE = click.Path(path_type=Path, dir_okay=False)
BAR: dict[str, Any] = {"unit": "B", "unit_scale": True, "disable": None}


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--without-key",
    is_flag=True,
    help="Leave the key file out; keep it apart, without it nothing personal is read.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def backup(settings: Settings, file: Path, without_key: bool, as_json: bool) -> None:
    """Write database, attachments, models and key into FILE; the hotline goes on meanwhile.

    The search index is left out: it is made again from the database. An existing FILE is never
    overwritten. PostgreSQL needs pg_dump on this machine.
    """
    started = time.monotonic()
    with tqdm(total=size_of(settings), desc="备份", **BAR) as bar:
        done = back_up(settings, file, city_now(), with_key=not without_key, progress=bar.update)
    note_command(settings, AuditKind.EXPORT, by="", subject="backup", format="tar", rows=done.files)
    if as_json:
        summary = {
            "file": str(done.file),
            "files": done.files,
            "bytes": done.size,
            "has_key": done.has_key,
        }
        click.echo(json.dumps(summary | {"seconds": _since(started)}, ensure_ascii=False))
        return
    click.echo(f"已备份到 {done.file}：数据库和 {done.files} 个文件，{done.size:,} 字节")
    if done.has_key:
        click.echo("文件内含密钥，请像密钥一样保管；不含密钥的备份用 --without-key")
    else:
        click.echo("文件内没有密钥，请另外保管密钥；没有它，恢复后个人信息无法读取")


@click.command()
@click.argument("file", type=FILE)
@click.option("--key", type=FILE, help="Key file, for a backup without it; or set HOTLINE_KEY.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def restore(settings: Settings, file: Path, key: Path | None, as_json: bool) -> None:
    """Put the backup FILE into an empty data folder, check it, and build the search index.

    Existing data is never overwritten. What was restored is checked against the digests in FILE.
    PostgreSQL needs an empty database and pg_restore on this machine.
    """
    started = time.monotonic()
    size = file.stat().st_size if file.is_file() else None
    with tqdm(total=size, desc="恢复", **BAR) as bar:
        manifest = put_back(settings, file, key=key, progress=bar.update)
    with open_installation(settings) as (database, engine):
        tickets = count_all(database)
        with tqdm(total=tickets, unit="张", desc="建立索引", disable=None) as bar:
            failed = reindex(database, engine, progress=bar.update).failed
    summary = {
        "made_at": manifest["made_at"],
        "files": len(manifest["files"]) - 1,
        "tickets": tickets,
        "not_indexed": len(failed),
    }
    if as_json:
        click.echo(
            json.dumps(
                summary | {"data": str(settings.data), "seconds": _since(started)},
                ensure_ascii=False,
            )
        )
        return
    click.echo(
        f"已恢复 {manifest['made_at']} 的备份到 {settings.data}：{tickets} 张工单，"
        f"{summary['files']} 个文件"
    )
    if failed:
        click.echo(f"{len(failed)} 张工单未能索引，请运行 hotline verify --repair")
    click.echo("请运行 hotline verify 和 hotline doctor 核对")


def _since(started: float) -> float:
    return round(time.monotonic() - started, 1)
