"""`hotline demo`: 示例市 with a believable year, a login for each role, and the server."""

import time
from contextlib import closing

import click
from tqdm import tqdm

from hotline.commands.city_desk import open_city_desk
from hotline.commands.demo_logins import LoginsFile, login_rows
from hotline.commands.installation import open_installation
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.demo.demo_data import count_tickets, make_year, mark_indexed
from hotline.domain.errors import Conflict
from hotline.domain.time.times import city_now
from hotline.operation.reindex import reindex
from hotline.people.passwords import make_password
from hotline.storage.database import open_database


@click.command()
@click.option(
    "--tickets", default=7000, show_default=True, type=click.IntRange(200, 1_000_000), metavar="N"
)
@click.option(
    "--seed",
    default=12345,
    show_default=True,
    help="The same seed in the same hour gives the same year.",
)
@click.option("--no-serve", is_flag=True, help="Make the data and end.")
@click.option("--port", default=8012, show_default=True, type=click.IntRange(1, 65535))
@installation_options
def demo(tickets: int, seed: int, no_serve: bool, port: int, settings: Settings) -> None:
    """Fill the data folder with fourteen months of 示例市 up to this hour, print the logins, serve.

    A folder that holds a demo already is served as it is.
    """
    logins = LoginsFile(settings.data / "demo-logins.txt")
    if not _is_made(settings, logins):
        _make(settings, logins, tickets, seed)
    click.echo(logins.text())
    if not no_serve:
        from hotline.commands.serve import serve_installation

        serve_installation(settings, port=port)


def _is_made(settings: Settings, logins: LoginsFile) -> bool:
    with closing(open_database(settings)) as database, database.reading() as session:
        tickets = count_tickets(session)
    if tickets and not logins.exists:
        raise Conflict(
            f"数据目录 {settings.data} 中已有 {tickets} 张工单，不是演示数据",
            remedy="请用 --data 另选一个空目录",
        )
    return bool(tickets)


def _make(settings: Settings, logins: LoginsFile, tickets: int, seed: int) -> None:
    begun, password = time.monotonic(), make_password()
    end = city_now().replace(minute=0, second=0)
    with open_city_desk(settings) as (database, desk), database.writing() as session:
        with tqdm(total=tickets, unit="件", desc="生成十四个月的工单") as bar:
            crew = make_year(
                session,
                desk,
                count=tickets,
                seed=seed,
                end=end,
                password=password,
                progress=bar.update,
            )
        logins.write(login_rows(session, desk, crew), password)
    with open_installation(settings) as (database, engine):
        with tqdm(total=tickets, unit="件", desc="建立搜索索引") as bar:
            reindex(database, engine, progress=bar.update)
        with database.writing() as session:
            mark_indexed(session, city_now())
    click.echo(f"已生成 {tickets} 件工单，用时 {time.monotonic() - begun:.0f} 秒", err=True)
