"""One suite for both engines: `engine` is empty and may be written to, `town_engine` holds the
town and is only read.
"""

from collections.abc import Iterator

import pytest

from analytics.search.base import SearchEngine
from tests.support.elasticsearch import Node, elasticsearch
from tests.support.engines import elasticsearch_engine, embedded_engine
from tests.support.tickets import town

BOTH = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(scope="session")
def elasticsearch_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with elasticsearch(tmp_path_factory.mktemp("elasticsearch")) as node:
        yield node


@pytest.fixture(params=BOTH)
def engine(request, tmp_path) -> Iterator[SearchEngine]:
    yield from opened(request, tmp_path)


@pytest.fixture(scope="module", params=BOTH)
def town_engine(request, tmp_path_factory) -> Iterator[SearchEngine]:
    for engine in opened(request, tmp_path_factory.mktemp("town")):
        engine.index(town())
        engine.refresh()
        yield engine


def opened(request, folder) -> Iterator[SearchEngine]:
    if request.param == "embedded":
        with embedded_engine(folder) as engine:
            yield engine
    else:
        with elasticsearch_engine(request.getfixturevalue("elasticsearch_node")) as engine:
            yield engine
