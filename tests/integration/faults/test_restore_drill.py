"""The drill: a backup taken under load is restored elsewhere and compared row by row."""

import pytest
from click.testing import CliRunner
from sqlalchemy import MetaData, select

from hotline.cli import hotline
from hotline.config import read_settings
from hotline.storage.database import open_database
from tests.support.under_load import Callers, ServedHotline, assert_whole

pytestmark = pytest.mark.slow
# What goes on by itself in the running one: the next number of the day, marks of the index and of
# chores, sign-ins, the note of the backup itself.
ALIVE = {"chore_run", "index_state", "staffsession", "audit_entry", "audit_head", "daycounter"}
GROWING = {"processed_at", "attempts", "error", "watch_at", "amber_at"}


def rows(settings) -> dict[str, dict[str, dict[str, object]]]:
    """Each table's rows by their primary key."""
    database = open_database(settings, create=False)
    tables = MetaData()
    tables.reflect(database.engine)
    with database.reading() as session:
        rows = {}
        for table in tables.sorted_tables:
            key = [column.name for column in table.primary_key] or list(table.columns.keys())
            rows[table.name] = {
                str([row[name] for name in key]): dict(row)
                for row in session.connection().execute(select(table)).mappings()
            }
    database.close()
    return rows


def plain(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in GROWING}


def run(*arguments):
    return CliRunner().invoke(
        hotline, [str(argument) for argument in arguments], catch_exceptions=False
    )


def test_a_backup_under_load_holds_everything_that_was_acknowledged_before_it(settings, tmp_path):
    server, file = ServedHotline(settings), tmp_path / "drill.tar"
    server.start()
    try:
        with Callers(server.port).calling() as callers:
            callers.wait_for(50)
            before = dict(callers.acknowledged)
            assert run("backup", file, "--data", settings.data).exit_code == 0
            callers.wait_for(20)
    finally:
        server.stop()
    restored = read_settings(tmp_path / "elsewhere", environ={})
    assert run("restore", file, "--data", restored.data).exit_code == 0
    assert_whole(restored, before)
    assert run("verify", "--data", restored.data).exit_code == 0
    original, copies = rows(settings), rows(restored)
    assert set(original) == set(copies)
    assert 50 <= len(copies["ticket"]) < len(original["ticket"])
    for name in set(original) - ALIVE:
        for key, row in copies[name].items():
            assert plain(row) == plain(original[name][key]), f"{name} {key}"
