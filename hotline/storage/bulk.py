"""New rows by the hundred: plain objects first, then one INSERT for each table, without the
ORM's bookkeeping.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec
from pydantic_core import PydanticUndefined
from sqlalchemy import JSON, Connection, DateTime, Dialect, bindparam, insert
from sqlmodel import Session, SQLModel

from hotline.storage.sqlite_driver import run

ROWS_AT_ONCE = 32


class DraftRow:
    """A row in the making, with the attributes of its table.

    It owns the mapping that it is made of.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


class Bulk:
    """Stands in for a Session while tickets are opened: `add` collects drafts, `flush` writes
    them table by table.

    It holds the connection of one transaction, which a Session would look up anew for each
    statement.
    """

    def __init__(self, session: Session) -> None:
        self.connection = session.connection()
        self.rows: list[DraftRow] = []

    def add(self, row: DraftRow) -> None:
        self.rows.append(row)

    def add_all(self, rows: Iterable[DraftRow]) -> None:
        self.rows += rows

    def flush(self) -> None:
        """Write what was added, in the order in which the tables came.

        The rows' numbers stay in the database.
        """
        if not self.rows:
            return
        by_table = dict[type[SQLModel], list[DraftRow]]()
        for row in self.rows:
            by_table.setdefault(row.table, []).append(row)
        for table, rows in by_table.items():
            _insert(self.connection, table, rows)
        self.rows = []


def make(session: Session | Bulk, table: type[SQLModel], **values: Any) -> Any:
    """A new row: a draft for a Bulk, an object of the table for a Session."""
    if isinstance(session, Bulk):
        return DraftRow(_defaults(table) | values)
    return table(**values)


@cache
def _defaults(table: type[SQLModel]) -> dict[str, Any]:
    """The table and defaults of its columns.

    The only default factories make empty lists and mappings, which drafts share.
    """
    fields = table.model_fields.items()
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in fields
        if _has_default(field)
    }
    return {"table": table} | defaults


def _has_default(field: Any) -> bool:
    return field.default is not PydanticUndefined or field.default_factory is not None


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
    asked = f"SELECT {', '.join(names)} FROM {table.__tablename__} WHERE {column}"  # noqa: S608
    if connection.dialect.name == "sqlite":
        inside, wanted = "IN (SELECT value FROM json_each(?))", _as_json(values)
        return run(connection, f"{asked} {inside}", (wanted,))
    return connection.exec_driver_sql(f"{asked} = ANY(%s)", (list(values),)).all()


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
    taken = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return connection.exec_driver_sql(taken, (name, count)).scalars().all()


def _insert(connection: Connection, table: type[SQLModel], rows: Sequence[DraftRow]) -> None:
    """Straight to the driver: what SQLAlchemy does for each value again is worked out once for
    each table.
    """
    plan = _plan(table, connection.dialect, "id" in vars(rows[0]) and rows[0].id is not None)
    if not plan.positional:
        connection.exec_driver_sql(
            plan.sql, [dict(zip(plan.names, plan.values(row), strict=True)) for row in rows]
        )
        return
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        values = chain.from_iterable(plan.values(row) for row in some)
        run(connection, _for_rows(plan.sql, len(some)), tuple(values))


@cache
def _for_rows(sql: str, count: int) -> str:
    """One statement for so many rows: SQLite's driver lets other threads run for the whole of
    it, not between rows.
    """
    head, _, row = sql.rpartition(" VALUES ")
    return f"{head} VALUES {', '.join([row] * count)}"


@dataclass(frozen=True)
class InsertPlan:
    """An INSERT in the driver's words; `adapted` has the places of values that must be made the
    driver's, and how.
    """

    sql: str
    names: tuple[str, ...]
    pick: Callable[[Any], tuple[Any, ...]]
    adapted: tuple[tuple[int, Callable[[Any], Any]], ...]
    positional: bool

    def values(self, row: DraftRow) -> list[Any]:
        values = list(self.pick(vars(row)))
        for place, adapt in self.adapted:
            if values[place] is not None:
                values[place] = adapt(values[place])
        return values


@cache
def _plan(table: type[SQLModel], dialect: Dialect, with_id: bool) -> InsertPlan:
    target: Any = table.__table__  # type: ignore[attr-defined]
    columns = [column for column in target.columns if with_id or column.name != "id"]
    compiled = (
        insert(target)
        .values({column.name: bindparam(column.name) for column in columns})
        .compile(dialect=dialect)
    )
    names = tuple(compiled.positiontup or compiled.binds)
    adapts = (
        (place, _adapter(target.columns[name].type, dialect)) for place, name in enumerate(names)
    )
    adapted = tuple((place, adapt) for place, adapt in adapts if adapt is not None)
    return InsertPlan(str(compiled), names, itemgetter(*names), adapted, bool(compiled.positional))


def _adapter(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What SQLAlchemy would do with each value.

    For SQLite's times and texts of JSON the same is made in C.
    """
    adapt: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if adapt is not None and dialect.name == "sqlite":
        return (
            _written
            if isinstance(kind, DateTime)
            else _as_json
            if isinstance(kind, JSON)
            else adapt
        )
    return adapt


def _as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=1024)  # the rows of a group share most of their times
def _written(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")
