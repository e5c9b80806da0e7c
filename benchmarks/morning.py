"""What leaders open, over a million tickets: morning page, wall, weekly report, warnings.

Of two years, in the database and the search index.

    python -m benchmarks.morning [--tickets 1000000] [--search URL] [--data DIR]

Pages are asked for through the whole application by a leader, over SQLite and the embedded engine
or the Elasticsearch at URL. Milliseconds on the clock and of processor; the first answer of each
page is told apart, for it warms what stays. DIR keeps what was made, so that a second run has it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from benchmarks.city_year import fill
from benchmarks.town_tickets import NOW
from hotline.app import create_app
from hotline.bulletins.making import make_bulletin
from hotline.city.loading import load_pack
from hotline.city.pack import DEMO, CityPack
from hotline.city.pack_reading import read_pack
from hotline.commands.installation import open_installation
from hotline.config import Settings, read_settings
from hotline.domain.bulletins import BulletinKind
from hotline.operation.chores import Shift
from hotline.operation.garbage_collector import freeze_startup_objects
from hotline.operation.reindex import reindex
from hotline.operation.wall_counting import count_for_wall
from hotline.operation.warning_watch import drafts_now
from hotline.papers.printers import PRINTERS
from hotline.storage.database import open_database
from tests.support.cast import cast_of
from tests.support.web import Web

ASKED = 40
MONTH_END = datetime(2026, 2, 28, 17)
WEEK_BEFORE = NOW.date() - timedelta(days=7)
PAGES = ("/leader", "/leader?since=2026-02-01", "/hotspots", "/warnings")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--tickets", type=int, default=1_000_000)
    options.add_argument("--search", default="")
    options.add_argument("--data", type=Path)
    arguments = options.parse_args()
    city = read_pack(DEMO, today=NOW.date()).pack
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(arguments.data or Path(folder), search=arguments.search)
        if not (settings.data / "hotline.db").exists():
            _make(settings, arguments.tickets, city)
        _measure(settings, city)


def _make(settings: Settings, count: int, city: CityPack) -> None:
    begin = time.perf_counter()
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, city, by="benchmark")
    fill(database, count, city)
    database.close()
    print(f"{count:,} tickets written in {time.perf_counter() - begin:,.0f} s", flush=True)
    with open_installation(settings) as (database, engine):
        reindex(database, engine)
    print(f"written and indexed in {time.perf_counter() - begin:,.0f} s", flush=True)


def _measure(settings: Settings, city: CityPack) -> None:
    moment = [NOW]
    app = create_app(settings, now=lambda: moment[0])
    with TestClient(app, base_url="http://hotline.test") as client:
        desk = app.state.desks()
        desk.classifier.now()
        freeze_startup_objects()  # as a server does once it has read what stays
        web = Web(app, client, cast_of(city), NOW)
        headers = web.as_("leader") | {"Accept": "text/html"}
        print(f"load {os.getloadavg()[0]:.1f}; milliseconds: first, p50, p95, processor p50, p95")
        for address in PAGES:
            _show(address, lambda address=address: _get(client, address, headers), moment)
        _show_wall(client, headers, app, moment)
        with app.state.database.reading() as session:
            _show("weekly DOCX", lambda: _weekly(session, desk), moment, rounds=5)
            _show("look for warnings", lambda: list(drafts_now(session, desk)), moment, rounds=3)


def _show_wall(client: TestClient[Any], headers: dict[str, str], app: Any, moment: Any) -> None:
    """As a process counts it that no worker stands beside, what the worker counts, at the end of a
    month too, and what a screen then reads.
    """
    shift = Shift(app.state.database, app.state.engine, now=lambda: moment[0])

    def look() -> None:
        _get(client, "/wall/scenes", headers)

    _show("wall, no worker", look, moment, rounds=10)
    _show("wall, the worker", lambda: count_for_wall(shift), moment, rounds=10)
    _show("wall, what a screen reads", look, moment, before=lambda: count_for_wall(shift))
    at, moment[0] = moment[0], MONTH_END
    _show("the worker, month's end", lambda: count_for_wall(shift), moment, rounds=10)
    moment[0] = at


def _get(client: TestClient[Any], address: str, headers: dict[str, str]) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text[:300]


def _weekly(session: Any, desk: Any) -> bytes:
    return PRINTERS["docx"][0](make_bulletin(session, desk, BulletinKind.WEEKLY, WEEK_BEFORE))


def _show(
    name: str,
    ask: Callable[[], object],
    moment: list[Any],
    *,
    rounds: int = ASKED,
    before: Callable[[], object] = int,
) -> None:
    """Each time half a minute later, so that nothing is answered from what the last asker left;
    `before` is done each time and not measured.
    """
    clock, processor = [], []
    for _ in range(rounds + 1):
        moment[0] += timedelta(seconds=30)
        before()
        begin, worked = time.perf_counter(), time.process_time()
        ask()
        processor.append((time.process_time() - worked) * 1000)
        clock.append((time.perf_counter() - begin) * 1000)
    first, *times = clock
    figures = [first, *_middle_and_tail(times), *_middle_and_tail(processor[1:])]
    print(f"{name:<28}" + "".join(f"{figure:>9.0f}" for figure in figures), flush=True)


def _middle_and_tail(times: list[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[max(0, round(len(ordered) * 0.95) - 1)]


if __name__ == "__main__":
    sys.exit(main())
