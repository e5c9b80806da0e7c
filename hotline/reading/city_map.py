"""The map: each district or street with what came in, by residents, late, and how content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from analytics.breakdowns import Breakdown
from analytics.figures import Rate
from analytics.heat import for_10000
from analytics.periods import Period
from analytics.search.base import Query
from hotline.city.map import Ring
from hotline.desk.desk import Desk
from hotline.domain.roles import Actor
from hotline.storage.area_counts import content_by_area, late_by_area
from hotline.storage.counted_cycles import CountSpan
from hotline.storage.index.columns import beginning, condition

MEASURES = ("tickets", "residents", "late", "satisfied")


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One area: `n` reports of the period, `residents` 0 where nobody knows them, `late` tickets
    that are open now, ratings of the period.
    """

    code: str
    rings: Sequence[Ring]
    n: int
    residents: int
    late: int
    satisfied: Rate

    @property
    def for_10000(self) -> float | None:
        return for_10000(self.n, self.residents)

    def value(self, measure: str) -> float | None:
        values: Mapping[str, float | None] = {
            "tickets": self.n,
            "residents": self.for_10000,
            "late": self.late,
            "satisfied": self.satisfied.shown,
        }
        return values[measure]


def map_areas(
    session: Session,
    actor: Actor,
    desk: Desk,
    *,
    level: str,
    district: str,
    reports: Breakdown,
    query: Query,
    period: Period,
) -> list[AreaFigures]:
    """The districts, or the streets of one district or of all, most reports first; `reports` is
    the breakdown of the period by the same level, within the filters of `query`.
    """
    counts = {str(row.key): row.n for row in reports.rows if row.key}
    more = [
        *(condition(name, values) for name, values in query.filters.items()),
        *(beginning(name, text) for name, text in query.prefixes.items()),
    ]
    late = late_by_area(session, actor, level, desk.now(), more=more)
    span = CountSpan(period.since, period.until, desk.now())
    content = content_by_area(session, actor, level, span, more=more)
    figures = [
        AreaFigures(
            area.code,
            desk.city.map.get(area.code, ()),
            counts.get(area.code, 0),
            area.residents or 0,
            late.get(area.code, 0),
            content.get(area.code, Rate(0, 0)),
        )
        for area in desk.city.areas.values()
        if bool(area.parent) == (level == "street") and district in ("", area.code, area.parent)
    ]
    return sorted(figures, key=lambda area: (-area.n, area.code))
