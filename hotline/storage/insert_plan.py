"""One INSERT for each table, worked out once: its text, its columns, and how their values are made
the driver's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import JSON, DateTime, Dialect, bindparam, insert
from sqlmodel import SQLModel


@dataclass(frozen=True)
class InsertPlan:
    """An INSERT in the driver's words.

    pick        the values of the columns `names` from a row's mapping
    adapted     the places of values that must be made the driver's, and how
    positional  whether the driver binds by place, not by name
    """

    sql: str
    names: tuple[str, ...]
    pick: Callable[[Any], tuple[Any, ...]]
    adapted: tuple[tuple[int, Callable[[Any], Any]], ...]
    positional: bool

    def values(self, row: object) -> list[Any]:
        values = list(self.pick(vars(row)))
        for place, adapt in self.adapted:
            if values[place] is not None:
                values[place] = adapt(values[place])
        return values


@cache
def insert_plan(table: type[SQLModel], dialect: Dialect, with_id: bool) -> InsertPlan:
    """The plan for rows of a table; `with_id` where their numbers were taken before."""
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


@cache
def for_rows(sql: str, count: int) -> str:
    """One statement for so many rows: SQLite's driver lets other threads run for the whole of
    it, not between rows.
    """
    head, _, row = sql.rpartition(" VALUES ")
    return f"{head} VALUES {', '.join([row] * count)}"


def _adapter(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What SQLAlchemy would do with each value; for SQLite's times and JSON the same, made in C."""
    adapt: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if adapt is None or dialect.name != "sqlite":
        return adapt
    if isinstance(kind, DateTime):
        return _as_text
    return as_json if isinstance(kind, JSON) else adapt


def as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=1024)  # the rows of a group share most of their times
def _as_text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")
