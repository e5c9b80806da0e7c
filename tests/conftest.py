"""Fixtures for all tests: a fresh installation with the demo city on each engine, a desk, the
fixed cast.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, create_engine, text

from hotline.city.loading import load_pack
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.config import Settings, read_settings
from hotline.desk.desk import Desk, open_desk
from hotline.people import passwords
from hotline.storage.database import Database, open_database
from hotline.storage.vault import open_vault
from tests.support.cast import Cast, cast_of
from tests.support.postgresql import postgresql
from tests.support.scheduling import TogetherScheduling, slow_first
from tests.support.statements import compiled_once

MONDAY = datetime(2026, 3, 9, 10, 0)
LAST_LINES = 12
EACH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
# What tests write is gone in a minute: in memory it costs a tenth of what it costs on a disk.
MEMORY, ROOM = Path("/dev/shm"), 6_000_000_000
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
# Servers and commands that tests start read what was compiled for the one before.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Servers that live for a minute are not worth the second compiler.
os.environ.setdefault("ES_FLAGS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile(
    "hotline", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("hotline")
REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "messages"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow_first(items)


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for garbage again and again frees nothing."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Of `--dist loadfile` only; None leaves it to the plugin."""
    return TogetherScheduling(config, log) if config.option.dist == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A failure is told when it happens: a run that is broken off has said what it knew."""
    if report.failed and not os.environ.get("PYTEST_XDIST_WORKER"):
        lines = report.longreprtext.splitlines()[-LAST_LINES:]
        print(f"\nfailed: {report.nodeid} ({report.when})", *lines, sep="\n  ", flush=True)


@pytest.fixture(scope="session", autouse=True)
def shipped_hasher() -> Iterator[PasswordHasher]:
    """Passwords of tests cost nothing; what is shipped, 64 MB and a tenth of a second each."""
    shipped, passwords.HASHER = passwords.HASHER, PasswordHasher(1, 8, 1)
    yield shipped
    passwords.HASHER = shipped


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    with compiled_once():
        yield


@pytest.fixture
def real_data() -> Path:
    """The folder of real messages for development; tests that read it are skipped elsewhere."""
    if not REAL_DATA.is_dir():
        pytest.skip("left out: the real messages for development are not on this machine")
    return REAL_DATA


@pytest.fixture(scope="session")
def demo_city():
    return read_pack(DEMO, today=MONDAY.date()).pack


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, demo_city) -> Path:
    folder = tmp_path_factory.mktemp("template")
    _fill(read_settings(folder, environ={}), demo_city)
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql() as url:
        yield url
        _administration(url).dispose()


@pytest.fixture(scope="session")
def postgresql_template(
    postgresql_server: str, tmp_path_factory: pytest.TempPathFactory, demo_city
) -> str:
    _administer(postgresql_server, "CREATE DATABASE template_hotline")
    settings = read_settings(
        tmp_path_factory.mktemp("pg"), postgresql_server + "template_hotline", environ={}
    )
    _fill(settings, demo_city)
    [version] = _administer(postgresql_server, "SHOW server_version_num")
    # Its files are copied: half of the work of writing them to the log, the way since 15.
    return "template_hotline" + (" STRATEGY FILE_COPY" if int(version) >= 150_000 else "")


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """A fresh installation on SQLite with 示例市 loaded.

    Tests under `engines` get one on PostgreSQL too.
    """
    return fresh(sqlite_template, tmp_path)


def fresh(template: Path, folder: Path) -> Settings:
    shutil.copytree(template, folder / "data")
    return read_settings(folder / "data", environ={})


@pytest.fixture
def postgresql_settings(
    request, tmp_path: Path, postgresql_server: str, postgresql_template: str
) -> Iterator[Settings]:
    """The same on PostgreSQL."""
    with _copied(postgresql_server, postgresql_template, tmp_path, request.node.nodeid) as settings:
        yield settings


@contextmanager
def _copied(server: str, template: str, folder: Path, about: str) -> Iterator[Settings]:
    """A copy of the template; dropped at once, for a thousand of them fill a disk."""
    name = f"t{abs(hash(about))}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield read_settings(folder / "data", server + name, environ={"HOTLINE_KEY": "k" * 64})
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = open_database(settings)
    yield database
    database.close()


@pytest.fixture(params=EACH)
def each_database(request) -> Iterator[Database]:
    """The same test on both engines."""
    name = "settings" if request.param == "sqlite" else "postgresql_settings"
    database = open_database(request.getfixturevalue(name))
    yield database
    database.close()


@contextmanager
def kept_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database of `request.param` for a fixture that lives as long as its module."""
    folder: Path = request.getfixturevalue("tmp_path_factory").mktemp("kept")
    if request.param == "sqlite":
        copied = nullcontext(fresh(request.getfixturevalue("sqlite_template"), folder))
    else:
        server, template = map(
            request.getfixturevalue, ("postgresql_server", "postgresql_template")
        )
        copied = _copied(server, template, folder, str(folder))
    with copied as settings:
        database = open_database(settings)
        yield database
        database.close()


@pytest.fixture
def desk(database: Database) -> Desk:
    """The desk of 示例市 on a working Monday at ten."""
    return desk_of(database)


def desk_of(database: Database, now: datetime = MONDAY) -> Desk:
    with database.reading() as session:
        return open_desk(session, open_vault(database.settings), now=lambda: now)


@pytest.fixture(scope="session")
def cast(demo_city) -> Cast:
    return cast_of(demo_city)


def _fill(settings: Settings, city) -> None:
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, city, by="tests")
    open_vault(settings)
    database.close()


def _administer(server: str, statement: str) -> list[Any]:
    with _administration(server).connect() as connection:
        answer = connection.execute(text(statement))
        return list(answer.scalars()) if answer.returns_rows else []


@cache
def _administration(server: str) -> Engine:
    """One connection for the thousand databases of a run."""
    return create_engine(server + "postgres", isolation_level="AUTOCOMMIT", pool_pre_ping=True)
