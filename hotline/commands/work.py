"""`hotline work`: the worker as a process of its own."""

import signal
import threading

import click
from tqdm import tqdm

from analytics.search.base import SearchEngine
from hotline.commands.installation import open_installation
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.delivery.sender import DeliverySender, sending
from hotline.operation.chores import Roster, Shift
from hotline.operation.notice_posting import check_receiver
from hotline.operation.outgoing import FILLERS, KEEPERS
from hotline.operation.standing_chores import CHORES
from hotline.operation.work_queue import QueueWorker, run_once
from hotline.storage.database import Database
from hotline.storage.index.queue import count_waiting, retry_set_aside, set_aside
from hotline.storage.vault import open_vault


@click.command()
@installation_options
@click.option("--once", is_flag=True, help="Process what waits now, then end.")
@click.option("--retry", is_flag=True, help="Try again what was set aside after too many failures.")
def work(settings: Settings, once: bool, retry: bool) -> None:
    """Watch the clocks and index what changed.

    Without --once until stopped with Ctrl-C or SIGTERM.
    """
    check_receiver(settings)
    with open_installation(settings) as (database, engine):
        if retry:
            with database.writing() as session:
                click.echo(f"重新排队：{retry_set_aside(session)} 条")
        if once:
            _once(database, engine)
        else:
            _until_stopped(database, engine)


def _once(database: Database, engine: SearchEngine) -> None:
    vault = open_vault(database.settings)
    DeliverySender(database, vault, fillers=FILLERS, keepers=KEEPERS).send_due()
    failed = Roster(Shift(database, engine), CHORES).do_all()
    for chore in CHORES:
        if chore.name in failed:
            click.echo(f"未完成：{chore.title}（{failed[chore.name]}），下次再试", err=True)
    with database.reading() as session:
        waiting = count_waiting(session)
    with tqdm(total=waiting, unit="条", desc="索引", disable=None) as bar:
        done = run_once(database, engine, progress=bar.update)
    click.echo(
        f"处理 {done.entries} 条办理记录，索引 {done.tickets} 张工单，失败 {len(done.failed)} 条"
    )
    with database.reading() as session:
        for entry in set_aside(session):
            click.echo(
                f"搁置：办理记录 #{entry.id}（工单 #{entry.ticket_id}）：{entry.error}。"
                "修正后运行 hotline work --once --retry"
            )


def _until_stopped(database: Database, engine: SearchEngine) -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with sending(database, fillers=FILLERS, keepers=KEEPERS):
        QueueWorker(database, engine, chores=CHORES).run(stop)
