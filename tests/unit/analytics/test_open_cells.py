"""Open data: cells below five are withheld so that nobody can compute them from the others."""

from itertools import product

import pytest

from analytics.suppression import open_cells


def alike(counts):
    """Every table that would be published as this one is, with the same total."""
    cells = open_cells(counts)
    hidden = [key for key, n in cells.items() if n is None]
    rest = sum(counts[key] for key in hidden)
    for numbers in product(range(1, rest + 1), repeat=len(hidden)):
        if sum(numbers) == rest:
            other = counts | dict(zip(hidden, numbers, strict=True))
            if open_cells(other) == cells:
                yield other


@pytest.mark.parametrize("size", [2, 3, 4])
def test_no_small_cell_can_be_computed_from_what_is_given(size):
    for numbers in product((0, 1, 2, 4, 5, 6, 9), repeat=size):
        counts = dict(enumerate(numbers))
        cells = open_cells(counts)
        if cells is None:
            continue
        assert all(n is None or n == 0 or n >= 5 for n in cells.values())
        assert all(cells[key] in (None, n) for key, n in counts.items())
        small = [key for key, n in counts.items() if 0 < n < 5]
        others = list(alike(counts)) if small else []
        for key in small:
            assert len({other[key] for other in others}) > 1, counts


def test_a_table_without_small_cells_is_given_whole():
    assert open_cells({"a": 5, "b": 0}) == {"a": 5, "b": 0}


def test_a_table_that_leaves_too_little_to_guess_is_not_given():
    assert open_cells({"a": 4, "b": 50}) is None
    assert open_cells({"a": 1, "b": 5, "c": 8}) == dict.fromkeys("abc")
    assert open_cells({"a": 1, "b": 5, "c": 5, "d": 90}) is None
    assert open_cells({"a": 1, "b": 5, "c": 5}) is None


def test_the_largest_cell_says_most_and_is_given():
    cells = open_cells({"app": 9, "letter": 2, "web": 30, "zphone": 412})
    assert cells == {"app": None, "letter": None, "web": None, "zphone": 412}


def test_several_small_cells_hide_each_other():
    counts = {"a": 1, "b": 3, "c": 2, "d": 7, "e": 60}
    assert open_cells(counts) == counts | dict.fromkeys("abc")


def test_small_cells_that_their_sum_would_tell_are_not_alone():
    cells = open_cells({"a": 4, "b": 4, "c": 9, "d": 20, "e": 60})
    assert cells == {"a": None, "b": None, "c": None, "d": None, "e": 60}
