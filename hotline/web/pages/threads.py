"""Handlers that work without an event loop, in a worker thread."""

import functools
from collections.abc import Callable
from typing import Any

from litestar.concurrency import sync_to_thread


def in_thread(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Like `sync_to_thread=True`, which Litestar 2.25 wraps twice where two handlers share one
    path.
    """

    @functools.wraps(handler)
    async def handle(**values: Any) -> Any:
        return await sync_to_thread(handler, **values)

    return handle
