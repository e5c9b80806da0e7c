"""An honest report and page beside one stranger who sends the dearest requests without pause.

    python -m benchmarks.fairness [--seconds 5] [--connections 20]

The server is `hotline serve` as it is started for a city; strangers and honest callers come from
different addresses through a trusted proxy. Prints the seconds of both (half of the answers, 95 of
100 and the longest), first beside nobody, which is what the machine can do, and what the stranger
got. Ends with 1 when 95 of 100 reports do not come within a second or pages within half of one.
The first report after the start waits for the intake line and is told apart.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from benchmarks.client import Load, post_for
from hotline.city.loading import load_pack
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.config import Settings, read_settings
from hotline.storage.database import open_database
from tests.support.ports import free_port

TEXT = "东湖区鼓楼街道幸福路上的路灯坏了很多天，晚上看不清路。"
LONG = (TEXT * 800)[:19_900]
FORM = "application/x-www-form-urlencoded"
WRONG_CODE = {"ticket_no": "2601010000001", "query_code": "000000"}
# What 95 of 100 honest answers keep.
REPORT_SECONDS, PAGE_SECONDS = 1.0, 0.5
STRANGER = "198.51.100.1"
# each honest caller has an address of their own
HONEST = map("203.0.{0[0]}.{0[1]}".format, product(range(256), range(1, 255)))
START_SECONDS = 60


@dataclass(frozen=True)
class DearRequest:
    """What a stranger may send that costs most."""

    path: str
    content: bytes
    media_type: str = "application/json"


@dataclass
class Waits:
    """Seconds of each honest answer, and how the stranger was answered."""

    reports: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    stranger: Counter[str] = field(default_factory=Counter)


def as_json(**fields: str) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


DEAREST = (
    DearRequest("/api/v1/suggestions/categories", as_json(text=LONG)),
    DearRequest("/report/suggestions", urllib.parse.urlencode({"text": LONG}).encode(), FORM),
    DearRequest("/report", urllib.parse.urlencode({"text": LONG}).encode(), FORM),
    DearRequest("/api/v1/reports", as_json(text=LONG)),
    DearRequest("/api/v1/sessions", as_json(login="wang", password="wrong")),
    DearRequest("/api/v1/suggestions/knowledge", as_json(text=LONG)),
    DearRequest("/progress", urllib.parse.urlencode(WRONG_CODE).encode(), FORM),
)
HEAD = f"{'stranger sends':<32}{'report':>7}{'95 %':>7}{'max':>7}{'page':>7}{'95 %':>7}{'max s':>7}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--connections", type=int, default=20)
    arguments = options.parse_args()
    late = list[str]()
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(folder, environ={})
        load_city(settings)
        with serving(settings) as port:
            print(f"first report after the start: {first_report(port):.2f} s\n{HEAD}  answers")
            _print("nobody", honest_alone(port, arguments.seconds))
            for request in DEAREST:
                waits = honest_beside(
                    port, request, seconds=arguments.seconds, connections=arguments.connections
                )
                late += _print(request.path, waits)
    for line in late:
        print(line)
    sys.exit(1 if late else 0)


def honest_beside(
    port: int, request: DearRequest, *, seconds: float, connections: int = 20
) -> Waits:
    """Reports and pages in turn, for so long, beside the stranger, whose own start is over."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        pool.apply(free_port)  # its imports would take a core from the server
        job = pool.apply_async(
            send_without_pause, (port, request, connections, seconds), error_callback=print
        )
        waits = honest_alone(port, seconds)
        waits.stranger = job.get(timeout=60)
    return waits


def honest_alone(port: int, seconds: float) -> Waits:
    """The same without a stranger: what this machine can do now."""
    waits, end = Waits(), time.monotonic() + seconds
    while not waits.pages or time.monotonic() < end:
        waits.pages.append(seconds_of(port, "GET", "/report"))
        waits.reports.append(first_report(port))
    return waits


def first_report(port: int) -> float:
    """Seconds until an ordinary report of somebody who has sent none before is acknowledged."""
    return seconds_of(port, "POST", "/api/v1/reports", as_json(text=TEXT))


def send_without_pause(
    port: int, request: DearRequest, connections: int, seconds: float
) -> Counter[str]:
    """How many answers of each status the stranger got."""
    load: Load = post_for(
        port,
        request.path,
        partial(_content, request.content),
        clients=connections,
        seconds=seconds,
        headers={"Content-Type": request.media_type, "X-Forwarded-For": STRANGER},
    )
    statuses = Counter(error.split(" ")[0] for error in load.errors)
    return statuses + Counter({"2xx": len(load.bodies)})


def seconds_of(port: int, method: str, path: str, content: bytes | None = None) -> float:
    """Until the whole answer is there, by a connection of its own."""
    headers = {
        "Content-Type": "application/json",
        "X-Forwarded-For": next(HONEST),
    }
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body=content, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (200, 201), f"{method} {path}: {answer.status}"
    return time.perf_counter() - start


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The port of `hotline serve` on this folder, behind a proxy on this machine."""
    with server_process(settings) as (port, _):
        yield port


@contextmanager
def server_process(settings: Settings) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [sys.executable, "-m", "hotline.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--data", str(settings.data)],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOTLINE_PROXIES": "127.0.0.1"},
    )
    try:
        _wait_for(port, server)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            seconds_of(port, "GET", "/report")
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server on port {port} did not start")


def load_city(settings: Settings) -> None:
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, read_pack(DEMO).pack, by="benchmark")
    database.close()


def _content(content: bytes, _number: int) -> bytes:
    return content


def _print(stranger: str, waits: Waits) -> list[str]:
    """What is later than it may be."""
    figures, late = "", list[str]()
    for name, times, most in (
        ("reports", waits.reports, REPORT_SECONDS),
        ("pages", waits.pages, PAGE_SECONDS),
    ):
        times = sorted(times)
        slow = times[len(times) * 95 // 100]
        figures += f"{times[len(times) // 2]:>7.2f}{slow:>7.2f}{times[-1]:>7.2f}"
        if slow > most:
            late.append(f"beside {stranger}: {name} take {slow:.2f} s, allowed are {most} s")
    answers = ", ".join(f"{count} {status}" for status, count in sorted(waits.stranger.items()))
    print(f"{stranger:<32}{figures}  {answers}", flush=True)
    return late


if __name__ == "__main__":
    main()
