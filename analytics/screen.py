"""The leader's screen: all its figures by one request."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from analytics.asking import Chart
from analytics.breakdowns import breakdown, count_in
from analytics.durations import NOT_HELD, Held, durations
from analytics.headline import headline
from analytics.heat import heat
from analytics.issues import issues
from analytics.periods import Period
from analytics.repeats import CROWD, CountCallers, repeats
from analytics.search.base import Query
from analytics.trends import Step, Works, trend
from analytics.words import marking_words

# The words of a period are compared with up to so many periods up to its end, as far as they fit in
# so many days.
TIMES, BACKGROUND_DAYS = 5, 140
SEASON, YEARS = 92, 731


def background(period: Period) -> Period:
    """The period and what came before it: two periods at least."""
    return period.longer(max(2, min(TIMES, BACKGROUND_DAYS // period.days)))


def step_of(period: Period) -> Step:
    """Days of a season, weeks of two years, months of more."""
    if period.days <= SEASON:
        return Step.DAY
    return Step.WEEK if period.days <= YEARS else Step.MONTH


def screen(
    query: Query,
    period: Period,
    month: Period,
    now: datetime,
    works: Works,
    residents: Mapping[str, int],
    *,
    held: Held = NOT_HELD,
    waiting: Collection[str] = (),
    crowd: int = CROWD,
    callers: CountCallers | None = None,
    telling: Callable[[str], bool] = bool,
) -> dict[str, Chart[Any]]:
    """What came in during `period` and how it compares, day by day through `month`, and what
    stands open at `now`; `crowd` different `callers` at one place are shown as a crowd.

    held       values of fields by which a unit holds the running clock
    waiting    statuses in which no unit has the ticket
    telling    which words may stand for a matter
    """
    return {
        "headline": headline(query, period, works),
        "trend": trend(query, month, step_of(month), works),
        "issues": issues(query, period, telling=telling),
        "categories": breakdown(query, period, "category1"),
        "units": breakdown(query, period, "unit"),
        "waiting": count_in(query, period, waiting),
        "channels": breakdown(query, period, "channel"),
        "types": breakdown(query, period, "request_type"),
        "urgencies": breakdown(query, period, "urgency"),
        "hours": breakdown(query, period, "hour"),
        "heat": heat(query, period, residents),
        "durations": durations(query, period, "unit", now, held),
        "words": marking_words(period.of(query), background(period).of(query), 20, telling),
        "repeats": repeats(query, period.until, crowd=crowd, callers=callers),
    }
