"""`hotline listen-ami`: calls from an Asterisk's manager interface."""

import asyncio
import os
import signal

import click

from hotline.calls.ami.connection import AmiAddress
from hotline.calls.ami.listener import AmiListener
from hotline.commands.options import installation_options
from hotline.config import Settings

SECRET = "HOTLINE_AMI_SECRET"


@click.command("listen-ami")
@click.option("--host", required=True, help="Where the Asterisk listens.")
@click.option("--port", default=5038, show_default=True, type=click.IntRange(1, 65535))
@click.option("--user", required=True, help="Name in manager.conf, with read = call,agent,cdr.")
@click.option("--name", default="ami", show_default=True, help="What its calls are filed under.")
@installation_options
def listen_ami(settings: Settings, host: str, port: int, user: str, name: str) -> None:
    """Make calls of what an Asterisk tells, until Ctrl-C or SIGTERM.

    The secret of the account is HOTLINE_AMI_SECRET, or is asked for.
    """
    from hotline.calls.ami.call_book import StoredCallBook
    from hotline.desk.desk_holder import DeskHolder
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    secret = os.environ.get(SECRET) or click.prompt("AMI 口令", hide_input=True)
    database, vault = open_database(settings), open_vault(settings)
    desks = DeskHolder(database, vault, now=city_now)
    desks()
    book = StoredCallBook(database, desks, name, city_now)
    try:
        address = AmiAddress(host, port, user)
        asyncio.run(_until_stopped(AmiListener(address, secret, book, city_now)))
    finally:
        desks.close()
        database.close()


async def _until_stopped(listener: AmiListener) -> None:
    running = asyncio.create_task(listener.run())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        click.echo("已停止", err=True)
