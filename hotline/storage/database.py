"""The engine and the one place where transactions begin and end.

SQLite takes one writer: write transactions wait for each other in this process and open with BEGIN
IMMEDIATE, so that other processes wait at the start and never fail in the middle. Commits reach the
disk before `writing` returns, unless the writer sees to that later; meanwhile others write.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.storage.fair_lock import FairLock
from hotline.storage.private_folder import open_private_folder
from hotline.storage.revisions import (
    alembic_config,
    known_revisions,
    newest_revision,
    stored_revision,
)
from hotline.storage.rows import RowSession
from hotline.storage.sqlite_driver import check_references, refuse_large_numbers, run

# What a Session notes in its `info` for whoever waits for news in this process.
NEWS = "hotline_news"
# Seconds between two looks whether another process has ended its transaction, and the last one.
# SQLite itself would look ever more seldom, and whoever has waited longest would go on waiting.
LOOK_AGAIN, LONGEST_WAIT = 0.002, 60.0


class Database:
    """`writing()` and `reading()` give a Session whose transaction ends with the block."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.is_sqlite = settings.is_sqlite
        self.engine = _sqlite_engine(settings) if self.is_sqlite else _server_engine(settings)
        self._write_engine = self.engine.execution_options(hotline_write=True)
        self._writers: AbstractContextManager[None] = (
            FairLock() if self.is_sqlite else nullcontext()
        )
        self._listeners: list[Callable[[], None]] = []

    @contextmanager
    def writing(self, *, waits: bool = True) -> Iterator[Session]:
        """One write transaction: committed at the end of the block, rolled back by any error.

        Without `waits` the commit may be lost with the power until `reach_disk` returns: for what
        is told to nobody before that, and for what is done again when it is lost.
        """
        with (
            self._writers,
            RowSession(self._write_engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session
        if waits:
            self.reach_disk()
        if session.info.get(NEWS):
            for listener in self._listeners:
                listener()

    def on_news(self, listener: Callable[[], None]) -> None:
        """Call it after each commit of this process in which somebody noted NEWS."""
        self._listeners.append(listener)

    def reach_disk(self) -> None:
        """Return when all that was committed before is on disk.

        Meanwhile others write, as they do not in SQLite's commit.
        """
        log = Path(f"{self.engine.url.database}-wal")
        if self.is_sqlite and log.exists():
            with log.open("rb+") as file:
                os.fdatasync(file.fileno())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A snapshot to read from; what is changed in it is thrown away."""
        with RowSession(self.engine, expire_on_commit=False) as session:
            yield session

    def migrate(self) -> None:
        """Bring the schema to the newest revision; safe to call by several processes at once.

        Raises Unavailable when a newer program has brought it further.
        """
        if self.known_revision() == newest_revision():
            return
        from alembic import command

        with self._writers, self._unchecked_write() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(12345)")
            command.upgrade(alembic_config(connection), "head")

    def known_revision(self) -> str | None:
        """Of the schema; None where there is none yet. Raises Unavailable as `migrate` does."""
        with self.engine.connect() as connection:
            stored = stored_revision(connection)
        if stored and stored not in known_revisions():
            raise Unavailable(
                f"数据库的结构（{stored}）来自更新的版本，本程序最新只到 {newest_revision()}",
                remedy="请改用写入它的那个版本，或恢复升级之前的备份；数据没有改动",
            )
        return stored

    @contextmanager
    def _unchecked_write(self) -> Iterator[Connection]:
        """A write transaction in which SQLite lets a table be replaced that others refer to.

        What they refer to is checked at its end; only outside a transaction can that be switched.
        """
        with self._write_engine.connect() as connection:
            if not self.is_sqlite:
                with connection.begin():
                    yield connection
                return
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
                    check_references(connection)
            finally:
                driver.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        self.engine.dispose()


def open_database(settings: Settings, *, create: bool = True) -> Database:
    """The database of these settings with its newest schema.

    Names the address, not the password, when it is away.
    """
    open_private_folder(settings.data)
    database = Database(settings)
    try:
        if create:
            database.migrate()
    except OperationalError as error:
        shown = make_url(settings.database).render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0]
        raise Unavailable(
            f"无法打开数据库 {shown}：{reason}", remedy="请检查数据库地址、目录权限或服务是否启动"
        ) from error
    return database


def as_json(value: Any) -> str:
    """The text of a JSON column."""
    return msgspec.json.encode(value).decode()


# Values of statements are personal data: they must not stand in errors, which are logged.
_COMMON: dict[str, Any] = {
    "hide_parameters": True,
    "json_serializer": as_json,
    "json_deserializer": msgspec.json.decode,
}


def _sqlite_engine(settings: Settings) -> Engine:
    engine = create_engine(
        settings.database,
        connect_args={"check_same_thread": False, "timeout": 60, "cached_statements": 512},
        pool_size=20,
        **_COMMON,
    )
    refuse_large_numbers(engine)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "busy_timeout=60000",
            "cache_size=-65536",
            "temp_store=MEMORY",
            "mmap_size=2147418112",
            "wal_autocheckpoint=20000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("hotline_write"):
            _begin_writing(connection)
        else:
            run(connection, "BEGIN")

    return engine


def _begin_writing(connection: Connection) -> None:
    """After the other processes that write now; raises OperationalError when they never end."""
    end = time.monotonic() + LONGEST_WAIT
    run(connection, "PRAGMA busy_timeout=0")
    try:
        while not _has_begun(connection, is_last=time.monotonic() > end):
            time.sleep(LOOK_AGAIN)
    finally:
        run(connection, "PRAGMA busy_timeout=60000")


def _has_begun(connection: Connection, *, is_last: bool) -> bool:
    try:
        run(connection, "BEGIN IMMEDIATE")
    except OperationalError as error:
        is_busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
        if is_last or not is_busy:
            raise
        return False
    return True


def _server_engine(settings: Settings) -> Engine:
    return create_engine(
        settings.database, pool_size=10, max_overflow=20, pool_pre_ping=True, **_COMMON
    )
