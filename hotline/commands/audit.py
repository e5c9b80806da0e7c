"""`hotline audit`: the audit log as JSON lines, for a log collector."""

import time
from contextlib import closing

import click

from hotline.commands.options import installation_options
from hotline.config import Settings

PAGE = 1000


@click.command()
@click.option("--after", default=0, type=click.IntRange(0), help="Only entries after this number.")
@click.option("--follow", is_flag=True, help="Go on with new entries until interrupted.")
@click.option(
    "--every", default=2.0, show_default=True, type=click.FloatRange(0.1), help="Seconds to wait."
)
@installation_options
def audit(settings: Settings, after: int, follow: bool, every: float) -> None:
    """Print the audit log, the oldest entry first, one JSON object a line."""
    from hotline.storage.audit import entries_after
    from hotline.storage.database import open_database
    from hotline.web.reading.audit import json_lines

    with closing(open_database(settings)) as database:
        while True:
            with database.reading() as session:
                entries = entries_after(session, after, limit=PAGE)
            if entries:
                click.echo(json_lines(entries), nl=False)
                after = entries[-1].number
            elif follow:
                time.sleep(every)
            else:
                return
