"""The filter fields of a search as conditions on the ticket table."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, true
from sqlmodel import col

from analytics.search.base import WrongQuery
from analytics.search.fields import DATES, keyword, ranged
from hotline.domain.models import Ticket

_PLAIN = (
    "no",
    "status",
    "unit",
    "category",
    "district",
    "street",
    "place",
    "channel",
    "request_type",
    "urgency",
    "secrecy",
    "clock",
    "result",
)
_NUMBERS = ("id", "version", "rating")


def condition(name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    """One of `values`."""
    if keyword(name) in _PLAIN:
        return col(getattr(Ticket, name)).in_(values)
    if name in _DERIVED:
        derived: ColumnElement[bool] = _DERIVED[name].in_(values)
        return derived
    return or_(*(_listed(name, value) for value in values))


def beginning(name: str, text: str) -> ColumnElement[bool]:
    """The field's value begins with `text`; raises WrongQuery for a field that has no column."""
    if keyword(name) not in _PLAIN:
        raise WrongQuery(f"搜索引擎暂不可用，恢复前不能按“{name}”的开头筛选")
    return col(getattr(Ticket, name)).startswith(text, autoescape=True)


def interval(name: str, least: Any, below: Any) -> ColumnElement[bool]:
    """least <= field < below; raises WrongQuery for a field that only the engine knows."""
    if ranged(name) not in (*DATES, *_NUMBERS):
        raise WrongQuery(f"搜索引擎暂不可用，恢复前不能按“{name}”限定范围")
    column: Any = col(getattr(Ticket, f"{name}_at" if name in DATES else name))
    bounds = [column >= least] if least is not None else []
    return and_(true(), *bounds, *([column < below] if below is not None else []))


def _yes_no(column: Any) -> Any:
    return case((column.is_(None), ""), (column.is_(True), "yes"), else_="no")


def _late(done: Any, limit: Any) -> Any:
    return case((or_(done.is_(None), limit.is_(None)), ""), (done > limit, "yes"), else_="no")


_DERIVED: dict[str, Any] = {
    "category1": func.substr(Ticket.category, 1, 2),
    "solved": _yes_no(col(Ticket.solved)),
    "late": case(
        (col(Ticket.merged_into) != "", ""),
        else_=_late(func.coalesce(Ticket.replied_at, Ticket.closed_at), col(Ticket.due_handle)),
    ),
    "late_sign": _late(col(Ticket.accepted_at), col(Ticket.due_sign)),
    "late_contact": _late(col(Ticket.contacted_at), col(Ticket.due_contact)),
}


def _listed(name: str, value: str) -> ColumnElement[bool]:
    if name == "units":
        return or_(col(Ticket.unit) == value, _listed("co_units", value))
    written = cast(col(getattr(Ticket, name)), String)
    return written == "[]" if value == "" else written.contains(f'"{value}"', autoescape=True)
