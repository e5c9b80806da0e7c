"""How many seats a hotline needs: Erlang C, the queue of callers who wait and do not give up."""

from dataclasses import dataclass
from math import ceil, exp

# Erlangs; beyond, a city would plan by centre.
MOST_LOAD = 20_000


class WrongAssumption(ValueError):
    """A value with which nothing can be planned: `name` of the argument, and the remedy."""

    def __init__(self, name: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.name, self.remedy = name, remedy


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """What one stretch of the day needs.

    seats                taken by agents who are there and take calls
    with_shrinkage       to be rostered, so that so many are there
    level                share of calls answered in time
    waiting_probability  share of calls that wait at all
    occupancy            share of an agent's time that goes to calls
    """

    seats: int
    with_shrinkage: int
    level: float
    waiting_probability: float
    occupancy: float


def plan_seats(
    *,
    calls: float,
    per: float,
    handle: float,
    answer: float,
    level: float,
    shrinkage: float = 0.0,
    occupancy: float = 1.0,
) -> SeatPlan:
    """The fewest seats with which `level` of the calls are answered within `answer` seconds and no
    agent is busier than `occupancy`.

    `calls` come in `per` seconds and take `handle` seconds each, after-call work included;
    `shrinkage` is the share of rostered agents who are not at the phone. Raises WrongAssumption.
    """
    _check(calls, per, handle, answer, level, shrinkage, occupancy)
    load = calls * handle / per
    if load > MOST_LOAD:
        raise WrongAssumption(
            "calls", f"话务量 {load:.0f} 爱尔兰超出 {MOST_LOAD}", "请核对通话数和时长的单位"
        )
    seats = max(1, ceil(load / occupancy - 1e-9), int(load) + 1 if load else 1)
    blocking = _erlang_b(load, seats)
    while (answered := _answered(load, seats, blocking, answer / handle)) < level:
        seats += 1
        blocking = load * blocking / (seats + load * blocking)
    return SeatPlan(
        seats=seats,
        with_shrinkage=ceil(seats / (1 - shrinkage) - 1e-9),
        level=answered,
        waiting_probability=_erlang_c(load, seats, blocking),
        occupancy=load / seats,
    )


def _check(
    calls: float,
    per: float,
    handle: float,
    answer: float,
    level: float,
    shrinkage: float,
    occupancy: float,
) -> None:
    limits = (
        ("calls", calls, calls >= 0, "不小于 0 的通话数"),
        ("per", per, per > 0, "大于 0 的时长，如 30min"),
        ("handle", handle, handle > 0, "大于 0 的秒数"),
        ("answer", answer, answer >= 0, "不小于 0 的秒数"),
        ("level", level, 0 < level < 1, "0 与 1 之间，如 0.8"),
        ("shrinkage", shrinkage, 0 <= shrinkage < 1, "从 0 到不满 1，如 0.3"),
        ("occupancy", occupancy, 0 < occupancy <= 1, "大于 0、不超过 1，如 0.85"),
    )
    for name, value, fits, remedy in limits:
        # A number that is no number fits nowhere.
        if not fits or value == float("inf"):
            raise WrongAssumption(name, f"“{value:g}”不可用", f"请给{remedy}")


def _erlang_b(load: float, seats: int) -> float:
    """Share of calls that would find all seats taken, if none could wait."""
    blocking = 1.0
    for taken in range(1, seats + 1):
        blocking = load * blocking / (taken + load * blocking)
    return blocking


def _erlang_c(load: float, seats: int, blocking: float) -> float:
    return blocking / (1 - load / seats * (1 - blocking))


def _answered(load: float, seats: int, blocking: float, patience: float) -> float:
    """Share answered within `patience`, which is counted in handling times."""
    return 1 - _erlang_c(load, seats, blocking) * exp(-(seats - load) * patience)
