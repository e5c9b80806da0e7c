"""What the city tells everybody of one month: counts without small cells, nothing confidential."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from analytics.figures import SMALLEST, Rate
from analytics.periods import DAY, Period, months_before
from analytics.search.base import Query
from analytics.suppression import SMALLEST_PUBLISHED, open_cells
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.roles import LEADER
from hotline.reading.rates import total_rates
from hotline.storage.reported_groups import count_groups

MONTHS = 24
# Of a report, and how many characters of its value count: categories by their first level.
DIMENSIONS = {"category": 2, "district": None, "channel": None, "request_type": None}
RATES = ("on_time", "solved", "satisfied")
Cells = Mapping[str, int | None]


@dataclass(frozen=True)
class PublicFigures:
    """`month` as 2026-02; `total` None where too few came; `tables` by dimension: counts by key,
    None for what is withheld; rates only where they name no small group.
    """

    month: str
    total: int | None
    tables: Mapping[str, Cells]
    rates: Mapping[str, Rate]


class PublicBoard:
    """Figures of past months, counted once in a day however many ask. One for each process."""

    def __init__(self) -> None:
        self._lock, self._kept = threading.Lock(), dict[tuple[str, str], PublicFigures]()
        self._day = date.min

    def figures(self, session: Session, desk: Desk, month: str) -> PublicFigures:
        """Raises InvalidInput for what is no past month of the last MONTHS."""
        allowed = past_months(desk.now())
        if month not in allowed:
            raise InvalidInput(
                f"没有“{month[:20]}”的数据",
                field="month",
                remedy=f"请用 {allowed[-1]} 至 {allowed[0]} 中的一个月",
            )
        with self._lock:
            if self._day != desk.now().date():
                self._day, self._kept = desk.now().date(), {}
            key = (desk.city.name, month)
            if key not in self._kept:
                self._kept[key] = _figures(session, desk, month)
            return self._kept[key]


def past_months(now: datetime) -> list[str]:
    """Whole months, newest first."""
    this = datetime(now.year, now.month, 1)
    return [f"{months_before(this, number):%Y-%m}" for number in range(1, MONTHS + 1)]


def _figures(session: Session, desk: Desk, month: str) -> PublicFigures:
    since = datetime.strptime(month, "%Y-%m")
    until = (since + 32 * DAY).replace(day=1)
    groups = count_groups(session, LEADER, since, until)
    tables = {
        name: cells
        for name, length in DIMENSIONS.items()
        if (cells := open_cells(groups.by(name, length))) is not None
    }
    span = Period(since, until, (until - since).days)
    rates, _ = total_rates(session, LEADER, desk, query=Query(), period=span)
    total = groups.total if groups.total >= SMALLEST else None
    return PublicFigures(
        month, total, tables, {name: rates[name] for name in RATES if _is_open(rates[name])}
    )


def _is_open(rate: Rate) -> bool:
    """Neither those in the numerator nor the others are a small group."""
    groups = (rate.part, rate.whole - rate.part)
    return rate.whole >= SMALLEST and not any(0 < n < SMALLEST_PUBLISHED for n in groups)
