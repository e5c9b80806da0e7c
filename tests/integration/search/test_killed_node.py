"""A node killed with -9 at the worst moments: what was acknowledged is there when it is back."""

import time

import pytest

from analytics.search.base import EngineUnavailable
from analytics.search.breaker import REST_SECONDS
from analytics.search.elasticsearch_index import ElasticsearchRebuild
from hotline.operation.reindex import reindex
from tests.support.elasticsearch import elasticsearch
from tests.support.engines import elasticsearch_engine
from tests.support.stored import store
from tests.support.tickets import ticket

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]
MANY = 500


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    with elasticsearch(tmp_path_factory.mktemp("killed")) as node:
        yield node


@pytest.fixture
def engine(node):
    """An engine with indexes of its own on the node that each test kills and starts again."""
    with elasticsearch_engine(node) as engine:
        yield engine


def killed(node) -> None:
    node.stop()
    node.start()


def test_a_rebuild_is_on_the_disk_before_it_is_in_use(node, engine):
    with engine.rebuild() as building:
        building.index(ticket(number, "停水") for number in range(1, MANY + 1))
        building.swap()
        killed(node)
    assert engine.size() == MANY


def test_a_rebuild_whose_node_dies_goes_on_and_is_whole(node, engine, database, monkeypatch):
    store(database, *(f"停水{number}" for number in range(40)))
    take, portions = ElasticsearchRebuild.take, []

    def dies_in_the_third(building, portion):
        portions.append(portion)
        if len(portions) == 3:
            node.stop()
        return take(building, portion)

    monkeypatch.setattr(ElasticsearchRebuild, "take", dies_in_the_third)
    with pytest.raises(EngineUnavailable):
        reindex(database, engine, portion=10)
    node.start()
    time.sleep(REST_SECONDS)
    assert reindex(database, engine, portion=10).documents == 40
    killed(node)
    time.sleep(REST_SECONDS)
    assert engine.size() == 40


def test_a_node_that_dies_in_a_load_keeps_what_it_acknowledged(node, engine):
    for start in range(1, MANY, 50):
        engine.index(ticket(number, "停水") for number in range(start, start + 50))
        if start == 201:
            killed(node)
    engine.refresh()
    assert engine.size() == MANY


def test_a_node_that_dies_at_rest_keeps_everything(node, engine):
    engine.index(ticket(number, "停水") for number in range(1, MANY + 1))
    engine.refresh()
    killed(node)
    assert engine.size() == MANY
