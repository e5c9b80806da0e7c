"""The worker beside a server: a process of its own at low priority, so that indexing never slows
an answer.

One works for each data folder, however many server processes there are; when it dies, the next one
takes over.
"""

import fcntl
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import IO

from hotline.config import Settings

log = logging.getLogger("hotline.work")

ASK_EVERY = 5.0
# Seconds between two looks whether the worker still lives.
LOOK_EVERY = 1.0
# Seconds that the worker leaves the processors to the server which starts beside it.
AFTER = 2.0
LOCK = "worker.lock"
NICENESS = 5


@contextmanager
def background_worker(settings: Settings, *, enabled: bool) -> Iterator[None]:
    """Work while the block lasts, if enabled; a worker that died is replaced."""
    if not enabled:
        yield
        return
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(settings, stop), name="worker keeper")
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(settings: Settings, stop: threading.Event) -> None:
    while not stop.is_set():
        process, pipe = _start(settings)
        while process.is_alive() and not stop.wait(LOOK_EVERY):
            pass
        if not stop.is_set():
            log.error("the worker ended and is started again")
        pipe.close()
        process.join()


def _start(settings: Settings) -> tuple[SpawnProcess, Connection]:
    """The worker, and the end of the pipe that tells it to end when it is closed."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_work, args=(settings, theirs), name="hotline worker", daemon=True
    )
    process.start()
    theirs.close()
    return process, ours


def _work(settings: Settings, parent: Connection) -> None:
    """Until the other end of the pipe is closed, which the system does even when the server is
    killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    stop = threading.Event()
    threading.Thread(target=_watch, args=(parent, stop), daemon=True).start()
    stop.wait(AFTER)
    with (settings.data / LOCK).open("w") as file:
        while not stop.is_set() and not _is_mine(file):
            stop.wait(ASK_EVERY)
        if not stop.is_set():
            _run(settings, stop)


def _run(settings: Settings, stop: threading.Event) -> None:
    # Imported here because a process that only waits for its turn has no use for them.
    from analytics.search.opening import open_engine
    from hotline.delivery.sender import sending
    from hotline.operation.garbage_collector import freeze_startup_objects
    from hotline.operation.outgoing import FILLERS, KEEPERS
    from hotline.operation.standing_chores import CHORES
    from hotline.operation.work_queue import QueueWorker
    from hotline.storage.database import open_database

    logging.basicConfig(level=logging.WARNING)
    with (
        closing(open_database(settings, create=False)) as database,
        closing(open_engine(settings.search, settings.data / "search")) as engine,
    ):
        freeze_startup_objects(rarely=True)
        with sending(database, fillers=FILLERS, keepers=KEEPERS):
            QueueWorker(database, engine, chores=CHORES).run(stop)


def _watch(parent: Connection, stop: threading.Event) -> None:
    with suppress(EOFError, OSError):
        parent.recv()
    stop.set()


def _is_mine(file: IO[str]) -> bool:
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
