"""Counts of calls of a time, whole or by hour, day, queue and agent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Date, Integer, and_, case, cast, extract, func
from sqlmodel import Session, col, select

from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.events import Direction
from hotline.domain.calls.figures import CallCounts
from hotline.domain.models import PhoneCall

# A refused caller asked for nobody, a forwarded one was sent to somebody else.
OFFERED = (CallState.TALKING, CallState.ANSWERED, CallState.MISSED, CallState.ABANDONED)
ANSWERED = (CallState.TALKING, CallState.ANSWERED)
# Who answered, where nobody knows who that is; no login is so.
UNKNOWN = "?"
GROUPS: Mapping[str, Any] = {
    "hour": cast(extract("hour", col(PhoneCall.started_at)), Integer),
    "day": cast(col(PhoneCall.started_at), Date),
    # As a bare column SQLite would walk its whole index in order rather than the days asked for.
    "queue": func.coalesce(col(PhoneCall.queue), ""),
    "agent": case(
        (col(PhoneCall.agent) != "", col(PhoneCall.agent)),
        (col(PhoneCall.state).in_(ANSWERED), UNKNOWN),
        else_="",
    ),
}


def call_counts(
    session: Session, since: datetime, until: datetime, *, in_seconds: int, queue: str = ""
) -> CallCounts:
    """Calls that came in from `since` until before `until` and have ended or were answered."""
    query: Any = select(*_sums(in_seconds)).where(*_offered(since, until, queue))
    return _counts(session.execute(query).one())


def call_counts_by(
    session: Session,
    group: str,
    since: datetime,
    until: datetime,
    *,
    in_seconds: int,
    queue: str = "",
) -> dict[Any, CallCounts]:
    """The same by one of GROUPS, in its order. Nobody answered what stands under agent "", somebody
    unknown what stands under UNKNOWN.
    """
    key = GROUPS[group]
    if group == "day" and session.get_bind().dialect.name == "sqlite":
        key = func.date(col(PhoneCall.started_at))
    query: Any = select(key, *_sums(in_seconds)).where(*_offered(since, until, queue))
    rows = session.execute(query.group_by(key).order_by(key)).all()
    return {str(row[0]) if group == "day" else row[0]: _counts(row[1:]) for row in rows}


def queues_of(session: Session, since: datetime, until: datetime) -> list[str]:
    query: Any = select(GROUPS["queue"]).where(*_offered(since, until, "")).distinct()
    return sorted(queue for queue in session.exec(query) if queue)


def _offered(since: datetime, until: datetime, queue: str) -> list[Any]:
    named = [PhoneCall.queue == queue] if queue else []
    return [
        PhoneCall.started_at >= since,
        PhoneCall.started_at < until,
        PhoneCall.direction == Direction.IN,
        col(PhoneCall.state).in_(OFFERED),
        *named,
    ]


def _sums(in_seconds: int) -> list[Any]:
    """In the order of the fields of CallCounts."""
    state, waited = col(PhoneCall.state), col(PhoneCall.waited)
    answered = state.in_(ANSWERED)
    wrapped = and_(col(PhoneCall.wrapped_at).is_not(None), col(PhoneCall.ended_at).is_not(None))
    ends = extract("epoch", col(PhoneCall.wrapped_at)), extract("epoch", col(PhoneCall.ended_at))
    return [
        func.count(),
        _sum(answered),
        _sum(and_(answered, waited <= in_seconds)),
        _sum(state == CallState.ABANDONED),
        _sum(state == CallState.MISSED),
        _sum(answered, func.coalesce(waited, 0)),
        _sum(answered, func.coalesce(col(PhoneCall.talked), 0)),
        _sum(wrapped),
        _sum(wrapped, ends[0] - ends[1]),
    ]


def _sum(condition: Any, value: Any = 1) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


def _counts(row: Any) -> CallCounts:
    return CallCounts(*(int(value) for value in row))
