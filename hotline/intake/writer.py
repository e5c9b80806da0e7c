"""The intake writer: takes reports from a socket, writes what waits as one group, answers after the commit.

In a process of its own it computes beside the event loop instead of taking turns with it; in a thread it does the same for
tests and tools. It ends when the other end of the socket closes, which the system does even when the server is killed.
"""

import logging
import multiprocessing
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Protocol

from hotline.casework.desk import Desk
from hotline.config import Settings
from hotline.domain.errors import HotlineError
from hotline.intake.groups import GroupWriter
from hotline.intake.link import Unpacker, pack
from hotline.storage.database import Database

LARGEST_GROUP = 64
MOST_BYTES = 1 << 20

log = logging.getLogger("hotline.intake")


class Writer(Protocol):
    """What runs until its socket closes: a process or a thread."""

    def join(self) -> None: ...


def in_thread(database: Database, desk: Callable[[], Desk]) -> Callable[[socket.socket], Writer]:
    def start(link: socket.socket) -> Writer:
        thread = threading.Thread(
            target=write_until_closed, args=(link, database, desk), name="intake writer", daemon=True
        )
        thread.start()
        return thread

    return start


def in_process(settings: Settings) -> Callable[[socket.socket], Writer]:
    def start(link: socket.socket) -> Writer:
        process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(settings, link), name="hotline intake", daemon=True
        )
        with link:
            process.start()
        return process

    return start


def write_until_closed(link: socket.socket, database: Database, desk: Callable[[], Desk]) -> None:
    """Group after group: whatever came while the last one was written."""
    writer, unpacker = GroupWriter(database, desk), Unpacker()
    with link:
        while data := link.recv(MOST_BYTES):
            waiting = [item for message in unpacker.feed(data) for item in message]
            for start in range(0, len(waiting), LARGEST_GROUP):
                link.sendall(pack(writer.write(waiting[start : start + LARGEST_GROUP])))


def _work(settings: Settings, link: socket.socket) -> None:
    # Imported here so that a writer in a thread does without.
    from hotline.casework.desk_holder import DeskHolder
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    logging.basicConfig(level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server, which hears it too, closes the socket when it is done
    signal.signal(signal.SIGTERM, lambda *_: link.shutdown(socket.SHUT_RD))  # what came is still written and answered
    with closing(open_database(settings, create=False)) as database:
        with closing(DeskHolder(database, open_vault(settings))) as desks:
            _warm(desks)
            write_until_closed(link, database, desks)


def _warm(desks: Callable[[], Desk]) -> None:
    """Read city and model before the first report comes; a missing city is told to those who send."""
    try:
        desks().classifier.now()
    except HotlineError as error:
        log.warning("%s", error)
