"""Whose tickets a figure counts: the filters of its address, checked strictly, and what its
reader may see.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from analytics.periods import Period, period
from analytics.search.base import Query
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.permissions import sees_all
from hotline.domain.roles import SEES_CONFIDENTIAL, Actor
from hotline.reading.city_codes import in_city
from hotline.reading.search import visibility_of
from hotline.reading.ticket_search import read_ticket_search
from hotline.web.reading.spans import DaySpan, read_span

FILTERS = ("category", "unit", "lead", "district", "street", "channel", "request_type", "urgency")
USUAL, LONGEST = timedelta(days=27), timedelta(days=366)
# The leader's screen: a week, unless something else is chosen.
WEEK = timedelta(days=6)
SECOND = timedelta(seconds=1)  # what came in this very second counts


@dataclass(frozen=True)
class Population:
    """`query` without its period; `parameters` are those that were given, `key` keeps an
    answer to them.
    """

    query: Query
    span: DaySpan
    period: Period
    parameters: tuple[tuple[str, str], ...]
    actor: Actor

    @property
    def key(self) -> Hashable:
        return self.parameters, visibility_of(self.actor)

    @property
    def filters(self) -> dict[str, str]:
        return {name: value for name, value in self.parameters if name in FILTERS}

    @property
    def has_days(self) -> bool:
        """Whether the address says which days."""
        return any(name in ("since", "until") for name, _ in self.parameters)

    @property
    def everything(self) -> Query:
        """All that the reader may see."""
        return Query(see=self.query.see)

    @property
    def exclusions(self) -> str:
        if not sees_all(self.actor):
            return "只含本单位及下属单位主办、协办的工单，不含以本单位为投诉对象的工单"
        return "无" if self.actor.role in SEES_CONFIDENTIAL else "保密工单"


def read_population(
    params: Any,
    actor: Actor,
    desk: Desk,
    *,
    others: Collection[str] = (),
    usual: timedelta | DaySpan = USUAL,
    longest: timedelta = LONGEST,
) -> Population:
    """Raises InvalidInput that names every wrong parameter; `others` are the figure's own."""
    known = ("since", "until", *FILTERS, *others)
    faults = [
        (name[:40], f"没有此参数；可用：{'、'.join(known)}") for name in params if name not in known
    ]
    faults += [(name, "只能给一个值") for name in known if len(params.getall(name, [])) > 1]
    if faults:
        listed = "；".join(f"{name}：{message}" for name, message in faults)
        raise InvalidInput(f"查询参数有 {len(faults)} 处需要更正：{listed}", faults=tuple(faults))
    now, pairs = desk.now(), [(name, params[name].strip()) for name in params]
    filters = {name: [value] for name, value in pairs if name in FILTERS}
    search = read_ticket_search(filters, now, desk.city).query()
    pairs = [(name, in_city(name, value, desk.city) if value else "") for name, value in pairs]
    span = read_span(params, now.date(), usual=usual, longest=longest)
    query = Query(filters=search.filters, prefixes=search.prefixes, see=visibility_of(actor))
    return Population(
        query,
        span,
        period(*span, now + SECOND),
        tuple(sorted(pair for pair in pairs if pair[1])),
        actor,
    )


def chosen(params: Any, name: str, allowed: Collection[str], usual: str) -> str:
    """One of a closed list."""
    value = str(params.get(name, "")).strip() or usual
    if value not in allowed:
        raise InvalidInput(
            f"{name}：“{value[:40]}”不可用", field=name, remedy=f"可用：{'、'.join(allowed)}"
        )
    return value


def whole(params: Any, name: str, low: int, high: int, usual: int) -> int:
    value = str(params.get(name, "")).strip() or str(usual)
    if not (value.isascii() and value.isdecimal() and len(value) < 6 and low <= int(value) <= high):
        raise InvalidInput(
            f"{name}：“{value[:40]}”不可用", field=name, remedy=f"请用 {low} 至 {high} 的整数"
        )
    return int(value)
