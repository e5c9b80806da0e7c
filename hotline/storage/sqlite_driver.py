"""Statements straight to SQLite's driver: what SQLAlchemy does around a statement costs as much
as many of these statements.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def run(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """All rows of a statement; raises what SQLAlchemy would, without the values, which are
    personal data.
    """
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, values).fetchall()  # type: ignore[no-any-return]
    except sqlite3.Error as error:
        raise DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True) from error
