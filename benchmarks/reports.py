"""POST /api/v1/reports against a POST that does nothing, through the same server in the same run.

    python -m benchmarks.reports [--seconds 5] [--clients 1,8,32]

Prints for SQLite and, where a server is found, PostgreSQL: requests a second, p50, p99, errors, the
memory of the server's processes, and the ratio of the two rates; and the processor time of each
request, over the server's processes together, which other work on the machine disturbs less than
rates. Afterwards every ticket that was acknowledged is looked up in the database.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlmodel import select

from benchmarks.client import Load, post_for
from benchmarks.processes import megabytes, processor_seconds
from hotline.city.loading import load_pack
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.config import Settings, read_settings
from hotline.domain.models import Ticket
from hotline.storage.database import open_database
from tests.support.ports import free_port
from tests.support.postgresql import postgresql

TEXTS = [
    "鼓楼街道的工地每天半夜打桩施工，噪声很大，影响老人和孩子休息，请尽快处理。",
    "阳光花园小区三号楼已经停水两天，打供水公司电话一直占线，什么时候能恢复？",
    "人民路与幸福路口的红绿灯坏了一个星期，早晚高峰经常堵车，很危险。",
    "小区门口的流动摊贩占道经营，烧烤油烟呛人，夜里十二点还不收摊。",
    "公司拖欠我们二十多名农民工三个月工资，老板电话也不接，请帮帮我们。",
    "请问外地户口的孩子今年上小学需要准备哪些材料，到哪里报名？",
    "健身房突然关门，预付卡里还有三千多块钱，老板联系不上，要求退款。",
    "楼下邻居在楼道里给电动车飞线充电，有火灾隐患，物业不管。",
]


def report(number: int) -> bytes:
    """A report that differs from all others; two in three callers are new."""
    text = f"{TEXTS[number % len(TEXTS)]}（第 {number} 次来电）"
    phone = f"139{number * 2 // 3 % 100_000_000:08d}"
    return json.dumps(
        {"title": text[:18], "text": text, "phone": phone, "caller": "王女士"}, ensure_ascii=False
    ).encode()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--clients", default="1,8,32")
    options.add_argument("--only", choices=["sqlite", "postgresql"])
    arguments = options.parse_args()
    clients = [int(number) for number in arguments.clients.split(",")]
    print(
        f"{'engine':<11}{'clients':>7}{'what':>9}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}"
        f"{'errors':>8}{'MB':>7}{'CPU us':>8}{'ratio':>8}"
    )
    for name, server in (("sqlite", nullcontext("")), ("postgresql", postgresql())):
        if arguments.only in (None, name):
            with server as url:
                _measure(name, url, clients, arguments.seconds)


def _measure(name: str, url: str, clients: list[int], seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = _installation(Path(folder), url)
        acknowledged: list[str] = []
        with _serving(settings) as (port, process):
            post_for(port, "/api/v1/reports", report, clients=2, seconds=1)
            offset = 1_000_000
            for count in clients:
                nothing = _loaded(
                    process, name, port, "/api/v1/noop", report, clients=count, seconds=seconds
                )
                load = _loaded(
                    process,
                    name,
                    port,
                    "/api/v1/reports",
                    lambda n, o=offset: report(n + o),
                    clients=count,
                    seconds=seconds,
                    than=nothing,
                )
                offset += 1_000_000
                acknowledged += [json.loads(body)["ticket_no"] for body in load.bodies]
        _check(settings, acknowledged)


def _installation(folder: Path, url: str) -> Settings:
    settings = read_settings(folder, url + "postgres" if url else None, environ={})
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, read_pack(DEMO).pack, by="benchmark")
    database.close()
    return settings


@contextmanager
def _serving(settings: Settings) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    database = "" if settings.is_sqlite else settings.database
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server", str(settings.data), database, str(port)]
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).read()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _loaded(
    process: subprocess.Popen[bytes],
    name: str,
    port: int,
    path: str,
    body: Callable[[int], bytes],
    *,
    clients: int,
    seconds: float,
    than: Load | None = None,
) -> Load:
    """Load the server and print what came of it, beside the no-op's load where that is given."""
    before = processor_seconds(process.pid)
    load = post_for(port, path, body, clients=clients, seconds=seconds)
    spent = (processor_seconds(process.pid) - before) / max(1, len(load.times)) * 1e6
    figures = (
        f"{load.rate:>9.0f}{load.percentile(0.5):>9.1f}{load.percentile(0.99):>9.1f}"
        f"{len(load.errors):>8}"
    )
    ratio = f"{load.rate / than.rate:.2f}" if than else ""
    what = "report" if than else "no-op"
    print(
        f"{name:<11}{clients:>7}{what:>9}{figures}{megabytes(process.pid):>7.0f}{spent:>8.0f}{ratio:>8}"
    )
    for error in load.errors[:2]:
        print(f"    {error}")
    return load


def _check(settings: Settings, acknowledged: list[str]) -> None:
    database = open_database(settings)
    with database.reading() as session:
        stored = set(session.exec(select(Ticket.no)).all())
    database.close()
    lost = [no for no in acknowledged if no not in stored]
    print(
        f"    {len(acknowledged)} acknowledged, {len(set(acknowledged))} different, "
        f"{len(lost)} lost"
    )


if __name__ == "__main__":
    main()
