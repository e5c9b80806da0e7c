"""What a new pack lacks of the one in force, counted before it is loaded: nobody finds out later
that codes of their tickets and accounts have left.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from hotline.city.former_codes import FILE_OF
from hotline.city.pack import CityPack
from hotline.domain.models import Assignment, Staff, Ticket
from hotline.domain.statuses import OPEN


@dataclass(frozen=True, slots=True)
class LeavingCode:
    """`kind` is unit, category or area; `successor` "" where none is named.

    open_tickets, tickets   that have it, for a unit also those that it supports
    accounts                open ones of a unit
    """

    kind: str
    code: str
    name: str
    successor: str
    open_tickets: int
    tickets: int
    accounts: int


def leaving_codes(session: Session, old: CityPack, pack: CityPack) -> list[LeavingCode]:
    """In the order of the old pack."""
    return [
        _counted(session, kind, code, name, pack)
        for kind in FILE_OF
        for code, name in _names(old, kind).items()
        if code not in _names(pack, kind)
    ]


def open_tickets(session: Session, unit: str) -> int:
    """Open tickets that a unit leads or supports."""
    return _count(session, _has("unit", unit), col(Ticket.status).in_(sorted(OPEN)))


def _counted(session: Session, kind: str, code: str, name: str, pack: CityPack) -> LeavingCode:
    has = _has(kind, code)
    is_theirs = (Staff.unit == code, col(Staff.active).is_(True))
    accounts = select(func.count()).select_from(Staff).where(*is_theirs)
    return LeavingCode(
        kind,
        code,
        name,
        pack.successors[kind].get(code, ""),
        _count(session, has, col(Ticket.status).in_(sorted(OPEN))),
        _count(session, has),
        session.exec(accounts).one() if kind == "unit" else 0,
    )


def _names(pack: CityPack, kind: str) -> Mapping[str, str]:
    tables: dict[str, Collection[Any]] = {
        "unit": pack.tables.units,
        "category": pack.tables.categories,
        "area": pack.tables.areas,
    }
    return {entry.code: entry.name for entry in tables[kind]}


def _has(kind: str, code: str) -> ColumnElement[bool]:
    if kind == "category":
        return col(Ticket.category) == code
    if kind == "area":
        return or_(col(Ticket.district) == code, col(Ticket.street) == code)
    supports = select(Assignment.ticket_id).where(
        Assignment.unit == code, col(Assignment.ended_at).is_(None)
    )
    return or_(col(Ticket.unit) == code, col(Ticket.id).in_(supports))


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(Ticket).where(*conditions)).one()
