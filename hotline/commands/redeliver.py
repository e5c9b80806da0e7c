"""`hotline redeliver`: a webhook or an answer once more."""

from contextlib import closing

import click

from hotline.commands.audit_note import operator
from hotline.commands.options import installation_options
from hotline.config import Settings


@click.command()
@click.argument("delivery")
@installation_options
def redeliver(settings: Settings, delivery: str) -> None:
    """Send DELIVERY, by its code (msg_...), once more; the worker does it."""
    from hotline.delivery.outbox import redeliver as send_again
    from hotline.domain.audit import AuditKind
    from hotline.domain.time.times import city_now
    from hotline.storage.audit import note
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.writing() as session:
        send_again(session, delivery, city_now())
        note(session, AuditKind.REDELIVERED, city_now(), actor=operator(), subject=delivery)
    click.echo(f"{delivery} 已重新排队；服务或 hotline work 运行时随即发送")
