"""An index that lost tickets is noticed, told and repaired."""

import shutil

import pytest

from analytics.search.base import EVERYTHING, Query
from hotline.domain.models import Ticket
from hotline.domain.roles import SYSTEM
from hotline.operation import index_watch
from hotline.operation.health import health_of
from hotline.operation.index_watch import COMPARE_EVERY, LOOK_EVERY, IndexWatch
from hotline.operation.work_queue import run_once
from hotline.reading.search import search
from hotline.storage.index import state
from hotline.storage.index.blocks import Block, differing_blocks
from hotline.storage.index.state import index_state, missing_in_index, note_comparison
from tests.conftest import MONDAY, desk_of
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


@pytest.fixture
def clock():
    return Clock()


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def contents(engine) -> set[str]:
    return {hit.fields["content"] for hit in engine.search(Query(limit=100, see=EVERYTHING)).hits}


def missing(database) -> int:
    with database.reading() as session:
        return missing_in_index(session)


def test_tickets_that_went_missing_are_written_again(database, engine, clock):
    watch = IndexWatch(database, engine, clock=clock)
    assert watch.check() == 0
    engine.delete([2, 4])
    engine.refresh()
    clock.now += LOOK_EVERY
    assert watch.check() == 2
    assert contents(engine) == set("甲乙丙丁戊")
    assert missing(database) == 0


def test_between_two_looks_nothing_is_asked(database, engine, clock):
    watch = IndexWatch(database, engine, clock=clock)
    watch.check()
    engine.delete([2])
    clock.now += LOOK_EVERY - 1
    assert watch.check() == 0


def test_an_old_version_is_found_by_the_hourly_comparison(database, engine, clock):
    watch = IndexWatch(database, engine, clock=clock)
    watch.check()
    change(database, 3, content="丙二")
    run_once(database, engine)
    with database.writing() as session:  # as if the index held the version before
        session.get(Ticket, 3).version += 1
    clock.now += LOOK_EVERY
    assert watch.check() == 0
    clock.now += COMPARE_EVERY
    assert watch.check() == 1


def test_yesterdays_folder_is_brought_up_to_today(database, engine, tmp_path):
    engine.release()
    shutil.copytree(tmp_path / "index", tmp_path / "yesterday")
    store(database, "己")
    run_once(database, engine)
    with embedded_engine(tmp_path / "yesterday") as old:
        assert contents(old) == set("甲乙丙丁戊")
        assert IndexWatch(database, old).check() == 1
        assert contents(old) == set("甲乙丙丁戊己")


def test_after_an_outage_everything_is_compared(database, engine, clock, monkeypatch):
    watch = IndexWatch(database, engine, clock=clock)
    watch.check()
    compared = []
    monkeypatch.setattr(index_watch, "differing_blocks", lambda *_: compared.append(1) or [])
    clock.now += LOOK_EVERY
    watch.check()
    assert compared == []
    watch.suspect()
    watch.check()
    assert compared != []


def test_what_waits_for_the_worker_is_not_missing(database, engine, clock):
    store(database, "己")
    watch = IndexWatch(database, engine, clock=clock)
    assert watch.check() == 0
    assert missing(database) == 0


def test_a_ticket_that_the_database_never_had_is_taken_out(database, engine):
    engine.index([ticket(70_000, "来自另一个库")])
    engine.refresh()
    assert IndexWatch(database, engine).check() == 1
    assert contents(engine) == set("甲乙丙丁戊")


def test_blocks_tell_where_it_differs(database, engine):
    engine.delete([3])
    engine.refresh()
    with database.reading() as session:
        assert differing_blocks(session, engine, size=2) == [Block(2, 3)]
        assert differing_blocks(session, engine, size=50) == [Block(0, 49)]


def test_while_tickets_are_missing_health_search_and_figures_say_so(database, engine):
    desk = desk_of(database)

    def search_state():
        with database.reading() as session:
            hits = search(session, engine, SYSTEM, Query("甲"))
        part = health_of(database, lambda: desk, engine)["parts"]["search"]
        return hits.degraded, part["status"], part["missing"]

    assert search_state() == (False, "ok", 0)
    with database.writing() as session:
        note_comparison(session, 7, MONDAY)
    assert search_state() == (True, "degraded", 7)


def test_the_number_of_documents_is_remembered(database, engine):
    IndexWatch(database, engine).check()
    with database.reading() as session:
        assert index_state(session).documents == 5


def test_what_differs_is_read_once_before_it_is_repaired(database, engine, monkeypatch):
    read = []
    differences = index_watch.index_differences

    def noted(*arguments, **options):
        read.append(options["after"])
        return differences(*arguments, **options)

    monkeypatch.setattr(index_watch, "index_differences", noted)
    engine.delete([2, 4])
    assert IndexWatch(database, engine).check() == 2
    assert len(read) == 1


def test_a_great_loss_is_told_whole_and_repaired_in_portions(database, engine, monkeypatch):
    notes, note = [], index_watch.note_comparison

    def noted(session, missing, now):
        notes.append(missing)
        note(session, missing, now)

    monkeypatch.setattr(index_watch, "note_comparison", noted)
    monkeypatch.setattr(index_watch, "PORTION", 2)
    engine.delete([1, 2, 3, 4, 5])
    engine.refresh()
    assert IndexWatch(database, engine).check() == 5
    assert notes == [5, 3, 1, 0]
    assert contents(engine) == set("甲乙丙丁戊")


def test_what_cannot_be_repaired_ends_the_repair_and_stays_told(database, engine, monkeypatch):
    monkeypatch.setattr(index_watch, "repair_index", lambda *_: 0)
    engine.delete([2])
    IndexWatch(database, engine).check()
    assert missing(database) == 1


def test_searches_ask_for_the_state_of_the_index_every_few_seconds_only(
    database, engine, monkeypatch
):
    questions = []
    monkeypatch.setattr(state, "missing_in_index", lambda _: questions.append(1) or 0)
    for _ in range(3):
        with database.reading() as session:
            search(session, engine, SYSTEM, Query("甲"))
    assert len(questions) == 1
    monkeypatch.setattr(state, "ASK_EVERY", -1.0)
    with database.reading() as session:
        search(session, engine, SYSTEM, Query("甲"))
    assert len(questions) == 2
