"""A course by day tells no day of a few, and no sum over its days tells one either."""

from itertools import product

import pytest

from analytics.suppression import open_course


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_a_day_of_a_few_is_withheld_and_nothing_else_without_a_known_sum(small):
    assert open_course([0, 12, small, 7], []) == [0, 12, None, 7]


def test_the_total_of_a_week_takes_another_day_with_the_only_small_one():
    assert open_course([9, 3, 8, 7], [range(4)]) == [9, None, 8, None]
    assert open_course([9, 3, 0, 0], [range(4)]) == [None, None, 0, 0]


def test_small_days_that_their_sum_would_tell_take_another_with_them():
    # Three days of a few with twelve together have four each.
    assert open_course([20, 4, 4, 4, 9], [range(5)]) == [20, None, None, None, None]
    assert open_course([20, 4, 2, 3, 9], [range(5)]) == [20, None, None, None, 9]


def test_a_day_that_went_with_another_is_not_told_by_a_second_sum():
    shown = open_course([3, 8, 8, 9, 9], [range(3), range(2, 5)])
    assert shown[2] is None
    assert sum(n is None for n in shown[2:]) > 1


def test_what_is_shown_with_the_sum_leaves_each_small_day_open():
    for numbers in product((0, 1, 3, 4, 5, 9), repeat=4):
        shown = open_course(numbers, [range(4)])
        hidden = [at for at, n in enumerate(shown) if n is None]
        assert all(n is None or n == 0 or n >= 5 for n in shown)
        small = [at for at in hidden if numbers[at] < 5]
        if not small or len(hidden) == sum(map(bool, numbers)):
            continue
        rest = sum(numbers[at] for at in hidden)
        fitting = [
            tried for tried in product(range(1, rest), repeat=len(hidden)) if sum(tried) == rest
        ]
        for place in range(len(hidden)):
            assert len({tried[place] for tried in fitting}) > 1, numbers
