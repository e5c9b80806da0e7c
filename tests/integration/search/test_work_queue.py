"""The worker feeds the index from the history, on both databases."""

import threading
import time

import pytest
from sqlmodel import col, select

from analytics.search.base import EVERYTHING, EngineUnavailable, Indexed, Query
from hotline.domain.models import HistoryEntry
from hotline.operation import work_queue
from hotline.operation.work_queue import QueueWorker, run_batch, run_once
from hotline.storage.index.queue import (
    MOST_ATTEMPTS,
    count_waiting,
    retry_set_aside,
    runs,
    set_aside,
)
from tests.support.engines import embedded_engine
from tests.support.stored import change, store
from tests.support.waiting import until


@pytest.fixture
def engine(tmp_path):
    with embedded_engine(tmp_path / "index") as engine:
        yield engine


class AwayEngine:
    """Stands between: refuses or fails as told, and passes the rest on."""

    def __init__(self, engine) -> None:
        self.engine = engine
        self.away = False
        self.faulty: set[int] = set()

    def index(self, documents) -> Indexed:
        if self.away:
            raise EngineUnavailable("away")
        documents = list(documents)
        done = self.engine.index(
            [document for document in documents if document["id"] not in self.faulty]
        )
        failed = {
            document["id"]: "unreadable" for document in documents if document["id"] in self.faulty
        }
        return Indexed(done.written, done.stale, failed)

    def __getattr__(self, name):
        return getattr(self.engine, name)


@pytest.fixture
def shaky(engine):
    return AwayEngine(engine)


def waiting(database) -> int:
    with database.reading() as session:
        return count_waiting(session)


def contents(engine) -> dict[int, str]:
    return {
        hit.id: hit.fields["content"]
        for hit in engine.search(Query(limit=500, see=EVERYTHING)).hits
    }


def test_new_tickets_are_indexed_and_their_entries_marked(each_database, engine):
    first, second = store(each_database, "停水", "停电")
    done = run_once(each_database, engine)
    assert (done.entries, done.tickets, done.failed) == (2, 2, {})
    assert contents(engine) == {first: "停水", second: "停电"}
    assert waiting(each_database) == 0
    assert run_once(each_database, engine).entries == 0


def test_several_steps_of_one_ticket_are_indexed_once_as_it_is_now(each_database, engine):
    (ticket,) = store(each_database, "停水")
    for unit in ("U2", "U3", "U4"):
        change(each_database, ticket, unit=unit)
    done = run_once(each_database, engine)
    assert (done.entries, done.tickets) == (4, 1)
    assert engine.versions() == [(ticket, 4)]
    assert engine.count(Query(filters={"unit": ("U4",)})) == 1


def test_more_entries_than_one_batch_are_all_processed(each_database, engine):
    store(each_database, *(f"第{number}号路灯" for number in range(25)))
    steps = []
    assert run_once(each_database, engine, batch=10, progress=steps.append).entries == 25
    assert steps == [10, 10, 5]
    assert engine.size() == 25


def test_while_the_engine_is_away_entries_stay(each_database, shaky):
    store(each_database, "停水")
    shaky.away = True
    with pytest.raises(EngineUnavailable):
        run_once(each_database, shaky)
    assert waiting(each_database) == 1
    shaky.away = False
    assert run_once(each_database, shaky).tickets == 1
    assert waiting(each_database) == 0


def test_a_faulty_ticket_does_not_stop_the_others(each_database, shaky):
    first, second, third = store(each_database, "甲", "乙", "丙")
    shaky.faulty = {second}
    done = run_once(each_database, shaky)
    assert list(done.failed.values()) == ["unreadable"]
    assert set(contents(shaky.engine)) == {first, third}
    assert waiting(each_database) == 1


def test_a_ticket_that_fails_too_often_is_set_aside_with_its_reason(each_database, shaky):
    (ticket,) = store(each_database, "甲")
    shaky.faulty = {ticket}
    for _ in range(MOST_ATTEMPTS):
        assert run_once(each_database, shaky).entries == 1
    assert run_once(each_database, shaky).entries == 0
    with each_database.reading() as session:
        (entry,) = set_aside(session)
    assert (entry.ticket_id, entry.error, entry.attempts) == (ticket, "unreadable", MOST_ATTEMPTS)


def test_what_was_set_aside_is_tried_again_when_told(each_database, shaky):
    (ticket,) = store(each_database, "甲")
    shaky.faulty = {ticket}
    for _ in range(MOST_ATTEMPTS):
        run_once(each_database, shaky)
    shaky.faulty = set()
    with each_database.writing() as session:
        assert retry_set_aside(session) == 1
    assert run_once(each_database, shaky).tickets == 1


