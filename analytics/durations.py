"""How long the steps take, in hours of the clock, and what stands open past its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analytics.asking import Aggs, Answer, Chart, Part, counts, terms
from analytics.periods import Period
from analytics.search.base import Query, WrongQuery

# step -> duration in hours
STEPS = {
    "dispatch": "hours_dispatch",
    "sign": "hours_accept",
    "contact": "hours_contact",
    "handle": "hours_reply",
    "close": "hours_close",
}
BY = ("unit", "category", "category1", "district", "street", "channel", "request_type", "urgency")
MOST_GROUPS = 50
Held = Mapping[str, tuple[str, ...]]
NOT_HELD: Held = {}
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
    """`overdue` are open ones past their time: of a unit those of which it holds the clock."""

    n: int
    took: Mapping[str, Duration]
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Durations:
    """All tickets of the period, and its largest groups by `by`; `overdue` by group, also of groups
    without a ticket in the period.
    """

    by: str
    total: Steps
    groups: Mapping[str, Steps]
    overdue: Mapping[str, int]

    @property
    def overdue_elsewhere(self) -> int:
        """What is overdue and held by no group."""
        return self.total.overdue - sum(self.overdue.values())


def durations(
    query: Query, period: Period, by: str, now: datetime, held: Held = NOT_HELD
) -> Chart[Durations]:
    """`overdue` counts all open tickets whose running clock has ended by `now`, whenever they
    were reported; by unit only those that are `held` by it: in these values of these fields.
    """
    if by not in BY:
        raise WrongQuery(f"不能按“{by[:40]}”分组；可用：{'、'.join(BY)}")
    body = _body()
    groups = terms(by, MOST_GROUPS, missing="") | {"aggs": body}
    late = overdue(query, now)
    by_holder = replace(late, filters={**late.filters, **held}) if held and by == "unit" else late
    parts = (
        Part(period.of(query), {**body, "groups": groups}),
        Part(late, {}),
        Part(by_holder, {"groups": terms(by, missing="")}),
    )

    def read(answers: Sequence[Answer]) -> Durations:
        inside, late, held = answers
        waiting = counts(held["groups"])
        groups = {
            bucket["key"]: _steps(bucket, bucket["doc_count"], waiting.get(bucket["key"], 0))
            for bucket in inside["groups"]["buckets"]
        }
        return Durations(by, _steps(inside, inside["n"], late["n"]), groups, waiting)

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
        for step, hours in STEPS.items()
    }
    return took | {f"{step}.n": {"value_count": {"field": hours}} for step, hours in STEPS.items()}


def _steps(answer: Answer, n: int, overdue: int) -> Steps:
    took = {
        step: _duration(answer[step]["values"], int(answer[f"{step}.n"]["value"])) for step in STEPS
    }
    return Steps(n, took, overdue)


def _duration(values: Mapping[str, float | None], n: int) -> Duration:
    return Duration(n, values["50.0"], values["90.0"]) if n else Duration(0, None, None)
