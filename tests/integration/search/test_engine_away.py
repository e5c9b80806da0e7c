"""The engine of a city is away, slow or refuses: work goes on, the database answers, the queue
catches up by itself.
"""

import threading
import time

import pytest

from analytics.search import elasticsearch as adapter
from analytics.search.base import EngineUnavailable, Query
from analytics.search.elasticsearch import ElasticsearchEngine
from hotline.domain.roles import SYSTEM
from hotline.operation.index_watch import IndexWatch
from hotline.operation.work_queue import QueueWorker, run_once
from hotline.reading.search import search
from hotline.storage.index.queue import count_waiting
from tests.support.elasticsearch import elasticsearch
from tests.support.engines import elasticsearch_engine
from tests.support.stored import store
from tests.support.tickets import ticket
from tests.support.unwell import unwell_server
from tests.support.waiting import until


def waiting(database) -> int:
    with database.reading() as session:
        return count_waiting(session)


def answer(database, engine, text=""):
    with database.reading() as session:
        return search(session, engine, SYSTEM, Query(text))


@pytest.fixture(params=["429", "503", "500", "403", "404", "cut", "slow", "garbage", "stranger"])
def unwell(request, monkeypatch):
    monkeypatch.setattr(adapter, "_SEARCH_SECONDS", 0.3)
    monkeypatch.setattr(adapter, "_WRITE_SECONDS", 0.3)
    with unwell_server(request.param) as address:
        engine = ElasticsearchEngine(address)
        yield engine
        engine.close()


def test_search_is_answered_by_the_database_and_says_so(database, unwell):
    store(database, "朝阳路停水")
    hits = answer(database, unwell, "停水")
    assert (hits.total, hits.degraded) == (1, True)


def test_nothing_in_the_queue_is_lost(database, unwell):
    store(database, "朝阳路停水")
    with pytest.raises(EngineUnavailable):
        run_once(database, unwell)
    assert waiting(database) == 1


def test_health_says_down_and_raises_nothing(unwell):
    assert unwell.health().state == "down"
    assert unwell.health().note


def test_callers_do_not_all_wait_for_a_server_that_did_not_answer(database, monkeypatch):
    monkeypatch.setattr(adapter, "_WRITE_SECONDS", 1)
    with unwell_server("slow") as address:
        engine = ElasticsearchEngine(address)
        answer(database, engine)
        start = time.monotonic()
        for _ in range(20):
            assert answer(database, engine).degraded
        assert time.monotonic() - start < 10
        engine.close()


def test_a_password_is_in_no_message():
    engine = ElasticsearchEngine("http://hot:geheim@127.0.0.1:1")
    with pytest.raises(EngineUnavailable) as refused:
        engine.search(Query())
    assert "geheim" not in str(refused.value) + engine.health().note
    engine.close()


@pytest.mark.elasticsearch
@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_a_load_catches_up_by_itself(database, tmp_path):
    with elasticsearch(tmp_path) as node:
        engine, stop = ElasticsearchEngine(node.url), threading.Event()
        worker = QueueWorker(database, engine, batch=20, idle=0.05)
        thread = threading.Thread(target=worker.run, args=[stop])
        thread.start()
        ids = store(database, *(f"第{number}号停水" for number in range(200)))
        until(lambda: waiting(database) < 200)
        node.stop()
        ids += store(database, *(f"又{number}号停水" for number in range(200)))
        until(lambda: worker.away != "")
        assert answer(database, engine, "停水").degraded
        assert answer(database, engine, "停水").total == 400
        node.start()
        until(lambda: waiting(database) == 0)
        stop.set()
        thread.join(30)
        engine.refresh()
        assert [ticket_id for ticket_id, _ in engine.versions()] == ids
        assert not answer(database, engine, "停水").degraded
        engine.close()


@pytest.mark.elasticsearch
def test_a_read_only_index_keeps_the_queue_and_takes_it_up_again(database, elasticsearch_node):
    with elasticsearch_engine(elasticsearch_node) as engine:
        (ticket_id,) = store(database, "停水")
        engine.index([ticket(ticket_id, version=0)])
        _block(engine, elasticsearch_node, "true")
        with pytest.raises(EngineUnavailable, match="拒绝写入"):
            run_once(database, engine)
        assert waiting(database) == 1
        assert engine.health().state == "degraded"
        assert "磁盘" in engine.health().note
        _block(engine, elasticsearch_node, "null")
        assert run_once(database, engine).tickets == 1


@pytest.mark.elasticsearch
def test_a_lost_index_is_answered_by_the_database_and_filled_again_by_the_worker(
    database, elasticsearch_node
):
    with elasticsearch_engine(elasticsearch_node) as engine:
        store(database, "停水")
        run_once(database, engine)
        elasticsearch_node.remove(f"{engine.prefix}-v*")
        hits = answer(database, engine, "停水")
        assert (hits.total, hits.degraded) == (1, True)
        again = ElasticsearchEngine(f"{elasticsearch_node.url}?index={engine.prefix}")
        assert IndexWatch(database, again).check() == 1
        hits = answer(database, again, "停水")
        assert (hits.total, hits.degraded) == (1, False)
        again.close()


def _block(engine, node, value: str) -> None:
    body = f'{{"index.blocks.read_only_allow_delete": {value}}}'
    node.request("PUT", f"{engine.prefix}-v*/_settings", body)
