"""The whole database as one file and back: a snapshot that is taken while the hotline runs."""

import os
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import make_url

from hotline.config import Settings
from hotline.domain.errors import Conflict, InvalidInput, NotFound, Unavailable
from hotline.storage.database import Database, open_database

# A dump may run as long as it needs; a server that does not even answer is told after this time.
CONNECT_SECONDS = "20"
POSTGRESQL_DUMP = b"PGDMP"


def engine_of(settings: Settings) -> str:
    return "sqlite" if settings.is_sqlite else "postgresql"


def sqlite_file(settings: Settings) -> Path:
    return Path(make_url(settings.database).database or "")


def dump(settings: Settings, target: Path) -> None:
    """Write a consistent snapshot; writers go on meanwhile.

    Raises NotFound where there is no database yet.
    """
    if not settings.is_sqlite:
        _postgresql("pg_dump", settings, "--format=custom", "--no-owner", f"--file={target}")
        return
    source = sqlite_file(settings)
    if not source.is_file():
        raise NotFound(f"没有数据库 {source}", remedy="请核对 --data 或 --database")
    with closing(
        sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=60)
    ) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def refuse_existing(settings: Settings) -> None:
    """Raise Conflict where there is a database already."""
    if settings.is_sqlite:
        exists = sqlite_file(settings).exists()
    else:
        with closing(open_database(settings, create=False)) as database:
            exists = bool(inspect(database.engine).get_table_names())
    if exists:
        shown = make_url(settings.database).render_as_string(hide_password=True)
        raise Conflict(
            f"数据库 {shown} 不是空的，没有恢复",
            remedy="请恢复到空的目录或空的数据库，确认后再切换",
        )


def check_dump(settings: Settings, source: Path, revision: str) -> None:
    """Raise InvalidInput for a snapshot that is not whole or not of this revision of the schema.

    What SQLite holds is brought to the newest revision where it lies, so that a failure is seen
    before anything moves; PostgreSQL loads all or nothing by itself.
    """
    if settings.is_sqlite:
        _check_sqlite(source, revision)
        open_database(replace(settings, database=f"sqlite:///{source}")).close()
        return
    with source.open("rb") as file:
        begin = file.read(len(POSTGRESQL_DUMP))
    if begin != POSTGRESQL_DUMP:
        raise InvalidInput("备份中的数据库不是 PostgreSQL 的转储", remedy="请换一份备份")


def load(settings: Settings, source: Path) -> None:
    """Put a snapshot that was checked where the settings say, its schema at the newest revision."""
    if settings.is_sqlite:
        target = sqlite_file(settings)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        return
    options = ("--no-owner", "--exit-on-error", "--single-transaction")
    _postgresql("pg_restore", settings, *options, str(source))
    open_database(settings).close()


def revision_of(settings: Settings) -> str:
    """The revision of the schema in use. Raises Unavailable when this program does not know it."""
    with closing(Database(settings)) as database:
        return str(database.known_revision())


def _check_sqlite(source: Path, revision: str) -> None:
    """An empty file is a whole database too, but no hotline's: it has no revision."""
    try:
        with closing(sqlite3.connect(source)) as connection:
            state = connection.execute("PRAGMA integrity_check").fetchone()[0]
            held = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        state, held = str(error), None
    if state != "ok" or held != (revision,):
        reason = state if state != "ok" else f"版本与清单的 {revision} 不符"
        raise InvalidInput(f"备份中的数据库不完整：{reason}", remedy="请换一份备份")


def _postgresql(program: str, settings: Settings, *arguments: str) -> None:
    """The password goes by the environment: a command line is read by everybody on the machine."""
    url = make_url(settings.database)
    place = [
        f"--host={url.host}",
        f"--port={url.port or 5432}",
        f"--username={url.username}",
        f"--dbname={url.database}",
    ]
    environment = os.environ | {
        "PGPASSWORD": url.password or "",
        "PGCONNECT_TIMEOUT": CONNECT_SECONDS,
    }
    try:
        done = subprocess.run(  # noqa: S603
            [program, *place, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise Unavailable(
            f"本机没有 {program}", remedy="请安装与服务器同版本的 PostgreSQL 客户端"
        ) from None
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"退出码 {done.returncode}"])[-1]
        raise Unavailable(f"{program} 失败：{reason}", remedy="请核对数据库地址、权限和客户端版本")
