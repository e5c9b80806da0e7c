"""`hotline bulletin`: 日报, 周报, 月报 or 专报 of the installation, into a file."""

from datetime import date
from pathlib import Path

import click

from hotline.commands.audit_note import note_command
from hotline.commands.city_desk import open_city_desk
from hotline.commands.options import installation_options
from hotline.commands.report_columns import parse_day
from hotline.config import Settings
from hotline.domain.audit import AuditKind
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.papers.paper import Paper
from hotline.papers.printers import PRINTERS


@click.command()
@click.argument("kind", type=click.Choice([kind.value for kind in BulletinKind]))
@click.option("--date", "day", metavar="D", required=True, help="A day of the period.")
@click.option(
    "--topic",
    default="",
    metavar="T",
    help="For topic: code or name of a category, or 热点 and the number of an issue.",
)
@click.option(
    "--from",
    "first",
    default="",
    metavar="D",
    help="For topic: the first day; four weeks up to --date unless it is given.",
)
@click.option("--format", "form", required=True, type=click.Choice(list(PRINTERS)))
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE")
@installation_options
def bulletin(
    kind: str, day: str, topic: str, first: str, form: str, out: Path, settings: Settings
) -> None:
    """Write the bulletin of the day, week or month of --date, or of the days from --from to --date
    about --topic.
    """
    begin = parse_day("from", first).date() if first else None
    paper = _paper(settings, BulletinKind(kind), parse_day("date", day).date(), topic, begin)
    printed = PRINTERS[form][0](paper)
    try:
        out.write_bytes(printed)
    except OSError as error:
        raise InvalidInput(
            f"无法写入 {out}：{error.strerror}", field="out", remedy="请换一个可写的文件"
        ) from None
    note_command(settings, AuditKind.EXPORT, by="", subject=f"bulletin {kind}", format=form)
    click.echo(f"{paper.title} {paper.number}：{out}（{len(printed):,} 字节）")


def _paper(
    settings: Settings, kind: BulletinKind, day: date, topic: str, first: date | None
) -> Paper:
    from hotline.bulletins.making import make_bulletin

    with open_city_desk(settings) as (database, desk), database.reading() as session:
        return make_bulletin(session, desk, kind, day, topic=topic, first=first)
