"""The real server of a test installation, in a thread, on a port of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import uvicorn

from hotline.app import create_app
from hotline.config import Settings
from hotline.operation.work_queue import QueueWorker
from tests.support.ports import free_port

START_SECONDS = 60


@contextmanager
def served(settings: Settings, now: datetime) -> Iterator[str]:
    """The address of the running hotline; its clock stands at `now`.

    The worker of a process of its own goes by the real clock, by which these tickets are old and
    would be archived: here one in a thread indexes and does no chores.
    """
    port, stop = free_port(), threading.Event()
    app = create_app(settings, now=lambda: now)
    worker = threading.Thread(
        target=QueueWorker(app.state.database, app.state.engine).run, args=[stop], daemon=True
    )
    worker.start()
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < end and thread.is_alive():
        time.sleep(0.05)
    assert server.started, "the server did not start"
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        worker.join(20)
        server.should_exit = True
        thread.join(20)
