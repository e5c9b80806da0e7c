"""Parts of the embedded index, made by processes of their own and taken over whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.search import embedded_parts
from analytics.search.base import EngineUnavailable, Query
from analytics.search.embedded_parts import adopt, write_part
from tests.support.engines import embedded_engine
from tests.support.tickets import ticket
from tests.support.waiting import until

WAITS = """
import os, pathlib, sys, time
from hotline.operation.search_documents import _made_beside
from hotline.config import read_settings

def wait(batches):
    print(f"{os.getpid()}\\n", end="", flush=True)  # whole: two processes share the pipe
    time.sleep(600)

if __name__ == "__main__":
    list(_made_beside(read_settings(data=sys.argv[1]), wait, [(0, 1), (1, 2)]))
"""


@pytest.fixture
def engine(tmp_path):
    with embedded_engine(tmp_path) as engine:
        engine.index([ticket(1, "停水"), ticket(2, "停电")])
        engine.release()
        yield engine


@pytest.fixture
def folder(tmp_path, engine):
    (directory,) = (tmp_path / "search").glob("v*")
    return directory


@pytest.fixture
def parts(tmp_path):
    (path := tmp_path / "parts").mkdir()
    return path


def ids_of(engine, text=""):
    return {hit.id for hit in engine.search(Query(text, limit=100)).hits}


def test_a_part_is_taken_over_whole_and_takes_steps_like_every_ticket(engine, folder, parts):
    portion = write_part(
        parts, [[ticket(3, "停水"), ticket(4, "路灯")], [ticket(5, "停水", version=2)]]
    )
    assert (portion.size, portion.failed) == (3, {})
    adopt(folder, portion.content)
    assert not any(parts.iterdir())
    assert ids_of(engine, "停水") == {1, 3, 5}
    assert dict(engine.versions()) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 2}
    assert engine.index([ticket(3, "修好", version=2), ticket(5, "旧")]).stale == 1
    assert ids_of(engine, "修好") == {3}


def test_a_document_that_fits_no_field_is_named_and_harms_no_other(parts):
    portion = write_part(parts, [[ticket(3), {**ticket(4), "accused": [7]}, ticket(5)]])
    assert (portion.size, list(portion.failed)) == (3, [4])


def test_one_that_is_broken_off_leaves_the_index_as_it_was_and_its_files_are_swept(
    engine, folder, parts, monkeypatch
):
    part = write_part(parts, [[ticket(3, "停水")]]).content
    write = embedded_parts._write

    def die(file: Path, content):
        if file.name == "meta.json":
            raise KeyboardInterrupt
        write(file, content)

    before = {file.name for file in folder.iterdir()}
    monkeypatch.setattr(embedded_parts, "_write", die)
    with pytest.raises(KeyboardInterrupt):
        adopt(folder, part)
    came = {file.name for file in folder.iterdir()} - before
    assert came
    assert ids_of(engine) == {1, 2}
    engine.close()
    engine.index([ticket(4)])
    engine.release()
    assert not came & {file.name for file in folder.iterdir()}
    assert ids_of(engine) == {1, 2, 4}


def test_a_part_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(EngineUnavailable, match="写入失败"):
        write_part(tmp_path / "missing", [[ticket(1)]])


@pytest.mark.slow
def test_the_processes_end_when_the_one_they_work_for_is_killed(tmp_path):
    (script := tmp_path / "waits.py").write_text(WAITS)
    command = [sys.executable, str(script), str(tmp_path / "data")]
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    workers = [int(parent.stdout.readline()) for _ in range(min(2, os.cpu_count() or 1))]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until(lambda: not any(map(_is_alive, workers)), seconds=10)


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
