"""What the worker does by the clock: once for all workers, one failure beside the others, on
both databases.
"""

import threading
import time
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import ChoreRun
from hotline.operation.chores import Chore, Roster, Shift
from hotline.operation.standing_chores import CHORES
from hotline.operation.work_queue import QueueWorker
from tests.conftest import MONDAY
from tests.support.engines import embedded_engine

MINUTE = timedelta(minutes=1)


class Clock:
    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self):
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path):
    with embedded_engine(tmp_path / "index") as engine:
        yield engine


def chore(name, do, every=MINUTE) -> Chore:
    return Chore(name, name, every, do)


def roster(database, clock, *chores) -> Roster:
    return Roster(Shift(database, None, now=clock), chores, look_every=0)


def run_of(database, name: str) -> ChoreRun:
    with database.reading() as session:
        return session.exec(select(ChoreRun).where(ChoreRun.name == name)).one()


def test_a_chore_is_done_when_its_time_has_come_and_not_before(each_database, clock):
    done = []
    ours = roster(each_database, clock, chore("sweep", lambda shift: done.append(shift.now()) or 1))
    ours.do_due()
    clock.now += MINUTE - timedelta(seconds=1)
    ours.do_due()
    assert done == [MONDAY]
    clock.now += timedelta(seconds=1)
    ours.do_due()
    assert done == [MONDAY, MONDAY + MINUTE]


def test_what_one_worker_did_the_other_leaves(each_database, clock):
    done = []
    sweep = chore("sweep", lambda shift: done.append(1) or 1)
    threads = [
        threading.Thread(target=roster(each_database, clock, sweep).do_due) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert done == [1]


def test_a_failure_is_noted_and_the_others_go_on(each_database, clock, caplog):
    done = []

    def fail(shift):
        raise ValueError("张三 13812345678")

    ours = roster(
        each_database, clock, chore("bad", fail), chore("good", lambda shift: done.append(1) or 3)
    )
    ours.do_due()
    assert done == [1]
    bad, good = run_of(each_database, "bad"), run_of(each_database, "good")
    assert bad.error.startswith("ValueError at ")
    assert (bad.good_at, good.good_at, good.done, good.error) == (None, MONDAY, 3, "")
    assert "chore bad failed: ValueError" in caplog.text
    assert "13812345678" not in caplog.text + bad.error
    clock.now += MINUTE
    ours.do_due()
    assert done == [1, 1]


def test_a_clock_set_back_does_not_stop_a_chore(each_database, clock):
    done = []
    ours = roster(each_database, clock, chore("sweep", lambda shift: done.append(shift.now()) or 1))
    ours.do_due()
    clock.now -= timedelta(days=3)
    ours.do_due()
    ours.do_due()
    assert done == [MONDAY, MONDAY - timedelta(days=3)]


def test_a_worker_that_died_in_the_middle_is_followed_by_another(each_database, clock):
    class Killed(BaseException):
        pass

    def die(shift):
        raise Killed

    with pytest.raises(Killed):
        roster(each_database, clock, chore("sweep", die)).do_due()
    done = []
    other = roster(each_database, clock, chore("sweep", lambda shift: done.append(1) or 1))
    other.do_due()
    assert done == []
    clock.now += MINUTE
    other.do_due()
    assert done == [1]


def test_without_a_city_chores_that_need_one_wait(tmp_path, clock, engine):
    from contextlib import closing

    from hotline.config import read_settings
    from hotline.storage.database import open_database

    with closing(open_database(read_settings(tmp_path / "empty", environ={}))) as database:
        assert Roster(Shift(database, engine, now=clock), CHORES, look_every=0).do_all() == {}


def test_the_worker_does_its_chores_even_while_the_search_engine_is_away(each_database, engine):
    def away():
        raise OSError

    stop, done = threading.Event(), threading.Event()
    engine.size = away
    worker = QueueWorker(
        each_database, engine, idle=0.02, chores=[chore("sweep", lambda shift: done.set() or 1)]
    )
    thread = threading.Thread(target=worker.run, args=[stop])
    thread.start()
    assert done.wait(20)
    stop.set()
    thread.join(10)


def test_a_lost_database_is_told_once_and_does_not_raise(database, clock, caplog):
    ours = roster(database, clock, chore("sweep", lambda shift: 1))
    database.engine.dispose()
    (database.settings.data / "hotline.db").unlink()
    (database.settings.data / "hotline.db-wal").unlink(missing_ok=True)
    for _ in range(2):
        ours.do_due()
        time.sleep(0.01)
    assert caplog.text.count("the chores wait: OperationalError") == 1