def test_a_later_step_that_can_be_indexed_settles_earlier_failures(each_database, shaky):
    (ticket,) = store(each_database, "甲")
    shaky.faulty = {ticket}
    for _ in range(MOST_ATTEMPTS):
        run_once(each_database, shaky)
    shaky.faulty = set()
    change(each_database, ticket, content="乙")
    run_once(each_database, shaky)
    with each_database.reading() as session:
        assert set_aside(session) == []


def test_a_ticket_that_cannot_become_a_document_names_no_content(each_database, engine):
    store(each_database, "甲")
    with each_database.writing() as session:
        session.connection().exec_driver_sql("UPDATE ticket SET co_units = '5'")
    done = run_once(each_database, engine)
    assert list(done.failed.values()) == ["TypeError while the document was made"]
    assert waiting(each_database) == 1


def test_a_lost_index_is_filled_again_with_what_was_processed_before(
    each_database, engine, tmp_path
):
    store(each_database, "甲", "乙")
    run_once(each_database, engine)
    store(each_database, "丙")
    with embedded_engine(tmp_path / "other") as empty:
        run_once(each_database, empty)
        assert set(contents(empty).values()) == {"甲", "乙", "丙"}


def test_an_index_of_a_new_installation_is_not_lost(each_database, engine, caplog):
    store(each_database, "甲")
    run_once(each_database, engine)
    assert caplog.text == ""


def test_a_turn_leaves_out_what_failed_a_moment_ago(each_database, shaky):
    (ticket,) = store(each_database, "甲")
    shaky.faulty = {ticket}
    worker = QueueWorker(each_database, shaky, idle=30)
    assert worker.turn().entries == 1
    assert worker.turn().entries == 0


def test_the_worker_catches_up_by_itself_when_the_engine_is_back(each_database, shaky):
    stop = threading.Event()
    shaky.away = True
    worker = QueueWorker(each_database, shaky, idle=0.02)
    thread = threading.Thread(target=worker.run, args=[stop])
    thread.start()
    store(each_database, "甲", "乙")
    until(lambda: worker.away == "away", seconds=20)
    shaky.away = False
    until(lambda: waiting(each_database) == 0, seconds=20)
    store(each_database, "丙")
    until(lambda: waiting(each_database) == 0, seconds=20)
    stop.set()
    thread.join(10)
    assert worker.away == ""
    assert len(contents(shaky.engine)) == 3


def test_the_worker_outlives_an_accident(each_database, shaky):
    stop, index = threading.Event(), shaky.index

    def accident(documents):
        shaky.index = index
        raise ZeroDivisionError

    shaky.index = accident
    store(each_database, "甲")
    worker = QueueWorker(each_database, shaky, idle=0.02)
    thread = threading.Thread(target=worker.run, args=[stop])
    thread.start()
    until(lambda: waiting(each_database) == 0, seconds=20)
    stop.set()
    thread.join(10)


def test_workers_side_by_side_process_every_entry(each_database, engine):
    ids = store(each_database, *(f"第{number}号" for number in range(60)))
    threads = [
        threading.Thread(target=run_once, args=[each_database, engine], kwargs={"batch": 7})
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert waiting(each_database) == 0
    assert set(contents(engine)) == set(ids)


@pytest.mark.postgresql
def test_on_postgresql_a_worker_does_not_wait_for_rows_that_another_has(
    postgresql_settings, engine
):
    from hotline.storage.database import open_database

    database = open_database(postgresql_settings)
    store(database, "甲", "乙")
    with database.writing() as session:
        taken = select(HistoryEntry).order_by(col(HistoryEntry.id)).limit(1).with_for_update()
        session.exec(taken).one()
        start = time.monotonic()
        assert run_batch(database, engine).entries == 1
        assert time.monotonic() - start < 20
    assert run_batch(database, engine).entries == 1
    database.close()


class Waits(threading.Event):
    """Is set after so many waits, and knows how long each of them was to be."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.seconds = most, []

    def wait(self, timeout=None) -> bool:
        self.seconds.append(timeout)
        if len(self.seconds) == self.most:
            self.set()
        return self.is_set()


def test_in_a_burst_the_worker_steps_back_and_then_catches_up(database, engine, monkeypatch):
    monkeypatch.setattr(work_queue, "RUSH", 25)
    store(database, *(f"第{number}号路灯" for number in range(25)))
    stop = Waits(2)
    QueueWorker(database, engine, batch=10, idle=0.5).run(stop)
    assert stop.seconds == [work_queue.STEP_BACK, 0.5]
    assert engine.size() == 25


def test_consecutive_numbers_are_one_range():
    assert runs({5, 1, 2, 3, 7, 8}) == [(1, 3), (5, 5), (7, 8)]
    assert runs(set()) == []
