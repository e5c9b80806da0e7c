"""Shares and changes: nothing is divided by nothing, and few say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures import SMALLEST, Compared, Rate, corrected
from analytics.suppression import SMALLEST_PUBLISHED, suppressed


def test_nothing_of_nothing_is_no_rate():
    assert Rate(0, 0).value is None
    assert Rate(0, 5).value == 0


@pytest.mark.parametrize(("whole", "shown"), [(SMALLEST - 1, None), (SMALLEST, 0.5)])
def test_a_rate_of_few_is_not_shown(whole, shown):
    assert Rate(whole // 2, whole).shown == shown


@pytest.mark.parametrize(
    ("n", "before", "difference", "change"),
    [
        (30, 20, 10, 0.5),
        (10, 20, -10, -0.5),
        (30, 19, 11, None),
        (3, 0, 3, None),
        (3, None, None, None),
    ],
)
def test_a_change_needs_enough_to_change_from(n, before, difference, change):
    assert (Compared(n, before).difference, Compared(n, before).change) == (difference, change)


def test_the_same_work_in_fewer_days_is_a_rise():
    assert corrected(100, 5, 100, 4) == pytest.approx(-0.2)
    assert corrected(100, 17, 130, 22) == pytest.approx(100 / 17 / (130 / 22) - 1)


@pytest.mark.parametrize("days", [(0, 5), (5, 0)])
def test_no_change_for_each_working_day_where_none_was_worked(days):
    assert corrected(100, days[0], 100, days[1]) is None


def test_no_corrected_change_from_few():
    assert corrected(100, 5, 19, 5) is None


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=12))
def test_no_withheld_count_can_be_worked_out(counts):
    shown = suppressed(counts)
    hidden = [counts[key] for key, n in shown.items() if n is None]
    assert all(n is None for key, n in shown.items() if 0 < counts[key] < SMALLEST_PUBLISHED)
    assert all(n == counts[key] for key, n in shown.items() if n is not None)
    others = [n for n in counts.values() if n >= SMALLEST_PUBLISHED]
    assert len(hidden) != 1 or not others


def test_zero_and_large_counts_are_published():
    assert suppressed({"a": 0, "b": 5, "c": 900}) == {"a": 0, "b": 5, "c": 900}
    assert suppressed({"a": 4, "b": 7, "c": 900}) == {"a": None, "b": None, "c": 900}
