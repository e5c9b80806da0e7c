"""Mixed load for an hour: does the memory of the server's processes stay where it was.

    python -m benchmarks.soak [--minutes 60] [--rate 20]

`hotline serve` on a demo of 2,000 tickets. So many requests a second: reports, pages, searches,
figures, progress of callers, steps that are refused. Each minute the processes' own memory (what
is not a file's) is printed. Ends with 1 when the last fifth holds over 10 % more than the second
fifth, or when an answer was a fault of the server.
"""

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path
from statistics import median
from urllib.parse import quote

from benchmarks.fairness import server_process
from benchmarks.processes import own_megabytes
from benchmarks.reports import TEXTS
from hotline.config import read_settings

TICKETS, MOST_GROWTH, TICK = 2_000, 0.10, 5.0
READ = (
    "/",
    "/report",
    "/guide?q=路灯",
    "/tickets",
    "/tickets?q=噪声",
    "/triage",
    "/leader",
    "/api/v1/tickets?limit=50",
    "/api/v1/search?q=停水",
    "/api/v1/analytics/overview",
    "/api/v1/analytics/words",
    "/api/v1/knowledge?q=社保",
    "/health",
)
ADDRESSES = 200


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--rate", type=float, default=20)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        password = _demo(Path(folder))
        with server_process(read_settings(folder, environ={})) as (port, server):
            statuses, memory = _soak(
                port, server.pid, password, seconds=arguments.minutes * 60, rate=arguments.rate
            )
    _judge(statuses, memory)


def _demo(folder: Path) -> str:
    """Make the demo; the password of its logins."""
    command = [sys.executable, "-m", "hotline.cli", "demo", "--no-serve"]
    done = subprocess.run(
        [*command, "--tickets", str(TICKETS), "--data", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("密码"))
    return line.partition("：")[2]


def _soak(
    port: int, server: int, password: str, *, seconds: float, rate: float
) -> tuple[Counter[int], list[float]]:
    """Statuses of all answers, and the memory at each tick."""
    tokens = [_token(port, login, password) for login in ("dispatcher", "leader", "supervisor")]
    requests, statuses, memory = _requests(tokens), Counter[int](), list[float]()
    start = next_tick = time.monotonic()
    for number in count():
        now = time.monotonic()
        if now - start > seconds:
            return statuses, memory
        if now >= next_tick:
            next_tick += TICK
            memory.append(own_megabytes(server))
            if len(memory) % round(60 / TICK) == 1:
                line = f"{(now - start) / 60:5.1f} min {memory[-1]:7.0f} MB"
                print(f"{line}  {number} requests", flush=True)
        statuses[_ask(port, *next(requests))] += 1
        time.sleep(max(0.0, start + number / rate - time.monotonic()))
    raise AssertionError


def _requests(tokens: list[str]) -> Iterator[tuple[str, str, dict[str, str], bytes | None]]:
    """Two of five are reports; the others read, and some try what they may not."""
    paths, readers = cycle(READ), cycle([*tokens, ""])
    for number in count():
        headers = {
            "Content-Type": "application/json",
            "X-Forwarded-For": f"203.0.113.{number % ADDRESSES}",
        }
        if number % 5 in (0, 3):
            body = {"text": f"{TEXTS[number % len(TEXTS)]}（第 {number} 次）", "caller": "王女士"}
            body["phone"] = f"139{number % 50_000:08d}"
            yield "POST", "/api/v1/reports", headers, json.dumps(body).encode()
            continue
        token = next(readers)
        signed = {"Authorization": f"Bearer {token}"} if token else {}
        if number % 25 == 1:
            yield "POST", "/api/v1/tickets/1/acceptances", headers | signed, b"{}"
        yield "GET", next(paths), headers | signed, None


def _ask(port: int, method: str, path: str, headers: dict[str, str], body: bytes | None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, quote(path, safe="/?&="), body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _token(port: int, login: str, password: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"login": login, "password": password})
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/v1/sessions", body=body, headers=headers)
    token: str = json.loads(connection.getresponse().read())["token"]
    connection.close()
    return token


def _judge(statuses: Counter[int], memory: list[float]) -> None:
    fifth = max(1, len(memory) // 5)
    before, after = median(memory[fifth : 2 * fifth]), median(memory[-fifth:])
    growth = after / before - 1
    faults = sum(number for status, number in statuses.items() if status >= 500)
    print(f"answers: {', '.join(f'{number} {status}' for status, number in statuses.items())}")
    print(f"memory: {before:.0f} MB, at the end {after:.0f} MB ({growth:+.1%}); {faults} faults")
    sys.exit(growth > MOST_GROWTH or faults > 0)


if __name__ == "__main__":
    main()
