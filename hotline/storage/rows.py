"""Rows to be written: a verb makes them here and hands them to `Rows`, whoever writes them.

People's steps give them to a Session, one ticket at a time; the intake gives them to `Bulk`, which
writes a group of reports table by table.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from pydantic_core import PydanticUndefined
from sqlmodel import Session, SQLModel

Table = TypeVar("Table", bound=SQLModel)


class Rows(Protocol):
    """What takes new rows and writes them in its transaction: a Session of `Database`, a Bulk."""

    def add(self, row: Any, /) -> None: ...

    def add_all(self, rows: Iterable[Any], /) -> None: ...


class DraftRow:
    """A row that no Session follows yet: plain attributes, which cost a sixth of the ORM's.

    It owns the mapping that it is made of; `table` is the class of its table.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values

    def of_table(self) -> SQLModel:
        """The same as an object of its table, which makes its own defaults."""
        table: type[SQLModel] = vars(self)["table"]
        defaults = _defaults(table)
        values = vars(self).items()
        return table(**{name: value for name, value in values if defaults.get(name) is not value})


def new_row(table: type[Table], **values: Any) -> Table:
    """A draft with the attributes of the table, complete with its defaults."""
    return cast(Table, DraftRow(_defaults(table) | values))


class RowSession(Session):
    """A Session that is `Rows`: a draft becomes an object of its table when it is added."""

    def add(self, instance: object, *, _warn: bool = True) -> None:
        row = instance.of_table() if isinstance(instance, DraftRow) else instance
        super().add(row, _warn=_warn)


@cache
def _defaults(table: type[SQLModel]) -> dict[str, Any]:
    """The table and the defaults of its columns.

    The only default factories make empty lists and mappings, which drafts share.
    """
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in table.model_fields.items()
        if field.default is not PydanticUndefined or field.default_factory is not None
    }
    return {"table": table} | defaults
