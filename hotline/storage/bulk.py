"""New rows by the hundred: one INSERT for each table, without the ORM's bookkeeping."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, SQLModel

from hotline.storage.insert_plan import as_json, for_rows, insert_plan
from hotline.storage.sqlite_driver import run

ROWS_AT_ONCE = 32


class Bulk:
    """`Rows` that are written table by table: `add` collects drafts, `flush` writes them.

    It holds the connection of one transaction, which a Session would look up anew for each
    statement.
    """

    def __init__(self, session: Session) -> None:
        self.connection = session.connection()
        self._rows: list[Any] = []

    def add(self, row: Any) -> None:
        self._rows.append(row)

    def add_all(self, rows: Iterable[Any]) -> None:
        self._rows += rows

    def flush(self) -> None:
        """Write what was added, in the order in which the tables came.

        The rows' numbers stay in the database.
        """
        by_table = dict[type[SQLModel], list[Any]]()
        for row in self._rows:
            by_table.setdefault(row.table, []).append(row)
        for table, rows in by_table.items():
            _insert(self.connection, table, rows)
        self._rows = []


def rows_with(
    connection: Connection,
    table: type[SQLModel],
    names: Sequence[str],
    column: str,
    values: Sequence[Any],
) -> Sequence[Any]:
    """The columns `names` of the rows whose indexed `column` holds one of the values: one
    statement, never built again.
    """
    if not values:
        return ()
    query = f"SELECT {', '.join(names)} FROM {table.__tablename__} WHERE {column}"  # noqa: S608
    if connection.dialect.name == "sqlite":
        inside = "IN (SELECT value FROM json_each(?))"
        return run(connection, f"{query} {inside}", (as_json(values),))
    return connection.exec_driver_sql(f"{query} = ANY(%s)", (list(values),)).all()


def take_ids(connection: Connection, table: type[SQLModel], count: int) -> Sequence[int]:
    """Row numbers for `count` new rows, so that rows which name each other are complete before
    any is written.

    SQLite has one writer at a time, so what follows the last row is free; PostgreSQL gives from the
    table's sequence.
    """
    if not count:
        return ()
    name = table.__tablename__
    if connection.dialect.name == "sqlite":
        ((last,),) = run(connection, f"SELECT coalesce(max(id), 0) FROM {name}", ())  # noqa: S608
        return range(last + 1, last + 1 + count)
    numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return connection.exec_driver_sql(numbers, (name, count)).scalars().all()


def _insert(connection: Connection, table: type[SQLModel], rows: Sequence[Any]) -> None:
    """Straight to the driver: what SQLAlchemy does for each value again is worked out once for
    each table.
    """
    plan = insert_plan(table, connection.dialect, vars(rows[0]).get("id") is not None)
    if not plan.positional:
        connection.exec_driver_sql(
            plan.sql, [dict(zip(plan.names, plan.values(row), strict=True)) for row in rows]
        )
        return
    for start in range(0, len(rows), ROWS_AT_ONCE):
        batch = rows[start : start + ROWS_AT_ONCE]
        values = chain.from_iterable(plan.values(row) for row in batch)
        run(connection, for_rows(plan.sql, len(batch)), tuple(values))
