"""One unit's year: what came in by month, its rates beside the year before, scores, orders and
rectifications. For who sees the whole city's figures, and for the unit itself and those above it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from analytics.periods import DAY, Period, months_before, period
from analytics.search.base import Query
from hotline.desk.desk import Desk
from hotline.domain.errors import NotFound
from hotline.domain.roles import SEES_ANALYSIS, Actor
from hotline.reading.hottest_issues import IssueSummary, hottest_issues
from hotline.reading.rates import total_rates
from hotline.reading.search import visibility_of
from hotline.storage.holders import Lamps, lamps_by_holder
from hotline.storage.tallies import Rates
from hotline.storage.unit_year import (
    OrderCounts,
    orders_of_unit,
    published_scores,
    rectified_by_unit,
)

MONTHS, ISSUES = 12, 10
WHERE_CODES_ARE = "编码见 units.csv；也可以从态势页的承办单位表打开"
SECOND = DAY / 86_400  # what came in this very second counts


@dataclass(frozen=True)
class UnitYear:
    """`span`: twelve calendar months up to the present one; `query`: what the unit leads.

    rates, before   by name, of the span and of the year before it
    scores          (scheme, period, document) of what was published in the span
    rectified       passed and all
    issues          of the span, by the callers of this unit's tickets, ISSUES at most
    """

    unit: str
    span: Period
    query: Query
    rates: Rates
    before: Rates
    scores: Sequence[tuple[str, str, Mapping[str, Any]]]
    orders: Mapping[str, OrderCounts]
    rectified: tuple[int, int]
    lamps: Lamps
    issues: Sequence[IssueSummary]


def unit_year(session: Session, actor: Actor, desk: Desk, unit: str) -> UnitYear:
    """Raises NotFound for a unit that is none and for one whose figures are not the reader's."""
    _check(actor, desk, unit)
    now = desk.now()
    span = _year(now)
    query = Query(filters={"unit": (unit,)}, see=visibility_of(actor))
    rates, before = (
        total_rates(session, actor, desk, query=query, period=part)[0]
        for part in (span, span.year_before)
    )
    lamps = {lamp.holder: lamp for lamp in lamps_by_holder(session, actor, now)}
    return UnitYear(
        unit,
        span,
        query,
        rates,
        before,
        published_scores(session, unit, _periods(span)),
        orders_of_unit(session, unit, span.since, now + SECOND),
        rectified_by_unit(session, unit, span.since, now + SECOND),
        lamps.get(unit, Lamps(unit, 0, 0)),
        hottest_issues(session, actor, span.since, now + SECOND, unit=unit, limit=ISSUES),
    )


def own_year(actor: Actor, desk: Desk, unit: str) -> tuple[datetime, datetime]:
    """The bounds of its orders and rectifications; raises NotFound as `unit_year` does."""
    _check(actor, desk, unit)
    return _year(desk.now()).since, desk.now() + SECOND


def _check(actor: Actor, desk: Desk, unit: str) -> None:
    is_own = unit in actor.units
    if unit not in desk.city.units:
        raise NotFound(f"没有编码为“{unit[:20]}”的单位", remedy=WHERE_CODES_ARE)
    if not (is_own or actor.role in SEES_ANALYSIS):
        raise NotFound(f"没有单位 {unit[:20]} 的年度情况", remedy="请核对单位编码")


def _year(now: datetime) -> Period:
    this = datetime(now.year, now.month, 1)
    last = (this + 32 * DAY).replace(day=1) - DAY
    return period(months_before(this, MONTHS - 1).date(), last.date(), now + SECOND)


def _periods(span: Period) -> list[str]:
    """Its months and the years that they are in, as periods of scores are called."""
    months = [months_before(datetime(span.end.year, span.end.month, 1), n) for n in range(1, 13)]
    return [*(f"{month:%Y-%m}" for month in months), *{str(month.year) for month in months}]
