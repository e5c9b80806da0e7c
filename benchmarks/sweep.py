"""Watching 100,000 open tickets of which 1,000 are newly due, on SQLite and PostgreSQL.

    python -m benchmarks.sweep [--tickets 100000] [--due 1000] [--only sqlite]

first look   every ticket is looked at for the first time, as after an upgrade; nothing is due
newly due    the worker's next look, at the moment when 1,000 of them have become amber: urges,
             history, notices
nothing      the look after it, which is the usual one

CPU is that of the worker alone: on a busy machine it tells what the seconds would be on a free one.
"""

import argparse
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import func, select

from hotline.city.loading import load_pack
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.config import Settings, read_settings
from hotline.domain.models import WATCH_NOW, SupervisionOrder, Ticket
from hotline.operation.chores import Shift, in_batches
from hotline.storage.database import Database, open_database
from hotline.supervision.clock_watch import watch_clocks
from tests.support.postgresql import postgresql

MONDAY = datetime(2026, 3, 9, 10, 0)
SOON, LATER = datetime(2026, 3, 10, 16, 30), datetime(2026, 3, 20, 17, 30)
BATCH = 20_000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--tickets", type=int, default=100_000)
    options.add_argument("--due", type=int, default=1_000)
    options.add_argument("--only", choices=["sqlite", "postgresql"])
    arguments = options.parse_args()
    print(
        f"{'engine':<12}{'look':<14}{'looked at':>10}{'orders':>8}{'seconds':>9}{'of it CPU':>11}"
    )
    for name, server in (("sqlite", nullcontext("")), ("postgresql", postgresql())):
        if arguments.only in (None, name):
            with server as url, tempfile.TemporaryDirectory() as folder:
                settings = read_settings(Path(folder), url + "postgres" if url else None)
                _measure(name, settings, arguments.tickets, arguments.due)


def _measure(name: str, settings: Settings, count: int, due: int) -> None:
    city = read_pack(DEMO, today=MONDAY.date()).pack
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, city, by="benchmark")
    _fill(database, count, due, [unit.code for unit in city.units.values()])
    for look, now in (
        ("first look", MONDAY),
        ("newly due", SOON - timedelta(hours=1)),
        ("nothing", SOON),
    ):
        before, begin, cpu = _orders(database), time.perf_counter(), time.process_time()
        looks = in_batches(watch_clocks)(Shift(database, None, now=lambda now=now: now))
        seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
        print(
            f"{name:<12}{look:<14}{looks:>10,}{_orders(database) - before:>8,}"
            f"{seconds:>9.3f}{cpu:>11.3f}"
        )
        sys.stdout.flush()
    database.close()


def _orders(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(SupervisionOrder)).one()


def _fill(database: Database, count: int, due: int, units: list[str]) -> None:
    step = count // due
    for start in range(1, count + 1, BATCH):
        rows = [
            ticket_row(n, SOON if n % step == 0 else LATER, units)
            for n in range(start, min(start + BATCH, count + 1))
        ]
        with database.writing() as session:
            session.execute(insert(Ticket), rows)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def ticket_row(number: int, due: datetime, units: list[str]) -> dict[str, Any]:
    return {
        "no": f"260309{number:07d}",
        "status": "in_progress",
        "channel": "phone",
        "title": "路灯不亮",
        "content": "路灯不亮，请维修。" * 8,
        "request_type": "complaint",
        "urgency": "normal",
        "category": "0403",
        "unit": units[number % len(units)],
        "co_units": [],
        "accused": [],
        "reported_at": MONDAY,
        "created_at": MONDAY,
        "clock": "handle",
        "due_at": due,
        "due_handle": due,
        "watch_at": WATCH_NOW,
    }


if __name__ == "__main__":
    main()
