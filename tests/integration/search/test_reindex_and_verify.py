"""The index against the database: rebuilt, compared, repaired; on both databases."""

import os

import pytest
from sqlmodel import delete

from analytics.search.base import EVERYTHING, Query
from analytics.search.elasticsearch_index import ElasticsearchRebuild
from analytics.search.embedded import EmbeddedRebuild
from hotline.domain.errors import Unavailable
from hotline.domain.models import HistoryEntry
from hotline.operation.reindex import reindex
from hotline.operation.verify_history import history_faults
from hotline.operation.verify_index import Difference, index_differences, repair_index
from hotline.operation.work_queue import run_once
from tests.support.engines import embedded_engine
from tests.support.stored import change, store
from tests.support.tickets import ticket


@pytest.fixture
def engine(tmp_path):
    with embedded_engine(tmp_path / "index") as engine:
        yield engine


@pytest.fixture
def database(each_database, engine):
    """Five tickets, indexed."""
    store(each_database, "甲", "乙", "丙", "丁", "戊")
    run_once(each_database, engine)
    return each_database


def contents(engine):
    return {hit.fields["content"] for hit in engine.search(Query(limit=100, see=EVERYTHING)).hits}


def differences(database, engine, **options):
    return list(index_differences(database, engine, **options))


def test_a_rebuild_holds_every_ticket(database, engine):
    engine.delete([1, 2, 3])
    steps = []
    done = reindex(database, engine, portion=2, progress=steps.append)
    assert (done.documents, done.kept, done.failed) == (5, 0, {})
    assert sum(steps) == 5
    assert contents(engine) == set("甲乙丙丁戊")


def test_a_large_rebuild_is_made_by_other_processes_in_the_same_order(
    database, engine, monkeypatch
):
    monkeypatch.setattr("hotline.operation.search_documents.WORTH_A_PROCESS", 1)
    change(database, 4, accused=[7])
    steps = []
    done = reindex(database, engine, portion=2, progress=steps.append)
    assert steps == [0, 2, 2, 1]
    assert list(done.failed) == [4]
    assert contents(engine) == set("甲乙丙戊")


def test_a_rebuild_says_so_when_a_process_beside_it_dies(database, engine, monkeypatch):
    monkeypatch.setattr("hotline.operation.search_documents.WORTH_A_PROCESS", 1)
    monkeypatch.setattr(EmbeddedRebuild, "maker", lambda _: die)
    monkeypatch.setattr(ElasticsearchRebuild, "maker", lambda _: die)
    with pytest.raises(Unavailable, match="意外结束"):
        reindex(database, engine, portion=2)
    assert contents(engine) == set("甲乙丙丁戊")


def die(batches):
    os._exit(9)


def test_a_rebuild_that_was_broken_off_goes_on(database, engine):
    def break_off(tickets):
        if tickets:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(database, engine, portion=2, progress=break_off)
    assert contents(engine) == set("甲乙丙丁戊")
    done = reindex(database, engine, portion=2)
    assert (done.documents, done.kept) == (5, 2)
    assert contents(engine) == set("甲乙丙丁戊")


def test_steps_taken_during_a_rebuild_are_in_the_new_index(database, engine):
    def meanwhile(tickets):
        if tickets == 2:
            change(database, 1, content=f"改{len(contents(engine))}")
            store(database, f"新{tickets}{id(object())}")
            run_once(database, engine)

    reindex(database, engine, portion=2, progress=meanwhile)
    run_once(database, engine)
    assert differences(database, engine, waiting_too=True) == []


def test_a_new_index_that_lacks_tickets_is_not_swapped_in(database, engine, monkeypatch):
    monkeypatch.setattr("hotline.operation.reindex.repair_index", lambda *_: 1)
    with engine.rebuild() as new:
        new.index([ticket(5)])
    with pytest.raises(Unavailable, match="旧索引仍在使用"):
        reindex(database, engine)
    assert contents(engine) == set("甲乙丙丁戊")


def test_nothing_differs_after_the_worker(database, engine):
    assert differences(database, engine, page=2) == []


def test_each_kind_of_difference_is_named(database, engine):
    engine.delete([2])
    change(database, 3, content="改")
    engine.index([ticket(4, version=9), ticket(77)])
    assert differences(database, engine, waiting_too=True, page=2) == [
        Difference(2, 1, None),
        Difference(3, 2, 1),
        Difference(4, 1, 9),
        Difference(77, None, 1),
    ]


def test_what_waits_for_the_worker_is_no_difference(database, engine):
    change(database, 3, content="改")
    store(database, "新")
    assert differences(database, engine) == []


def test_a_repair_brings_the_index_to_the_database(database, engine):
    engine.delete([2])
    engine.index([ticket(4, "假", version=9), ticket(77)])
    assert repair_index(database, engine, index_differences(database, engine)) == 3
    assert differences(database, engine) == []
    assert contents(engine) == set("甲乙丙丁戊")


def test_a_lost_index_is_repaired_too(database, tmp_path):
    with embedded_engine(tmp_path / "empty") as empty:
        assert repair_index(database, empty, index_differences(database, empty, page=2)) == 5
        assert contents(empty) == set("甲乙丙丁戊")


def test_an_untouched_history_has_no_faults(database):
    change(database, 2, content="改")
    assert list(history_faults(database, page=2)) == []


def test_a_changed_entry_names_its_ticket(database):
    with database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE history_entry SET reason = 'other' WHERE ticket_id = 3"
        )
    (fault,) = history_faults(database, page=2)
    assert "260302000003" in fault
    assert "changed" in fault


def test_an_entry_cut_off_at_the_end_is_noticed(database):
    change(database, 4, content="改")
    with database.writing() as session:
        session.execute(
            delete(HistoryEntry).where(
                HistoryEntry.ticket_id == 4, HistoryEntry.ticket_version == 2
            )
        )
    (fault,) = history_faults(database, page=2)
    assert "260302000004" in fault
