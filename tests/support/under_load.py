"""A server as a city starts it, callers who report without pause, and what must hold afterwards."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from sqlmodel import select

from analytics.search.opening import open_engine
from hotline.commands.serve import environment_of
from hotline.config import Settings
from hotline.domain.models import HistoryEntry, IntakeKey, Ticket
from hotline.operation.verify_index import index_differences
from hotline.storage.database import open_database
from hotline.storage.history import history_of, verify_chain
from hotline.storage.index.blocks import count_tickets
from tests.support.ports import free_port

# a bound for hanging, not for speed: other work on the machine may take most of it
PATIENCE = 180
CALLERS = 8
# what tells callers that they may try again
AGAIN = (429, 503)


@dataclass
class ServedHotline:
    """`hotline serve` on a port of its own; `kill` is kill -9 of the server or of a process
    beside it.
    """

    settings: Settings
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "hotline.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | environment_of(self.settings) | {"HOTLINE_PROXIES": "127.0.0.1"},
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process.poll() is None, "the server ended while starting"
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self, part: str) -> None:
        """`part`: server, reader, writer or worker."""
        assert self.process is not None
        if part == "server":
            self.process.kill()
            self.process.wait()
            return
        with suppress(ProcessLookupError):
            os.kill(self._beside()[part], signal.SIGKILL)

    def wait_until_whole(self) -> None:
        """Until the index has as many documents as there are tickets."""
        database = open_database(self.settings)
        with database.reading() as session:
            tickets = count_tickets(session)
        database.close()
        self.wait_until_indexed(tickets)

    def wait_until_indexed(self, documents: int = 0) -> None:
        """Until the worker has nothing left to do and search lacks nothing."""
        end, health = time.monotonic() + PATIENCE, {}
        while time.monotonic() < end:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", "/health")
            health = json.loads(connection.getresponse().read())
            connection.close()
            parts = health["parts"]
            search = parts["search"]
            is_whole = search["status"] == "ok" and search["documents"] >= documents
            if is_whole and parts["queue"].get("waiting") == 0:
                return
            time.sleep(0.2)
        raise AssertionError(f"the index is not whole: {health}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def _beside(self) -> dict[str, int]:
        """The process ids of worker, reader and writer; waits until all three are there.

        The worker is the nice one; of the other two the reader is started first.
        """
        assert self.process is not None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            beside = list(_spawned(self.process.pid))
            workers = [pid for pid, niceness in beside if niceness > 0]
            line = sorted(pid for pid, niceness in beside if niceness == 0)
            if len(workers) == 1 and len(line) == 2:
                return {"worker": workers[0], "reader": line[0], "writer": line[1]}
            time.sleep(0.05)
        raise AssertionError("worker, reader and writer are not all there")


def _spawned(parent: int) -> Iterator[tuple[int, int]]:
    """Process id and niceness of each process that Python spawned for this one."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and b"spawn_main" in (folder / "cmdline").read_bytes():
                yield int(folder.name), int(fields[16])


class Callers:
    """Report without pause; each asks with the same key until it is acknowledged.

    acknowledged    number and query code by key
    statuses        how often each status was answered; 0 is a connection that broke
    longest         seconds of the longest wait for an answer of any kind
    """

    def __init__(self, port: int, name: str = "") -> None:
        self.port, self.name = port, name
        self.acknowledged: dict[str, tuple[str, str]] = {}
        self.statuses: Counter[int] = Counter()
        self.longest = 0.0
        self._stop = threading.Event()

    @contextmanager
    def calling(self) -> Iterator["Callers"]:
        """Until the block ends and everybody has been acknowledged."""
        threads = [
            threading.Thread(target=self._call, args=(number,), daemon=True)
            for number in range(CALLERS)
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(PATIENCE)
        assert not [thread for thread in threads if thread.is_alive()], "somebody waits for ever"

    def wait_for(self, more: int) -> None:
        """Until so many more were acknowledged."""
        target = len(self.acknowledged) + more
        self.wait_until(lambda: len(self.acknowledged) >= target)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"in vain: {self.statuses}"
            time.sleep(0.01)

    def send(self, key: str) -> tuple[int, dict[str, str]]:
        """Status and document; 0 when the connection broke."""
        body = json.dumps({"text": f"鼓楼街道的路灯不亮，编号 {key}。", "phone": "13800138000"})
        number = sum(key.encode())
        headers = {
            "content-type": "application/json",
            "idempotency-key": key,
            "x-forwarded-for": f"203.0.{number % 250}.{len(self.acknowledged) % 250}",
        }
        start = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", "/api/v1/reports", body=body.encode(), headers=headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except TimeoutError:
            raise
        except (OSError, HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()
            self.longest = max(self.longest, time.monotonic() - start)

    def _call(self, caller: int) -> None:
        number = 0
        while not self._stop.is_set():
            key, number = f"{self.name}{caller}-{number:016}", number + 1
            while True:
                status, document = self.send(key)
                self.statuses[status] += 1
                if status in (200, 201):
                    self.acknowledged[key] = document["ticket_no"], document["query_code"]
                    break
                if status not in (0, *AGAIN):
                    return
                time.sleep(0.1)


def assert_indexed(settings: Settings) -> None:
    """The index holds every ticket in its newest version."""
    database = open_database(settings)
    engine = open_engine(settings.search, settings.data / "search")
    assert list(index_differences(database, engine, waiting_too=True)) == []
    engine.close()
    database.close()


def assert_whole(settings: Settings, acknowledged: dict[str, tuple[str, str]]) -> None:
    """What was acknowledged is there, once, with a whole history; without a key is nothing."""
    database = open_database(settings)
    with database.reading() as session:
        keys = {row.key: row.ticket_id for row in session.exec(select(IntakeKey))}
        tickets = {ticket.id: ticket for ticket in session.exec(select(Ticket))}
        histories = {id_: history_of(session, ticket) for id_, ticket in tickets.items()}
        assert len(session.exec(select(HistoryEntry)).all()) == sum(map(len, histories.values()))
    database.close()
    assert {key: tickets[keys[key]].no for key in acknowledged} == {
        key: no for key, (no, _) in acknowledged.items()
    }
    assert len(set(keys.values())) == len(keys) == len(tickets), "one ticket for each key"
    for id_, history in histories.items():
        assert verify_chain(history) == []
        assert (history[0].action, history[-1].to_status) == ("register", tickets[id_].status)
