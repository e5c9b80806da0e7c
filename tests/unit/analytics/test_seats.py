"""Seats by Erlang C: against the sums of the book, and against the published example."""

from fractions import Fraction
from math import exp, factorial, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.seats import WrongAssumption, plan_seats

HALF_HOUR = {"per": 1800.0, "handle": 240.0, "answer": 15.0, "level": 0.8}


def waiting_by_the_book(load: Fraction, seats: int) -> Fraction:
    """A. K. Erlang 1917: the last term over the sum of all, exact."""
    terms = [load**k / factorial(k) for k in range(seats)]
    last = load**seats / factorial(seats) * seats / (seats - load)
    return last / (sum(terms) + last)


def test_the_published_example_needs_48_seats_and_69_people():
    plan = plan_seats(calls=300, **HALF_HOUR, shrinkage=0.3, occupancy=0.85)

    assert (plan.seats, plan.with_shrinkage) == (48, 69)
    assert round(plan.level, 3) == 0.905
    assert round(plan.waiting_probability, 3) == 0.156
    assert round(plan.occupancy, 3) == 0.833


@given(calls=st.integers(1, 400), handle=st.integers(30, 600), answer=st.integers(0, 60))
def test_waiting_equals_the_sums_of_the_book_and_one_seat_less_would_not_do(calls, handle, answer):
    plan = plan_seats(calls=calls, per=1800, handle=handle, answer=answer, level=0.8)
    load = Fraction(calls * handle, 1800)

    def level(seats: int) -> float:
        waiting = float(waiting_by_the_book(load, seats))
        return 1 - waiting * exp(-(seats - float(load)) * answer / handle)

    assert isclose(plan.waiting_probability, waiting_by_the_book(load, plan.seats), rel_tol=1e-9)
    assert isclose(plan.level, level(plan.seats), rel_tol=1e-9)
    assert plan.level >= 0.8
    fewer = plan.seats - 1
    assert fewer <= load or level(fewer) < 0.8


def test_without_calls_one_seat_waits():
    plan = plan_seats(calls=0, **HALF_HOUR)

    assert (plan.seats, plan.level, plan.waiting_probability, plan.occupancy) == (1, 1.0, 0.0, 0.0)


def test_a_full_occupancy_still_leaves_a_queue_that_ends():
    plan = plan_seats(calls=75, per=1800, handle=240, answer=3600, level=0.01, occupancy=1.0)

    assert plan.seats == 11
    assert plan.occupancy < 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("calls", -1.0),
        ("calls", float("nan")),
        ("per", 0.0),
        ("handle", float("inf")),
        ("answer", -0.5),
        ("level", 1.0),
        ("shrinkage", 1.0),
        ("occupancy", 0.0),
        ("calls", 1e12),
    ],
)
def test_a_value_out_of_bounds_is_named(field, value):
    with pytest.raises(WrongAssumption) as refused:
        plan_seats(**({"calls": 300.0, **HALF_HOUR} | {field: value}))

    assert refused.value.name == field
    assert refused.value.remedy
