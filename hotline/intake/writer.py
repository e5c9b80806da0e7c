"""The intake writer: takes reports from a socket, writes what waits as one group, answers after the commit.

In a process of its own it computes beside the event loop instead of taking turns with it; in a thread it does the same for
tests and tools. It ends when the other end of the socket closes, which the system does even when the server is killed.
"""

import logging
import multiprocessing
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Protocol

from hotline.casework.desk import Desk
from hotline.config import Settings
from hotline.domain.errors import HotlineError
from hotline.intake.groups import GroupWriter, Outcome, Waiting, read_group
from hotline.intake.link import Unpacker, pack
from hotline.storage.database import Database

LARGEST_GROUP = 64
MOST_BYTES = 1 << 20
# Groups of so many under load are worth a moment's wait (seconds): the more share a commit, the less each costs.
FEW, GATHERING = 8, 0.002
# Seconds until a thread that computes lets another run: the one that waited for the disk, for it has answers to send.
TURN = 0.0005

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
    """Group after group; while one reaches the disk, the next one is read and written."""
    writer = GroupWriter(database, desk)

    def answer(outcomes: list[Outcome]) -> None:
        try:
            database.reach_disk()
            link.sendall(pack(outcomes))
        except Exception:
            link.shutdown(socket.SHUT_RDWR)  # the server tells those who wait, and starts another writer
            raise

    with link, ThreadPoolExecutor(1, thread_name_prefix="intake disk") as disk:
        for group in _groups(link):
            read, refused = read_group(group, desk)
            disk.submit(answer, refused + writer.write(read))


def _groups(link: socket.socket) -> Iterator[list[Waiting]]:
    """What waits, in groups; behind a large group a moment's wait lets the senders just answered come again."""
    unpacker, last = Unpacker(), 0
    while data := link.recv(MOST_BYTES):
        waiting = _items(unpacker, data)
        if last > FEW >= len(waiting):
            time.sleep(GATHERING)
            with suppress(BlockingIOError):
                waiting += _items(unpacker, link.recv(MOST_BYTES, socket.MSG_DONTWAIT))
        last = len(waiting)
        for start in range(0, last, LARGEST_GROUP):
            yield waiting[start : start + LARGEST_GROUP]


def _items(unpacker: Unpacker, data: bytes) -> list[Waiting]:
    return [item for message in unpacker.feed(data) for item in message]


def _work(settings: Settings, link: socket.socket) -> None:
    # Imported here so that a writer in a thread does without.
    from hotline.casework.desk_holder import DeskHolder
    from hotline.casework.settle import settle
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    logging.basicConfig(level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server, which hears it too, closes the socket when it is done
    signal.signal(signal.SIGTERM, lambda *_: link.shutdown(socket.SHUT_RD))  # what came is still written and answered
    sys.setswitchinterval(TURN)
    with (
        closing(open_database(settings, create=False)) as database,
        closing(DeskHolder(database, open_vault(settings))) as desks,
    ):
        _warm(desks)
        settle()
        write_until_closed(link, database, desks)


def _warm(desks: Callable[[], Desk]) -> None:
    """Read city and model before the first report comes; a missing city is told to those who send."""
    try:
        desks().classifier.now()
    except HotlineError as error:
        log.warning("%s", error)
