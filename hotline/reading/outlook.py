"""What is coming: reports of the next days, what each month brings, and hard topics (每月一题).

It is counted as a leader may see it, once a day for all readers: years of the index are read.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from analytics.asking import Answer, Chart, Part, answer_all, counts, terms
from analytics.coming.forecast import Forecast, forecast_both
from analytics.coming.history import History, TooShort, history_of
from analytics.months import MonthOfYear, month_calendar
from analytics.search.base import EngineUnavailable, Query, SearchEngine
from hotline.desk.desk import Desk
from hotline.domain.errors import Unavailable
from hotline.domain.roles import LEADER
from hotline.reading.coming import YEARS, kind_of
from hotline.reading.search import visibility_of
from hotline.reading.staffing import Assumptions, StaffedHour, assumptions_of, staffed_hours
from hotline.storage.hard_topics import TopicCounts, topic_counts

HORIZON = 14
# A hard topic is chosen from the year: fewer days show what is in season, and few who were asked.
TOPIC_DAYS, TOPICS = timedelta(days=365), 10
LEAST_REPORTS, LEAST_UNITS, LEAST_ASKED = 20, 3, 5


@dataclass(frozen=True)
class Outlook:
    """As of the morning of `day`.

    forecast    None while there is too little past, then `too_short` says so
    hours       of each day of the forecast; they lie inside as often as `hours_coverage` says
    assumptions what their seats are planned with
    past        (day, reports) of the last four weeks
    topics      candidates, hardest first; `since`: from which day they are counted
    """

    day: date
    forecast: Forecast | None
    too_short: str
    hours: Mapping[date, Sequence[StaffedHour]]
    hours_coverage: float
    assumptions: Assumptions
    past: Sequence[tuple[date, int]]
    months: Sequence[MonthOfYear]
    topics: Sequence[TopicCounts]
    since: date


class OutlookBoard:
    """The outlook of today, made by whoever asks first. One for each process; any thread asks."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._lock, self._kept = threading.Lock(), dict[str, Outlook]()

    def outlook(self, session: Session, desk: Desk) -> Outlook:
        """Raises Unavailable while the engine is away and nothing of today is kept."""
        with self._lock:
            kept = self._kept.get(desk.city.name)
            if kept is None or kept.day != desk.now().date():
                kept = self._kept[desk.city.name] = _outlook(session, self._engine, desk)
            return kept


def hard_topics(counts: Sequence[TopicCounts]) -> list[TopicCounts]:
    """Frequent, led by several units, and less often solved than the rest; most unsolved first."""
    rates = [topic.solved for topic in counts]
    part, whole = sum(rate.part for rate in rates), sum(rate.whole for rate in rates)
    usual = part / whole if whole else 1.0
    candidates = [
        topic
        for topic in counts
        if topic.n >= LEAST_REPORTS
        and topic.units >= LEAST_UNITS
        and topic.solved.whole >= LEAST_ASKED
        and (topic.solved.value or 0.0) < usual
    ]
    return sorted(candidates, key=lambda topic: (-_unsolved(topic), topic.category))[:TOPICS]


def _unsolved(topic: TopicCounts) -> float:
    """How many reports stay unsolved if all callers say what those say who were asked."""
    return topic.n * (1 - (topic.solved.value or 0.0))


def _outlook(session: Session, engine: SearchEngine, desk: Desk) -> Outlook:
    midnight = datetime.combine(desk.now().date(), time.min)
    query = Query(see=visibility_of(LEADER))
    charts: dict[str, Chart[Any]] = {
        "past": _hours(query, midnight),
        "channels": _channels(query, midnight),
        "months": month_calendar(query, midnight),
    }
    try:
        answered = answer_all(engine, charts).charts
    except EngineUnavailable as error:
        message = "预判暂不可用：统计引擎正在恢复"
        raise Unavailable(message, remedy="受理、派单和答复不受影响；请稍后重试") from error
    since = midnight - TOPIC_DAYS
    topics = hard_topics(topic_counts(session, LEADER, since, midnight))
    history: History | None = answered["past"]
    days, hours, too_short = _forecasts(history, desk)
    answer_seconds = desk.city.settings.calls.answer_seconds
    assumptions = assumptions_of(session, answered["channels"], midnight, answer_seconds)
    return Outlook(
        day=midnight.date(),
        forecast=days,
        too_short=too_short,
        hours=staffed_hours(hours, assumptions) if hours else {},
        hours_coverage=hours.coverage if hours else 0.0,
        assumptions=assumptions,
        past=[] if history is None else _last_days(history),
        months=answered["months"],
        topics=topics,
        since=since.date(),
    )


def _forecasts(history: History | None, desk: Desk) -> tuple[Forecast | None, Forecast | None, str]:
    """By day and by hour, or why there is none."""
    if history is None:
        return None, None, "没有可用的记录"
    try:
        return *forecast_both(history, HORIZON, kind_of(desk.calendar)), ""
    except TooShort as error:
        return None, None, str(error)


def _last_days(history: History) -> list[tuple[date, int]]:
    days = history.days
    return [(history.date(at), int(days[at])) for at in range(max(0, len(days) - 28), len(days))]


def _hours(query: Query, midnight: datetime) -> Chart[History | None]:
    """Up to yesterday, for today is not over; None where there is nothing."""
    interval = {"date_histogram": {"field": "reported", "fixed_interval": "1h", "min_doc_count": 1}}

    def read(answers: Sequence[Answer]) -> History | None:
        by_hour = {
            datetime.fromisoformat(bucket["key_as_string"]).replace(tzinfo=None): int(
                bucket["doc_count"]
            )
            for bucket in answers[0]["times"]["buckets"]
        }
        return history_of(by_hour) if by_hour else None

    return Chart([Part(_counted_past(query, midnight), {"times": interval})], read)


def _channels(query: Query, midnight: datetime) -> Chart[dict[str, int]]:
    """How many reports each brought, of the same past."""
    part = Part(_counted_past(query, midnight), {"channels": terms("channel")})
    return Chart([part], lambda answers: counts(answers[0]["channels"]))


def _counted_past(query: Query, midnight: datetime) -> Query:
    return Query(see=query.see, since=midnight - YEARS, until=midnight)
