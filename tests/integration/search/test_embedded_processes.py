"""The embedded index with several processes, and with processes that die."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from analytics.search.base import EngineUnavailable, Query
from analytics.search.embedded import EmbeddedEngine
from tests.support.engines import embedded_engine
from tests.support.tickets import ticket

WRITER = """
import sys, pathlib
from analytics.search.embedded import EmbeddedEngine
from tests.support.tickets import ticket
engine = EmbeddedEngine(pathlib.Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9, 20):
    engine.index(ticket(one, "停水") for one in range(number, number + 20))
    print(number + 19, flush=True)
"""


def start_writer(folder, first: int) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(folder), str(first)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": os.getcwd()}
    )


@pytest.fixture
def engine(tmp_path):
    with embedded_engine(tmp_path) as engine:
        yield engine


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill_in_the_middle(tmp_path, engine):
    folder, acknowledged = tmp_path / "search", 0
    for _ in range(5):
        writer = start_writer(folder, acknowledged + 1)
        for _ in range(3):
            acknowledged = int(writer.stdout.readline())
        time.sleep(random.random() * 0.05)
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        writer.wait()
        versions = dict(engine.versions(0, 100_000))
        assert set(range(1, acknowledged + 1)) <= set(versions)
        assert engine.search(Query("停水")).total == len(versions)
    engine.index([ticket(1, "修好", version=2)])
    assert engine.search(Query("修好")).total == 1


@pytest.mark.slow
def test_another_process_sees_what_this_one_writes_and_waits_for_its_turn(
    tmp_path, engine, monkeypatch
):
    monkeypatch.setattr("analytics.search.embedded_index._LOCK_PATIENCE", 0.2)
    writer = start_writer(tmp_path / "search", 1)
    try:
        last = int(writer.stdout.readline())
        assert engine.count(Query()) >= last
        with pytest.raises(EngineUnavailable, match="另一个进程正在写"):
            engine.index([ticket(1)])
    finally:
        writer.kill()
        writer.wait()
    assert engine.index([ticket(10**6)]).written == 1


def test_a_writer_that_rests_lets_another_write(tmp_path, engine):
    engine.index([ticket(1)])
    engine.release()
    with embedded_engine(tmp_path) as other:
        other.index([ticket(2)])
        assert engine.count(Query()) == 2


def test_a_swap_by_another_process_is_noticed(tmp_path, engine):
    engine.index([ticket(1)])
    with embedded_engine(tmp_path) as other, other.rebuild() as new:
        new.index([ticket(2), ticket(3)])
        new.swap()
    assert {hit.id for hit in engine.search(Query()).hits} == {2, 3}
    engine.index([ticket(4)])
    assert engine.size() == 3


def test_two_rebuilds_at_once_are_refused(tmp_path, engine, monkeypatch):
    monkeypatch.setattr("analytics.search.embedded_index._LOCK_PATIENCE", 0.1)
    with (
        engine.rebuild(),
        embedded_engine(tmp_path) as other,
        pytest.raises(EngineUnavailable),
        other.rebuild(),
    ):
        pass


@pytest.mark.parametrize("file", ["meta.json", ".managed.json"])
def test_a_damaged_index_says_what_to_do_and_can_be_rebuilt(tmp_path, file):
    with embedded_engine(tmp_path) as engine:
        engine.index([ticket(1)])
    (generation,) = (tmp_path / "search").glob("v*")
    (generation / file).write_text("{ damaged")
    with embedded_engine(tmp_path) as engine:
        with pytest.raises(EngineUnavailable, match="hotline reindex"):
            engine.search(Query())
        assert engine.health().state == "down"
        with engine.rebuild() as new:
            new.index([ticket(1)])
            new.swap()
        assert engine.count(Query()) == 1


def test_an_index_of_another_schema_asks_for_a_rebuild(tmp_path):
    with embedded_engine(tmp_path) as engine:
        engine.index([ticket(1)])
    (generation,) = (tmp_path / "search").glob("v*")
    generation.rename(generation.with_name("v0-0001"))
    (tmp_path / "search" / "current").write_text("v0-0001")
    engine = EmbeddedEngine(tmp_path / "search")
    with pytest.raises(EngineUnavailable, match="hotline reindex"):
        engine.search(Query())
    with engine.rebuild() as new:
        new.swap()
    assert engine.size() == 0
    assert engine.drop_old() == 1


def test_an_index_removed_under_a_running_process_begins_anew(tmp_path, engine):
    engine.index([ticket(1)])
    shutil.rmtree(tmp_path / "search")
    assert engine.size() == 0
    assert engine.index([ticket(2)]).written == 1
    assert {hit.id for hit in engine.search(Query()).hits} == {2}


def test_a_folder_that_cannot_be_written_is_unavailable(tmp_path):
    (tmp_path / "search").write_text("a file where the folder should be")
    engine = EmbeddedEngine(tmp_path / "search")
    with pytest.raises(EngineUnavailable):
        engine.search(Query())
    assert engine.health().state == "down"
