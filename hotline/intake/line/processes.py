"""Starts the intake line: server -> reader -> writer -> server, each end of it a socket that
only its two neighbours hold.

In processes of their own reader and writer compute beside the event loop and beside each other; in
threads they do the same for tests and tools. The system closes the sockets of whoever dies, so the
end of one is the end of the line: the server sees it by the closed answers and starts another.
"""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.intake.line import reader, writer
from hotline.storage.database import Database

# Seconds that new processes leave the processors to the server which begins to listen; what comes
# in meanwhile waits for them.
AFTER = 0.5


class LineWorker(Protocol):
    """What runs until its socket closes: a process or a thread."""

    def join(self) -> None: ...


# The reader and the writer, given the far ends of the server's two sockets: reports come from one,
# answers go to the other.
Start = Callable[[socket.socket, socket.socket], Sequence[LineWorker]]


def in_threads(database: Database, desk: Callable[[], Desk]) -> Start:
    def start(requests: socket.socket, answers: socket.socket) -> Sequence[LineWorker]:
        out, into = socket.socketpair()
        line = [
            threading.Thread(
                target=reader.read_until_closed, args=(requests, out, desk), daemon=True
            ),
            threading.Thread(
                target=writer.write_until_closed, args=(into, answers, database, desk), daemon=True
            ),
        ]
        for thread in line:
            thread.start()
        return line

    return start


def in_processes(settings: Settings) -> Start:
    def start(requests: socket.socket, answers: socket.socket) -> Sequence[LineWorker]:
        time.sleep(AFTER)
        spawn = multiprocessing.get_context("spawn")
        out, into = socket.socketpair()
        line = [
            spawn.Process(
                target=reader.work,
                args=(settings, requests, out),
                name="intake reader",
                daemon=True,
            ),
            spawn.Process(
                target=writer.work,
                args=(settings, into, answers),
                name="intake writer",
                daemon=True,
            ),
        ]
        with requests, answers, out, into:
            for process in line:
                process.start()
        return line

    return start
