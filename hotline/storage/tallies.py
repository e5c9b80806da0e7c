"""Numerators and denominators that one statement counts over rows of its own."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func
from sqlmodel import Session

from analytics.figures import Rate

Rates = dict[str, Rate]


class Tally(NamedTuple):
    """Of rows: which are in the denominator, and which of them in the numerator.

    key     what is counted, each once; None: rows
    weight  what the numerator adds up; None: it counts
    """

    part: Any
    whole: Any
    key: Any = None
    weight: Any = None


class Counted(NamedTuple):
    """Rows, the id of the ticket of each, the unit that it is charged to, and what is counted."""

    rows: Select[Any]
    ticket: Any
    unit: Any
    tallies: Mapping[str, Tally]


class TallyQuery(NamedTuple):
    """The statement that counts tallies of these names."""

    select: Select[Any]
    names: Sequence[str]


def query_by_unit(counted: Counted) -> TallyQuery:
    query = counted.rows.add_columns(counted.unit, *_sums(counted)).group_by(counted.unit)
    return TallyQuery(query, list(counted.tallies))


def query_in_all(counted: Counted) -> TallyQuery:
    return TallyQuery(counted.rows.add_columns(*_sums(counted)), list(counted.tallies))


def read_by_unit(
    session: Session, query: TallyQuery, values: Mapping[str, Any]
) -> list[tuple[str, Rates]]:
    """`values` of the statement's parameters."""
    rows = session.execute(query.select, values)
    return [(unit, _rates(query.names, sums)) for unit, *sums in rows]


def read_in_all(session: Session, query: TallyQuery, values: Mapping[str, Any]) -> Rates:
    return _rates(query.names, session.execute(query.select, values).one())


def _sums(counted: Counted) -> list[Any]:
    sums = []
    for part, whole, key, weight in counted.tallies.values():
        both = and_(whole, part)
        numerator = _count(both, key) if weight is None else func.sum(case((both, weight)))
        sums += [numerator, _count(whole, key)]
    return sums


def _count(condition: Any, key: Any) -> Any:
    if key is None:
        return func.count(case((condition, 1)))
    return func.count(func.distinct(case((condition, key))))


def _rates(names: Sequence[str], sums: Sequence[Any]) -> Rates:
    pairs = zip(sums[::2], sums[1::2], strict=True)
    return {
        name: Rate(int(part or 0), int(whole or 0))
        for name, (part, whole) in zip(names, pairs, strict=True)
    }
