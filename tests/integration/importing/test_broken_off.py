"""An import that is killed half way is simply run again."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

ROWS = 1500
MESSAGES = 4326 if "HOTLINE_NIGHTLY" in os.environ else 600


def test_a_killed_import_goes_on_where_it_stopped(settings, tmp_path: Path):
    file = tmp_path / "reports.csv"
    file.write_text(
        "ref,text\n" + "".join(f"{n},第 {n} 盏路灯不亮\n" for n in range(ROWS)), encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "hotline.cli",
        "import",
        str(file),
        "--data",
        str(settings.data),
        "--json",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert _wait_for_tickets(settings.data / "hotline.db", process)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    done = _count(settings.data / "hotline.db")
    assert 0 < done < ROWS
    assert done % 200 == 0, "a batch is stored as a whole or not at all"
    again = json.loads(
        subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        ).stdout
    )
    assert (again["read"], again["skipped"], again["created"]) == (ROWS, done, ROWS - done)
    with sqlite3.connect(settings.data / "hotline.db") as database:
        assert database.execute(
            "select count(*), count(distinct channel_ref) from ticket"
        ).fetchone() == (ROWS, ROWS)
        assert database.execute(
            "select count(*) from history_entry where action = 'register'"
        ).fetchone() == (ROWS,)


@pytest.mark.slow
def test_every_real_message_becomes_a_ticket(real_data: Path, tmp_path: Path):
    """The first of them; nightly all."""
    with (real_data / "hotspots.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(islice(csv.reader(file), 1 + MESSAGES))
    with (tmp_path / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    command = [
        sys.executable,
        "-m",
        "hotline.cli",
        "import",
        str(tmp_path / "messages.csv"),
        "--map",
        "ref=id",
    ]
    command += ["--data", str(tmp_path / "data"), "--json"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    done = json.loads(result.stdout)
    assert (done["read"], done["created"], done["rejected"]) == (MESSAGES, MESSAGES, 0)
    assert "示例市" in result.stderr


def _wait_for_tickets(path: Path, process: subprocess.Popen) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if _count(path) >= 400:
            return True
        time.sleep(0.02)
    return False


def _count(path: Path) -> int:
    with sqlite3.connect(path, timeout=30) as database:
        return database.execute("select count(*) from ticket").fetchone()[0]
