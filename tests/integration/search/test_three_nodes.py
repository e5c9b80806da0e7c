"""Three nodes with a copy of every shard, one of them lost in the middle of a load."""

import pytest

from analytics.search.base import Query
from analytics.search.elasticsearch import ElasticsearchEngine
from tests.support.elasticsearch import Node, require_server
from tests.support.ports import free_ports
from tests.support.tickets import ticket


@pytest.fixture
def nodes(tmp_path):
    require_server()
    ports = free_ports(3)
    seeds = ",".join(f"127.0.0.1:{port + 100}" for port in ports)
    masters = ",".join(f"n{port}" for port in ports)
    options = [f"discovery.seed_hosts={seeds}", f"cluster.initial_master_nodes={masters}"]
    nodes = [Node(tmp_path, port, *options) for port in ports]
    try:
        for node in nodes:
            node.start(wait=False)
        nodes[0].wait(nodes=3)
        yield nodes
    finally:
        for node in nodes:
            node.stop()


@pytest.mark.elasticsearch
@pytest.mark.slow
def test_losing_one_of_three_nodes_loses_no_ticket(nodes):
    engine = ElasticsearchEngine(",".join(node.url for node in nodes))
    for start in range(1, 401, 50):
        if start == 201:
            _wait_for_copies(nodes[0])
            nodes[2].stop()
        done = engine.index(ticket(number, "停水") for number in range(start, start + 50))
        assert done.written == 50
    engine.refresh()
    assert [ticket_id for ticket_id, _ in engine.versions()] == list(range(1, 401))
    assert engine.search(Query("停水")).total == 400
    engine.close()


def _wait_for_copies(node: Node) -> None:
    node.request("GET", "_cluster/health?wait_for_status=green&timeout=60s")
