"""Score schemes: dated versions of how points are made.

A closed period keeps the version that its last day had.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.scoring.components import Component
from hotline.domain.scoring.periods import AssessmentPeriod, PeriodKind, parse_period
from hotline.domain.scoring.points import USUAL_ROUNDING, Rounding
from hotline.domain.scoring.rounding import ZERO
from hotline.domain.scoring.tallies import Column, WeightedCount

Ranking = Literal["rank", "bands", "none"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version of a scheme.

    periods, year_starts   kinds of period it scores; first month of the assessment year (11:
                           November to October)
    groups     names of the groups of units that are compared; () takes whatever the table says
    volume     columns that say how many tickets a unit had, before exclusions
    minimum    below this volume a unit is listed apart, with points but without rank
    ranking    rank; bands instead (优 良 中 差); or none
    bands      name and lowest total, best first
    total_floor, total_cap   limits of the total; None is none
    """

    code: str
    name: str
    components: tuple[Component, ...]
    volume: WeightedCount
    valid_from: date = date.min
    valid_to: date = date.max
    periods: tuple[PeriodKind, ...] = ("month", "year")
    year_starts: int = 1
    groups: tuple[str, ...] = ()
    minimum: int = 0
    ranking: Ranking = "rank"
    bands: tuple[tuple[str, Decimal], ...] = ()
    rounding: Rounding = USUAL_ROUNDING
    total_floor: Decimal | None = ZERO
    total_cap: Decimal | None = None
    note: str = ""

    @property
    def total(self) -> Decimal:
        return sum((component.weight for component in self.components), ZERO)

    @property
    def columns(self) -> dict[str, Column]:
        """By name; a column that two components name is as strict as the stricter of the two."""
        every: dict[str, Column] = {name: Column(name, True) for name in self.volume.names}
        for column in (column for component in self.components for column in component.columns):
            known = every.get(column.name, column)
            low, high = max(known.low, column.low), min(known.high, column.high)
            every[column.name] = Column(
                column.name, known.is_required or column.is_required, low, high
            )
        return every

    def period(self, text: str) -> AssessmentPeriod:
        """Raises InvalidInput for a text that is no period or not of a kind that this scheme
        scores.
        """
        period = parse_period(text, year_starts=self.year_starts)
        if period.kind not in self.periods:
            kinds = {"month": "月度（如 2026-03）", "year": "年度（如 2026）"}
            remedy = f"可用：{'、'.join(kinds[kind] for kind in self.periods)}"
            raise InvalidInput(
                f"“{self.name}”不按“{text}”这样的期间考核", remedy=remedy, field="period"
            )
        return period

    def is_valid_on(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to


def scheme_for(
    schemes: Iterable[Scheme], code: str, period: str
) -> tuple[Scheme, AssessmentPeriod]:
    """The version of `code` that is valid on the last day of `period`.

    Raises NotFound if there is none.

    Where versions begin their assessment year in different months, the one that fits its own
    reckoning is taken.
    """
    versions = sorted(
        (scheme for scheme in schemes if scheme.code == code),
        key=lambda scheme: scheme.valid_from,
        reverse=True,
    )
    if not versions:
        raise NotFound(f"没有编码为“{code}”的考核方案", remedy="请核对方案编码")
    for version in versions:
        last = parse_period(period, year_starts=version.year_starts).last
        if version.is_valid_on(last):
            return version, version.period(period)
    spans = "；".join(span(version) for version in reversed(versions))
    raise NotFound(f"方案“{code}”没有在“{period}”最后一天有效的版本", remedy=f"现有版本：{spans}")


def span(scheme: Scheme) -> str:
    """2026-01-01 至 2026-12-31, with open ends left open."""
    first = "" if scheme.valid_from == date.min else f"{scheme.valid_from} "
    last = "" if scheme.valid_to == date.max else f" {scheme.valid_to}"
    return f"{first}起" if first and not last else f"{first}至{last}" if last else "长期有效"
