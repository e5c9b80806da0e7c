"""How many agents the coming hours need: the calls of each, and seats for them by Erlang C."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from analytics.coming.forecast import Expected, Forecast
from analytics.seats import SeatPlan, plan_seats
from hotline.domain.calls.figures import figures_of
from hotline.storage.call_figures import call_counts

PHONE = "phone"
HOUR_SECONDS = 3600
# What a centre plans with that has not measured its own calls.
USUAL_HANDLE = 240.0
# Of fewer calls no mean length is told.
MEASURED_DAYS, LEAST_CALLS = timedelta(days=28), 100
# A mean outside comes from a clock that is wrong.
LEAST_HANDLE, MOST_HANDLE = 10.0, 3600.0


@dataclass(frozen=True)
class Assumptions:
    """What seats are planned with.

    by_phone  share of reports that came by telephone
    handle    seconds for a call, after-call work included; `measured`: by the centre's own calls
    answer    seconds within which `level` of the calls are answered
    """

    by_phone: float
    handle: float
    measured: bool
    answer: float
    level: float = 0.8
    occupancy: float = 0.85
    shrinkage: float = 0.3


@dataclass(frozen=True, slots=True)
class StaffedHour:
    expected: Expected
    calls: float
    plan: SeatPlan


def staffed_hours(
    hours: Forecast, assumptions: Assumptions
) -> Mapping[date, Sequence[StaffedHour]]:
    """The 24 hours of each day, days in their order."""
    days: dict[date, list[StaffedHour]] = defaultdict(list)
    for hour in hours.expected:
        if isinstance(hour.at, datetime):
            days[hour.at.date()].append(_staffed(hour, assumptions))
    return dict(days)


def _staffed(hour: Expected, assumptions: Assumptions) -> StaffedHour:
    calls = hour.mean * assumptions.by_phone
    plan = plan_seats(
        calls=calls,
        per=HOUR_SECONDS,
        handle=assumptions.handle,
        answer=assumptions.answer,
        level=assumptions.level,
        shrinkage=assumptions.shrinkage,
        occupancy=assumptions.occupancy,
    )
    return StaffedHour(hour, calls, plan)


def assumptions_of(
    session: Session, channels: Mapping[str, int], midnight: datetime, answer: int
) -> Assumptions:
    """From the reports of each channel, and the calls of the four weeks before `midnight`."""
    n = sum(channels.values())
    handle = _measured_handle(session, midnight, answer)
    return Assumptions(
        by_phone=channels.get(PHONE, 0) / n if n else 0.0,
        handle=handle or USUAL_HANDLE,
        measured=bool(handle),
        answer=answer,
    )


def _measured_handle(session: Session, midnight: datetime, answer: int) -> float:
    """Seconds of talk and of after-call work; 0 where the centre does not measure both."""
    counts = call_counts(session, midnight - MEASURED_DAYS, midnight, in_seconds=answer)
    if min(counts.answered, counts.wrapped) < LEAST_CALLS:
        return 0.0
    means = {figure.key: figure.value or 0.0 for figure in figures_of(counts)}
    handle = means["talk"] + means["wrap"]
    return handle if means["talk"] and LEAST_HANDLE <= handle <= MOST_HANDLE else 0.0
