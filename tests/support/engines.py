"""Both search engines, for the one suite that both must pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from analytics.search.base import SearchEngine
from analytics.search.elasticsearch import ElasticsearchEngine
from analytics.search.embedded import EmbeddedEngine
from tests.support.elasticsearch import Node

_numbers = count(1)


@contextmanager
def embedded_engine(folder: Path) -> Iterator[SearchEngine]:
    engine = EmbeddedEngine(folder / "search")
    yield engine
    engine.close()


@contextmanager
def elasticsearch_engine(node: Node) -> Iterator[ElasticsearchEngine]:
    """An engine with indexes of its own, removed afterwards."""
    prefix = f"test{next(_numbers)}"
    engine = ElasticsearchEngine(f"{node.url}?index={prefix}")
    yield engine
    engine.close()
    node.remove(f"{prefix}-v*")
