"""Filters, ranges and counts, in both engines."""

from datetime import timedelta

import pytest

from analytics.search.base import EVERYTHING, Query, WrongQuery
from tests.support.tickets import DAY


@pytest.fixture
def find(town_engine):
    return lambda **query: {
        hit.id for hit in town_engine.search(Query(**query, see=EVERYTHING)).hits
    }


def test_a_filter_keeps_tickets_with_this_value(find):
    assert find(filters={"unit": ("WATER",)}) == {1, 11}


def test_values_of_one_field_are_alternatives(find):
    assert find(filters={"unit": ("WATER", "POWER")}) == {1, 3, 11}


def test_several_fields_must_all_agree(find):
    assert find(filters={"unit": ("WATER",), "status": ("closed",)}) == {11}


def test_a_filter_narrows_the_text(find):
    assert find(text="扰民", filters={"district": ("D2",)}) == {6}


def test_an_empty_value_means_that_there_is_none(find):
    assert find(filters={"unit": ("",)}) == {10}
    assert find(filters={"unit": ("", "ROAD")}) == {10, 12}


def test_no_value_at_all_finds_nothing(find):
    assert find(filters={"unit": ()}) == set()


def test_a_supporting_unit_is_found_among_units(find):
    assert find(filters={"units": ("URBAN",)}) == {2, 5, 6, 8}
    assert find(filters={"co_units": ("URBAN",)}) == {5}


def test_the_first_level_of_a_category_is_a_field(find):
    assert find(filters={"category1": ("07",)}) == {2, 6}


def test_values_are_exact(find):
    assert find(filters={"unit": ("water",)}) == set()
    assert find(filters={"unit": ("WAT",)}) == set()


def test_late_and_solved_are_facts_of_finished_tickets(find):
    assert find(filters={"late": ("yes",)}) == {12}
    assert find(filters={"late": ("no",)}) == {10, 11}
    assert find(filters={"solved": ("no",)}) == {12}


def test_reported_since_is_included_and_until_is_not(find):
    assert find(since=DAY + timedelta(hours=3), until=DAY + timedelta(hours=5)) == {3, 4}


def test_an_open_span_has_one_end(find):
    assert find(since=DAY + timedelta(hours=11)) == {11, 12}
    assert find(until=DAY + timedelta(hours=2)) == {1}


def test_due_before_a_time(find):
    assert find(ranges={"due": (None, DAY + timedelta(days=2, seconds=1))}) == {7, 8}


def test_numbers_have_ranges(find):
    assert find(ranges={"rating": (1, 3)}) == {12}
    assert find(ranges={"hours_reply": (24, None)}) == {11, 12}
    assert len(find(ranges={"rating": (None, None)})) == 12


def test_two_thousand_values_in_one_filter(find):
    values = (*(f"X{number}" for number in range(2000)), "BUS")
    assert find(filters={"unit": values}) == {5}


def test_counts_agree_with_hits(town_engine):
    query = Query("停", see=EVERYTHING)
    assert town_engine.count(query) == town_engine.search(query).total == 4


def test_an_unknown_filter_is_refused_by_name(town_engine):
    with pytest.raises(WrongQuery, match="caller_phone"):
        town_engine.search(Query(filters={"caller_phone": ("1",)}))


def test_an_unknown_range_is_refused_by_name(town_engine):
    with pytest.raises(WrongQuery, match="content"):
        town_engine.count(Query(ranges={"content": (1, 2)}))


def test_a_range_of_the_wrong_kind_is_refused(town_engine):
    with pytest.raises(WrongQuery):
        town_engine.search(Query(ranges={"rating": ("gut", None)}))
    with pytest.raises(WrongQuery):
        town_engine.search(Query(ranges={"due": ("irgendwann", None)}))


def test_a_beginning_finds_a_category_with_all_below_it(find):
    assert find(prefixes={"category": "07"}) == {2, 6}
    assert find(prefixes={"category": "0701"}) == {6}
    assert find(prefixes={"category": "0701", "unit": "UR"}) == {6}


def test_signs_in_a_beginning_have_no_power(find):
    for text in ("0.", "07*", "0[67]01", "\\", "07|06", ".*"):
        assert find(prefixes={"category": text}) == set(), text


def test_a_beginning_of_an_unknown_field_is_refused_by_name(town_engine):
    with pytest.raises(WrongQuery, match="caller_phone"):
        town_engine.search(Query(prefixes={"caller_phone": "1"}))
