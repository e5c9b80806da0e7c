"""The engine and the one place where transactions begin and end.

SQLite takes one writer: write transactions wait for each other in this process and open with BEGIN
IMMEDIATE, so that other processes wait at the start and never fail in the middle. Commits reach the
disk (synchronous=FULL) unless the writer sees to that later.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.storage.private_folder import open_private_folder
from hotline.storage.revisions import alembic_config, newest_revision, stored_revision
from hotline.storage.rows import RowSession
from hotline.storage.sqlite_driver import check_references, refuse_large_numbers, run


class Database:
    """`writing()` and `reading()` give a Session whose transaction ends with the block."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.is_sqlite = settings.is_sqlite
        self.engine = _sqlite_engine(settings) if self.is_sqlite else _server_engine(settings)
        self._write_engine = self.engine.execution_options(hotline_write="FULL")
        self._unwaiting_engine = self.engine.execution_options(hotline_write="NORMAL")
        self._writers = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def writing(self, *, waits: bool = True) -> Iterator[Session]:
        """One write transaction: committed at the end of the block, rolled back by any error.

        Without `waits` the commit may be lost with the power until `reach_disk` returns: for what
        is told to nobody before that, and for what is done again when it is lost.
        """
        engine = self._write_engine if waits else self._unwaiting_engine
        with self._writers, RowSession(engine, expire_on_commit=False) as session, session.begin():
            yield session

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
        """Bring the schema to the newest revision; safe to call by several processes at once."""
        with self.engine.connect() as connection:
            if stored_revision(connection) == newest_revision():
                return
        from alembic import command

        with self._writers, self._unchecked_write() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(12345)")
            command.upgrade(alembic_config(connection), "head")

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
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=60000",
            "cache_size=-65536",
            "temp_store=MEMORY",
            "mmap_size=268435456",
            "wal_autocheckpoint=20000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        synchronous = connection.get_execution_options().get("hotline_write")
        if synchronous and connection.info.get("hotline_write") != synchronous:
            connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
            connection.info["hotline_write"] = synchronous
        run(connection, "BEGIN IMMEDIATE" if synchronous else "BEGIN")

    return engine


def _server_engine(settings: Settings) -> Engine:
    return create_engine(
        settings.database, pool_size=10, max_overflow=20, pool_pre_ping=True, **_COMMON
    )
