"""Statements straight to SQLite's driver: what SQLAlchemy does around a statement costs as much
as many of these statements.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError


def run(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """All rows of a statement; raises what SQLAlchemy would, without the values, which are
    personal data.
    """
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, values).fetchall()  # type: ignore[no-any-return]
    except sqlite3.Error as error:
        raise DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True) from error


def check_references(connection: Connection) -> None:
    """Raise IntegrityError when a row refers to one that is not there."""
    broken = run(connection, "PRAGMA foreign_key_check")
    if broken:
        table, _, other, _ = broken[0]
        error = sqlite3.IntegrityError(f"{len(broken)} rows, first in {table}, miss their {other}")
        raise IntegrityError("PRAGMA foreign_key_check", None, error, hide_parameters=True)


def replace_table(connection: Connection, name: str, *, drop: str) -> None:
    """Make the table anew without the constraint that stands as `drop` in its definition.

    SQLite drops no constraint otherwise. Nothing else about the table changes.
    """
    master = run(
        connection,
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL",
        (name,),
    )
    definition = next(sql for kind, sql in master if kind == "table")
    if drop not in definition:
        return
    draft = definition.replace(drop, "").replace(name, f"{name}_draft", 1)
    run(connection, draft)
    run(connection, f"INSERT INTO {name}_draft SELECT * FROM {name}")  # noqa: S608
    run(connection, f"DROP TABLE {name}")
    run(connection, f"ALTER TABLE {name}_draft RENAME TO {name}")
    for kind, sql in master:
        if kind != "table":
            run(connection, sql)


def refuse_large_numbers(engine: Engine) -> None:
    """A number that no column holds is a DataError, as it is on PostgreSQL.

    Python's driver for SQLite raises OverflowError, which SQLAlchemy lets through as it is.
    """

    @event.listens_for(engine, "handle_error")
    def refuse(context: ExceptionContext) -> DataError | None:
        error = context.original_exception
        if not isinstance(error, OverflowError):
            return None
        return DataError(context.statement, None, error, hide_parameters=True)
