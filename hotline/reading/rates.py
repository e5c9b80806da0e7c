"""Rates of a period as their reader may see them: numerator and denominator, by unit and in all,
beside the period before and the same one a year ago.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from analytics.heat import for_10000
from analytics.periods import Period
from analytics.search.base import Query
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.permissions import scope_of
from hotline.domain.roles import Actor
from hotline.storage.counted_cycles import CountSpan
from hotline.storage.counted_rates import Charge
from hotline.storage.rate_counts import count_by_district, count_contacts, count_rates
from hotline.storage.rate_rows import RateTickets, rate_tickets
from hotline.storage.tallies import Rates

# Filters that name who is charged, and not what a ticket is like.
OF_UNITS = ("unit", "units")
# Rates of the front desk, which are no unit's.
OF_CONTACTS = ("direct", "repeated")


@dataclass(frozen=True, slots=True)
class DistrictRate:
    """万人诉求比 of a district, or of the city: None where few reported or nobody knows how many
    live there.
    """

    district: str
    n: int
    residents: int

    @property
    def for_10000(self) -> float | None:
        return for_10000(self.n, self.residents)


@dataclass(frozen=True, slots=True)
class RateTable:
    """`units` by unit, "" for the centre; of contacts there is a rate in all only. `city` counts
    every report, also the `nowhere` ones of which no district is known.
    """

    total: Rates
    before: Rates
    year: Rates
    units: Mapping[str, Rates]
    districts: Sequence[DistrictRate] = ()
    city: DistrictRate | None = None
    nowhere: int = 0


def rates_of(
    session: Session, actor: Actor, desk: Desk, *, query: Query, period: Period
) -> RateTable:
    """Within the filters of a query, of the units that the reader is shown."""
    charge, now = _charge(actor, query), desk.now()
    rates = _counted(session, period, charge, now)
    total = rates.pop(None, {})
    before, year = (
        _counted(session, span, charge, now).get(None, {})
        for span in (period.before, period.year_before)
    )
    reports = count_by_district(session, _span(period, now), charge)
    residents = {area.code: area.residents for area in desk.city.areas.values() if not area.parent}
    districts = [
        DistrictRate(code, reports.get(code, 0), people or 0) for code, people in residents.items()
    ]
    everywhere, placed = sum(reports.values()), sum(row.n for row in districts)
    all_known = all(row.residents for row in districts)
    city = DistrictRate("", everywhere, sum(row.residents for row in districts) if all_known else 0)
    units = {unit: own for unit, own in rates.items() if unit is not None}
    return RateTable(total, before, year, units, districts, city, everywhere - placed)


def total_rates(
    session: Session,
    actor: Actor,
    desk: Desk,
    *,
    query: Query,
    period: Period,
    names: Collection[str] | None = None,
) -> tuple[Rates, Mapping[str, Rates]]:
    """Those of one period only, in all and by unit; with `names` what `count_rates` counts then."""
    rates = _counted(session, period, _charge(actor, query), desk.now(), names)
    return rates.pop(None, {}), {unit: own for unit, own in rates.items() if unit is not None}


def tickets_of_rate(
    session: Session,
    actor: Actor,
    desk: Desk,
    name: str,
    *,
    which: str,
    query: Query,
    period: Period,
    below: int | None = None,
    limit: int = 50,
) -> RateTickets:
    """The tickets that a rate counts, as `rate_tickets` tells. Raises InvalidInput where a rate of
    the whole city is asked for of units.
    """
    span, charge = _span(period, desk.now()), _charge(actor, query)
    if charge.units is not None and name in OF_CONTACTS:
        raise InvalidInput(
            "此指标只有全市的，不分单位", field="rate", remedy="请去掉单位筛选，或看其他指标"
        )
    return rate_tickets(session, span, charge, name, which=which, below=below, limit=limit)


def _counted(
    session: Session,
    period: Period,
    charge: Charge,
    now: datetime,
    names: Collection[str] | None = None,
) -> dict[str | None, Rates]:
    span = _span(period, now)
    rates = count_rates(session, span, charge, names=names)
    if charge.units is None and (names is None or not set(OF_CONTACTS).isdisjoint(names)):
        rates[None] |= count_contacts(session, span, charge)
    return rates


def _span(period: Period, now: datetime) -> CountSpan:
    return CountSpan(period.since, period.until, now)


def _charge(actor: Actor, query: Query) -> Charge:
    """Of a clerk what is charged to their own units."""
    scope = scope_of(actor)
    filters = tuple((name, of) for name, of in query.filters.items() if name not in OF_UNITS)
    units = None if scope.every_unit else scope.units
    for name in OF_UNITS:
        if values := query.filters.get(name):
            units = frozenset(values) if units is None else units & frozenset(values)
    return Charge(scope, filters, tuple(query.prefixes.items()), units)
