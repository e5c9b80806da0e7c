"""How long the steps take, in hours of the clock, and how often they were in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analytics.asking import Aggs, Answer, Chart, Part, counts, terms
from analytics.figures import Rate
from analytics.periods import Period
from analytics.search.base import Query, WrongQuery

# step -> (duration in hours, whether it was late)
STEPS = {
    "dispatch": ("hours_dispatch", ""),
    "sign": ("hours_accept", "late_sign"),
    "contact": ("hours_contact", "late_contact"),
    "handle": ("hours_reply", "late"),
    "close": ("hours_close", ""),
}
BY = ("unit", "category", "category1", "district", "street", "channel", "request_type", "urgency")
MOST_GROUPS = 50
_PERCENTS = [50.0, 90.0]


@dataclass(frozen=True, slots=True)
class Duration:
    """Of the tickets that have taken this step: how many, the middle one and the slowest tenth's
    best, in hours.
    """

    n: int
    median: float | None
    slow: float | None


@dataclass(frozen=True, slots=True)
class Steps:
    """`in_time` has the steps with a limit: those done in time of those done.

    Open ones past their time are `overdue`.
    """

    n: int
    took: Mapping[str, Duration]
    in_time: Mapping[str, Rate]
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Durations:
    """All tickets of the period, and its largest groups by `by`."""

    by: str
    total: Steps
    groups: Mapping[str, Steps]


def durations(query: Query, period: Period, by: str, now: datetime) -> Chart[Durations]:
    """`overdue` counts all open tickets whose running clock has ended by `now`, whenever they
    were reported.
    """
    if by not in BY:
        raise WrongQuery(f"不能按“{by[:40]}”分组；可用：{'、'.join(BY)}")
    body = _body()
    groups = terms(by, MOST_GROUPS, missing="") | {"aggs": body}
    parts = (
        Part(period.of(query), {**body, "groups": groups}),
        Part(overdue(query, now), {"groups": terms(by, missing="")}),
    )

    def read(answers: Sequence[Answer]) -> Durations:
        inside, late = answers
        waiting = counts(late["groups"])
        groups = {
            bucket["key"]: _steps(bucket, bucket["doc_count"], waiting.get(bucket["key"], 0))
            for bucket in inside["groups"]["buckets"]
        }
        return Durations(by, _steps(inside, inside["n"], late["n"]), groups)

    return Chart(parts, read)


def overdue(query: Query, now: datetime) -> Query:
    """The open tickets of `query` whose running clock has ended."""
    return Query(
        filters=query.filters,
        prefixes=query.prefixes,
        text=query.text,
        ranges={**query.ranges, "due": (None, now)},
        see=query.see,
    )


def _body() -> Aggs:
    took = {
        step: {"percentiles": {"field": hours, "percents": _PERCENTS}}
        for step, (hours, _) in STEPS.items()
    }
    done = {f"{step}.n": {"value_count": {"field": hours}} for step, (hours, _) in STEPS.items()}
    late = {f"{step}.late": terms(field, 3) for step, (_, field) in STEPS.items() if field}
    return {**took, **done, **late}


def _steps(answer: Answer, n: int, overdue: int) -> Steps:
    took = {
        step: _duration(answer[step]["values"], int(answer[f"{step}.n"]["value"])) for step in STEPS
    }
    late = {step: counts(answer[f"{step}.late"]) for step, (_, field) in STEPS.items() if field}
    rates = {
        step: Rate(ended.get("no", 0), ended.get("no", 0) + ended.get("yes", 0))
        for step, ended in late.items()
    }
    return Steps(n, took, rates, overdue)


def _duration(values: Mapping[str, float | None], n: int) -> Duration:
    return Duration(n, values["50.0"], values["90.0"]) if n else Duration(0, None, None)
