"""The real server of a test installation, run with the options of `hotline serve`."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from litestar import Litestar

from hotline.app import create_app
from hotline.commands.serve import server_options
from hotline.config import Settings
from tests.support.ports import free_port

START_SECONDS = 60


@contextmanager
def serving(
    settings: Settings,
    *,
    application_of: Callable[[Settings], Litestar] = create_app,
    **options: Any,
) -> Iterator[int]:
    """The port on which the hotline answers; `options` are uvicorn's and come before ours."""
    port, app = free_port(), application_of(settings)
    options = server_options(settings) | {"host": "127.0.0.1", "port": port} | options
    server = uvicorn.Server(uvicorn.Config(app, **options))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < end and thread.is_alive():
        time.sleep(0.05)
    assert server.started, "the server did not start"
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(20)
