"""The pages of the day with a million stored tickets, on SQLite and PostgreSQL.

Statements and milliseconds a page.

    python -m benchmarks.lists [--tickets 1000000] [--only sqlite]

Six in a hundred tickets are open, spread over units and states, due around now. Each page is asked
for through the whole application by one of the cast; the machine's first answer does not count.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import event, insert, text

from hotline.app import create_app
from hotline.city.loading import load_pack
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.config import Settings, read_settings
from hotline.domain.models import Assignment, Ticket
from hotline.domain.statuses import WITH_UNIT, Status
from hotline.domain.time.clocks import STAGE
from hotline.operation.garbage_collector import freeze_startup_objects
from hotline.storage.database import Database, open_database
from tests.support.cast import cast_of
from tests.support.postgresql import postgresql
from tests.support.web import Web

NOW = datetime(2026, 3, 9, 10, 0)
BATCH = 20_000
ASKED = 40
OPEN_SHARE = 0.06
PAGES = (
    ("street_clerk", "/inbox"),
    ("street_clerk", "/inbox?view=overdue"),
    ("district_clerk", "/inbox"),
    ("district_clerk", "/tickets"),
    ("dispatcher", "/triage"),
    ("dispatcher", "/tickets?status=triage"),
    ("reviewer", "/review"),
    ("reviewer", "/callbacks"),
    ("supervisor", "/tickets?overdue=1"),
    ("supervisor", "/tickets"),
    ("leader", "/tickets?category=0302"),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--tickets", type=int, default=1_000_000)
    options.add_argument("--only", choices=["sqlite", "postgresql"])
    arguments = options.parse_args()
    print(f"{'engine':<12}{'who':<16}{'page':<28}{'statements':>11}{'p50 ms':>9}{'p99 ms':>9}")
    for name, server in (("sqlite", nullcontext("")), ("postgresql", postgresql())):
        if arguments.only in (None, name):
            with server as url, tempfile.TemporaryDirectory() as folder:
                _measure(
                    name,
                    read_settings(Path(folder), url + "postgres" if url else None),
                    arguments.tickets,
                )


def _measure(name: str, settings: Settings, count: int) -> None:
    city = read_pack(DEMO, today=NOW.date()).pack
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, city, by="benchmark")
    _fill(database, count, city)
    database.close()
    app = create_app(settings, now=lambda: NOW)
    statements: list[str] = []
    event.listen(
        app.state.database.engine,
        "before_cursor_execute",
        lambda *event_args: statements.append(event_args[2]),
    )
    with TestClient(app, base_url="http://hotline.test") as client:
        app.state.desks().classifier.now()
        freeze_startup_objects()  # as a server does once it has read what stays
        web = Web(app, client, cast_of(city), NOW)
        for who, address in PAGES:
            _ask(name, web, who, address, statements)


def _ask(name: str, web: Web, who: str, address: str, statements: list[str]) -> None:
    headers = web.as_(who) | {"Accept": "text/html"}
    times = []
    for _ in range(ASKED + 1):
        statements.clear()
        begin = time.perf_counter()
        answer = web.client.get(address, headers=headers)
        times.append((time.perf_counter() - begin) * 1000)
        assert answer.status_code == 200, answer.text[:300]
    ordered = sorted(times[1:])
    print(
        f"{name:<12}{who:<16}{address:<28}{len(statements):>11}"
        f"{ordered[ASKED // 2]:>9.1f}{ordered[-1]:>9.1f}"
    )
    sys.stdout.flush()


def _fill(database: Database, count: int, city: Any) -> None:
    dice = random.Random(5)
    units = [unit.code for unit in city.units.values()]
    categories = [entry.code for entry in city.categories.values() if entry.parent]
    begin = time.perf_counter()
    for start in range(1, count + 1, BATCH):
        tickets = [
            _ticket(number, count, units, categories, dice)
            for number in range(start, min(start + BATCH, count + 1))
        ]
        with database.writing() as session:
            session.execute(insert(Ticket), tickets)
            session.execute(insert(Assignment), list(_assignments(tickets, units, dice)))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
    print(f"{count:,} tickets written in {time.perf_counter() - begin:.0f} s", file=sys.stderr)


def _ticket(
    number: int, count: int, units: list[str], categories: list[str], dice: random.Random
) -> dict[str, Any]:
    """Open ones lie among the newest tenth, as in life."""
    open_now = number > count * 0.9 and dice.random() < OPEN_SHARE * 10
    status = dice.choice(list(STAGE)) if open_now else Status.CLOSED
    reported = NOW - timedelta(days=5 * 365 * (1 - number / count), seconds=dice.randrange(3600))
    waits = status not in (Status.REGISTERED, Status.TRIAGE, Status.ARBITRATION)
    place = f"{dice.randrange(600)}号小区"
    return {
        "no": f"{number:013d}",
        "status": status,
        "channel": "phone",
        "title": f"{place}夜间施工噪声扰民",
        "content": f"{place}旁边的工地每天夜里施工，噪声很大，影响休息，请尽快处理。",
        "request_type": "help",
        "urgency": dice.choice(["normal"] * 40 + ["urgent"]),
        "category": dice.choice(categories),
        "district": "990102",
        "street": "990102001",
        "place": place,
        "unit": dice.choice(units) if waits else "",
        "reported_at": reported,
        "created_at": reported,
        "dispatched_at": reported if waits else None,
        "closed_at": None if open_now else reported + timedelta(days=4),
        "clock": STAGE.get(status, ""),
        "due_at": NOW + timedelta(hours=dice.uniform(-48, 120)) if open_now else None,
        "due_handle": reported + timedelta(days=7),
    }


def _assignments(
    tickets: list[dict[str, Any]], units: list[str], dice: random.Random
) -> Iterator[dict[str, Any]]:
    for ticket in tickets:
        ended = None if ticket["status"] in WITH_UNIT else ticket["closed_at"]
        plain = {
            "ticket_id": int(ticket["no"]),
            "by": "made",
            "dispatched_at": ticket["created_at"],
            "ended_at": ended,
        }
        yield plain | {"unit": ticket["unit"] or units[0], "role": "lead"}
        if dice.random() < 0.1:
            yield plain | {"unit": dice.choice(units), "role": "support"}


if __name__ == "__main__":
    main()
