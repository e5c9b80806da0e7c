"""A row that somebody else may write at the same moment."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel


def insert_into(
    connection: Connection, table: type[SQLModel], **values: Any
) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what a conflict does, which both databases write alike."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(**values)
    return sqlite.insert(table).values(**values)
