"""Statements are compiled once in a process, not once for each installation that a test opens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

from hotline.storage import database

MOST = 4_000


@contextmanager
def compiled_once() -> Iterator[None]:
    """Engines share the dialect of the first one that has connected, and what was compiled for it:
    a dialect is part of the key of a compiled statement.
    """
    dialects: dict[str, Dialect] = {}
    compiled: LRUCache[Any, Any] = LRUCache(MOST)

    def sharing(create: Callable[..., Engine]) -> Callable[..., Engine]:
        def create_sharing(url: str, **options: Any) -> Engine:
            engine = create(url, execution_options={"compiled_cache": compiled}, **options)
            own, name = engine.dialect, engine.dialect.name
            if name in dialects:
                engine.dialect = dialects[name]
            else:
                event.listen(engine, "engine_connect", lambda _: dialects.setdefault(name, own))
            return engine

        return create_sharing

    with patch.object(database, "create_engine", sharing(database.create_engine)):
        yield
