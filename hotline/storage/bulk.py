"""New rows by the hundred: plain objects first, then one INSERT for each table, without the ORM's bookkeeping."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from pydantic_core import PydanticUndefined
from sqlalchemy import Dialect, bindparam, insert
from sqlmodel import Session, SQLModel


class Draft(SimpleNamespace):
    """A row in the making, with the attributes of its table."""


class Bulk:
    """Stands in for a Session while tickets are opened: `add` collects drafts, `flush` writes them table by table."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: list[Draft] = []

    def add(self, row: Draft) -> None:
        self.rows.append(row)

    def add_all(self, rows: Iterable[Draft]) -> None:
        self.rows += rows

    def flush(self) -> None:
        """Write what was added, in the order in which the tables came; the rows' numbers stay in the database."""
        by_table: dict[type[SQLModel], list[Draft]] = {}
        for row in self.rows:
            by_table.setdefault(row.table, []).append(row)
        for table, rows in by_table.items():
            _insert(self.session, table, rows)
        self.rows = []


def make(session: Session | Bulk, table: type[SQLModel], **values: Any) -> Any:
    """A new row: a draft for a Bulk, an object of the table for a Session."""
    if isinstance(session, Bulk):
        return Draft(table=table, **(_defaults(table) | values))
    return table(**values)


@cache
def _defaults(table: type[SQLModel]) -> dict[str, Any]:
    """Defaults of the columns; the only default factories of tables make empty lists and mappings, which drafts share."""
    fields = table.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields if _has_default(field)}


def _has_default(field: Any) -> bool:
    return field.default is not PydanticUndefined or field.default_factory is not None


def number(session: Session, table: type[SQLModel], rows: Sequence[Draft]) -> None:
    """Write rows and give each its `id`."""
    if rows:
        ids = session.connection().execute(_numbering(table), _values(table, rows)).scalars()
        for row, row_id in zip(rows, ids, strict=True):
            row.id = row_id


def _insert(session: Session, table: type[SQLModel], rows: Sequence[Draft]) -> None:
    """Straight to the driver: what SQLAlchemy does for each value again is worked out once for each table."""
    connection = session.connection()
    plan = _plan(table, connection.dialect)
    connection.exec_driver_sql(plan.sql, [plan.parameters(row) for row in rows])


@dataclass(frozen=True)
class Plan:
    """An INSERT in the driver's words; `columns` has each column with what makes its value the driver's."""

    sql: str
    columns: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    positional: bool

    def parameters(self, row: Draft) -> Any:
        values = vars(row)
        if self.positional:
            return tuple([adapt(values[name]) if adapt else values[name] for name, adapt in self.columns])
        return {name: adapt(values[name]) if adapt else values[name] for name, adapt in self.columns}


@cache
def _plan(table: type[SQLModel], dialect: Dialect) -> Plan:
    target: Any = table.__table__  # type: ignore[attr-defined]
    columns = [column for column in target.columns if column.name != "id"]
    compiled = (
        insert(target).values({column.name: bindparam(column.name) for column in columns}).compile(dialect=dialect)
    )
    adapts = {column.name: column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns}
    names = compiled.positiontup or list(compiled.binds)
    return Plan(str(compiled), tuple((name, adapts[name]) for name in names), bool(compiled.positional))


def _values(table: type[SQLModel], rows: Sequence[Draft]) -> list[dict[str, Any]]:
    names = [name for name in table.model_fields if name != "id"]
    return [{name: getattr(row, name) for name in names} for row in rows]


@cache
def _numbering(table: type[SQLModel]) -> Any:
    target: Any = table.__table__  # type: ignore[attr-defined]
    return insert(target).returning(target.c.id, sort_by_parameter_order=True)
