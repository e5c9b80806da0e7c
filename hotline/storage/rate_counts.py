"""Numerators and denominators of rates, each over one range of an index: cycles by the limits that
fell into the span, all others as `counted_rates` says.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from analytics.figures import Rate
from hotline.domain.models import Ticket
from hotline.storage.counted_cycles import ANY_SPAN, CountSpan
from hotline.storage.counted_rates import COUNTS, Charge, contacts
from hotline.storage.due_cycles import count_cycles, cycle_queries
from hotline.storage.tallies import (
    Rates,
    Tally,
    TallyQuery,
    query_by_unit,
    query_in_all,
    read_by_unit,
    read_in_all,
)

# Whose statements are kept; each is some ten of a few kilobytes.
_MOST_CHARGES = 128
# Rates of cycles: counted as for scores, (in the numerator, in the denominator).
OF_CYCLES = {
    "sign": ("signed_in_time", "to_sign"),
    "contact": ("contacted_in_time", "assessed"),
    "on_time": ("closed_in_time", "due"),
    "extended": ("extended", "due"),
}


def count_rates(
    session: Session, span: CountSpan, charge: Charge, *, names: Collection[str] | None = None
) -> dict[str | None, Rates]:
    """By unit, and under None of all together, where a ticket of two units counts once.

    names   rates of all together that are needed; then of units there are those of cycles alone,
            which come with them
    """
    rates: dict[str | None, Rates] = {None: dict.fromkeys(OF_CYCLES, Rate(0, 0))}
    queries = _queries(charge, None if names is None else frozenset(names))
    moments = span.values()
    for query in queries.by_unit:
        for unit, own in read_by_unit(session, query, moments):
            rates.setdefault(unit, {}).update(own)
    for query in queries.in_all:
        rates[None].update(read_in_all(session, query, moments))
    for unit, counts in count_cycles(session, queries.cycles, moments).items():
        if charge.units is None or unit in charge.units:
            for key in (unit, None):
                _add_cycles(rates.setdefault(key, {}), counts)
    return rates


def count_contacts(session: Session, span: CountSpan, charge: Charge) -> Rates:
    """Rates of what was reported."""
    return read_in_all(session, _contacts_query(charge), span.values())


class _RateQueries(NamedTuple):
    by_unit: Sequence[TallyQuery]
    in_all: Sequence[TallyQuery]
    cycles: Sequence[Select[Any]]


# To write the statements of one page out takes as long as a third of counting them.
@lru_cache(maxsize=_MOST_CHARGES)
def _queries(charge: Charge, names: frozenset[str] | None) -> _RateQueries:
    by_units, in_alls = [], []
    for count in COUNTS:
        counted = count(ANY_SPAN, charge)
        if names is None:
            by_units.append(query_by_unit(counted))
        if tallies := _named(counted.tallies, names):
            in_alls.append(query_in_all(counted._replace(tallies=tallies)))
    return _RateQueries(by_units, in_alls, cycle_queries(charge.conditions))


@lru_cache(maxsize=_MOST_CHARGES)
def _contacts_query(charge: Charge) -> TallyQuery:
    return query_in_all(contacts(ANY_SPAN, charge))


def count_by_district(session: Session, span: CountSpan, charge: Charge) -> dict[str, int]:
    """How many reports came from each district; "" where it is not known."""
    query = (
        select(col(Ticket.district), func.count())
        .where(span.has(col(Ticket.reported_at)), *charge.conditions)
        .group_by(col(Ticket.district))
    )
    return {district: int(n) for district, n in session.execute(query)}


def _named(tallies: Mapping[str, Tally], names: Collection[str] | None) -> Mapping[str, Tally]:
    return {name: tally for name, tally in tallies.items() if names is None or name in names}


def _add_cycles(rates: Rates, counts: Mapping[str, int]) -> None:
    for name, (part, whole) in OF_CYCLES.items():
        before = rates.get(name, Rate(0, 0))
        rates[name] = Rate(before.part + counts[part], before.whole + counts[whole])
