"""The worker beside a server: one for each data folder, however many server processes there are."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from analytics.search.base import SearchEngine
from hotline.casework.work_queue import Worker
from hotline.config import Settings
from hotline.storage.database import Database

ASK_EVERY = 5.0
LOCK = "worker.lock"


class BackgroundWorker:
    """Waits for its turn and works; when the process that works dies, the next one takes over within seconds."""

    def __init__(self, settings: Settings, database: Database, engine: SearchEngine) -> None:
        self.worker = Worker(database, engine)
        self._lock = settings.data / LOCK
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    @property
    def state(self) -> str:
        return self.worker.away

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with self._lock.open("w") as file:
            while not self._stop.is_set():
                if _mine(file.fileno()):
                    self.worker.run(self._stop)
                    return
                self._stop.wait(ASK_EVERY)


@contextmanager
def background_worker(
    settings: Settings, database: Database, engine: SearchEngine, *, wanted: bool
) -> Iterator[BackgroundWorker | None]:
    """Work while the block lasts, if wanted."""
    if not wanted:
        yield None
        return
    worker = BackgroundWorker(settings, database, engine)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def _mine(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
