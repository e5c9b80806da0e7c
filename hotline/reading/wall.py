"""What the wall shows: a few large numbers of the city, nothing of anybody in it. It hangs where
everybody passes, so it counts what a leader may see, and no confidential matter.

From the database alone, so that it stands when the search engine does not.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlmodel import Session

from analytics.figures import Compared, Rate
from analytics.periods import DAY, Period, period
from analytics.search.base import Query
from hotline.desk.desk import Desk
from hotline.domain.roles import LEADER
from hotline.domain.stages import Stage, stage_of
from hotline.reading.hottest_issues import IssueSummary, hottest_issues
from hotline.reading.open_warnings import OpenWarning, open_warnings
from hotline.reading.rates import total_rates
from hotline.storage.holders import Lamps, lamps_by_holder
from hotline.storage.overview import PeriodComparison, compare, reported_in
from hotline.storage.reported_groups import count_days, count_urgent
from hotline.storage.reported_hours import count_reported_hours
from hotline.storage.scopes import visible_to
from hotline.storage.ticket_counts import count_by_status

# So long after midnight today shows nothing yet.
SMALL_HOURS = timedelta(hours=6)
ROWS, COURSE_DAYS, ISSUES, WARNINGS = 8, 14, 4, 4
WALL_RATES = ("contact", "solved", "satisfied", "on_time", "sign", "first_time")


@dataclass(frozen=True)
class WallFigures:
    """As of `at`.

    today       reports since midnight, beside yesterday up to the same time
    hours       reports of each hour of today that has begun; in the small hours of yesterday, which
                `hours_of` says
    waiting     open tickets: with the dispatcher, with units, at the centre after a reply
    categories, districts, issues  of the last seven days, beside the seven before
    warnings    those whose life goes on, the most serious
    rates       of this month, WALL_RATES by name
    """

    at: datetime
    today: Compared
    hours: Sequence[int]
    hours_of: str
    days: Sequence[tuple[str, int]]
    urgent: int
    waiting: Mapping[str, int]
    late: Sequence[Lamps]
    red: int
    amber: int
    categories: Sequence[PeriodComparison]
    districts: Sequence[PeriodComparison]
    issues: Sequence[IssueSummary]
    warnings: Sequence[OpenWarning]
    rates: Mapping[str, Rate]


def wall_figures(session: Session, desk: Desk) -> WallFigures:
    now = desk.now()
    midnight = datetime.combine(now.date(), time.min)
    is_early = now - midnight < SMALL_HOURS
    week = period(now.date() - 6 * DAY, now.date(), now)
    lamps = lamps_by_holder(session, LEADER, now)
    late = [holder for holder in lamps if holder.red]
    return WallFigures(
        at=now,
        today=_today(session, midnight, now),
        hours=_hours(session, midnight - DAY if is_early else midnight, now),
        hours_of="昨日" if is_early else "今日",
        days=_days(session, now),
        urgent=count_urgent(session, LEADER, midnight, now + DAY),
        waiting=_waiting(session),
        late=late[:ROWS],
        red=sum(holder.red for holder in lamps),
        amber=sum(holder.amber for holder in lamps),
        categories=_named(lambda: compare(session, LEADER, "category", week)),
        districts=_named(lambda: compare(session, LEADER, "district", week)),
        issues=_issues(session, week),
        warnings=_warnings(session),
        rates=_rates(session, desk, period(now.date().replace(day=1), now.date(), now)),
    )


def _today(session: Session, midnight: datetime, now: datetime) -> Compared:
    today = Period(midnight, now + timedelta(seconds=1), 1)
    n, before = (reported_in(session, LEADER, span) for span in (today, today.before))
    return Compared(n, before)


def _hours(session: Session, midnight: datetime, now: datetime) -> Sequence[int]:
    counts = count_reported_hours(session, midnight, *visible_to(LEADER))
    begun = min(24, int((now - midnight) / timedelta(hours=1)) + 1)
    return [counts.get(midnight + timedelta(hours=hour), 0) for hour in range(begun)]


def _days(session: Session, now: datetime) -> Sequence[tuple[str, int]]:
    first = now.date() - (COURSE_DAYS - 1) * DAY
    counts = count_days(session, LEADER, datetime.combine(first, time.min), now + DAY)
    days = [first + at * DAY for at in range(COURSE_DAYS)]
    return [(f"{day:%m-%d}", counts[day.isoformat()]) for day in days]


def _waiting(session: Session) -> Mapping[str, int]:
    """What is merged is no further work of anybody: its leading ticket is counted."""
    stages = Counter[Stage]()
    for status, n in count_by_status(session, LEADER).items():
        stages[stage_of(status)] += n
    stages_shown = {"dispatcher": Stage.DISPATCHER, "units": Stage.UNIT, "centre": Stage.CENTRE}
    return {name: stages[stage] for name, stage in stages_shown.items()}


def _named(
    compared: Callable[[], Sequence[PeriodComparison]],
) -> Sequence[PeriodComparison]:
    """Without the row of what has no value, and only what came at all."""
    return [row for row in compared() if row.key and row.now][:ROWS]


def _issues(session: Session, week: Period) -> Sequence[IssueSummary]:
    """Without their titles, which callers worded: these figures are stored."""
    issues = hottest_issues(session, LEADER, week.since, week.until, limit=ISSUES)
    return [replace(issue, title="") for issue in issues]


def _warnings(session: Session) -> Sequence[OpenWarning]:
    warnings = open_warnings(session, LEADER, limit=WARNINGS)
    return [replace(warning, why=(), tickets=()) for warning in warnings]


def _rates(session: Session, desk: Desk, month: Period) -> Mapping[str, Rate]:
    total, _ = total_rates(session, LEADER, desk, query=Query(), period=month, names=WALL_RATES)
    return {name: total[name] for name in WALL_RATES if name in total}
