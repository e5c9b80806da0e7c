"""Three nodes: one is killed with -9 at the worst moments, then all of them at once; what was
acknowledged is found, and the worker says and mends what is missing.

Three servers take minutes, so this runs by `make nightly`.
"""

import os
import time
from contextlib import suppress

import pytest

from analytics.search.base import EngineUnavailable
from analytics.search.breaker import REST_SECONDS
from analytics.search.elasticsearch import ElasticsearchEngine
from analytics.search.elasticsearch_index import ElasticsearchRebuild
from hotline.operation.index_watch import IndexWatch
from hotline.operation.reindex import reindex
from hotline.operation.work_queue import run_once
from tests.integration.search.test_three_nodes import _wait_for_copies, nodes  # noqa: F401
from tests.support.stored import store
from tests.support.tickets import ticket

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.slow,
    pytest.mark.skipif("HOTLINE_NIGHTLY" not in os.environ, reason="left out: runs nightly"),
]
MANY, TAKING_OVER = 400, 120


@pytest.fixture
def engine(nodes):  # noqa: F811
    engine = ElasticsearchEngine(",".join(node.url for node in nodes))
    yield engine
    engine.close()


def back(nodes):  # noqa: F811
    for node in nodes:
        node.wait(nodes=3)
    _wait_for_copies(nodes[0])
    time.sleep(REST_SECONDS)


def size_of(engine, documents):
    """How many documents it has, as soon as the rest of the cluster has taken over."""
    end = time.monotonic() + TAKING_OVER
    while time.monotonic() < end:
        with suppress(EngineUnavailable):
            engine.refresh()
            if engine.size() == documents:
                break
        time.sleep(1)
    return engine.size()


def test_a_node_that_dies_in_the_rebuild_or_just_after_the_swap(
    nodes,  # noqa: F811
    engine,
    database,
    monkeypatch,
):
    store(database, *(f"停水{number}" for number in range(40)))
    take, portions = ElasticsearchRebuild.take, []

    def dies_in_the_third(building, portion):
        portions.append(portion)
        if len(portions) == 3:
            nodes[2].stop()
        return take(building, portion)

    monkeypatch.setattr(ElasticsearchRebuild, "take", dies_in_the_third)
    try:
        reindex(database, engine, portion=10)
    except EngineUnavailable:
        nodes[2].start(wait=False)
        back(nodes)
        reindex(database, engine, portion=10)
    else:
        nodes[2].start(wait=False)
        back(nodes)
    nodes[1].stop()
    assert size_of(engine, 40) == 40


def test_a_node_that_dies_in_a_load_and_all_that_die_at_rest(nodes, engine):  # noqa: F811
    for start in range(1, MANY, 50):
        if start == 201:
            _wait_for_copies(nodes[0])
            nodes[2].stop()
        assert engine.index(ticket(n, "停水") for n in range(start, start + 50)).written == 50
    nodes[2].start(wait=False)
    back(nodes)
    for node in nodes:
        node.stop()
    for node in nodes:
        node.start(wait=False)
    back(nodes)
    assert size_of(engine, MANY) == MANY


def test_what_a_cluster_lost_is_written_again_by_the_worker(nodes, engine, database):  # noqa: F811
    store(database, *(f"停水{number}" for number in range(40)))
    run_once(database, engine)
    for node in nodes:
        node.stop()
    for node in nodes:
        node.start(wait=False)
    back(nodes)
    engine.delete(range(1, 11))
    engine.refresh()
    watch = IndexWatch(database, engine)
    assert watch.check() == 10
    engine.refresh()
    assert engine.size() == 40
