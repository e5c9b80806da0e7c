"""Who sees what, in both engines: the index keeps the same rules as the permission table."""

import pytest

from analytics.search.base import EVERYTHING, Query, Visibility


@pytest.fixture
def seen(town_engine):
    return lambda see, **query: {hit.id for hit in town_engine.search(Query(see=see, **query)).hits}


def test_a_query_sees_no_confidential_ticket_unless_it_says_so(town_engine):
    assert town_engine.search(Query("王小明")).total == 0
    assert town_engine.count(Query()) == 11


def test_who_sees_confidential_tickets_finds_them(seen):
    assert 4 in seen(Visibility(confidential=True))


def test_a_clerk_sees_what_his_units_lead_or_support(seen):
    assert seen(Visibility(all_units=False, units=frozenset({"URBAN"}))) == {2, 5, 6, 8}


def test_a_clerk_sees_a_confidential_ticket_that_his_unit_holds(seen):
    assert seen(Visibility(all_units=False, units=frozenset({"LABOUR"}))) == {4}


def test_a_clerk_without_a_unit_sees_nothing(seen):
    assert seen(Visibility(all_units=False)) == set()


def test_a_case_about_a_unit_is_hidden_from_it_whoever_holds_it(seen):
    assert 9 in seen(Visibility())
    assert 9 not in seen(Visibility(units=frozenset({"URBAN"})))
    assert seen(Visibility(all_units=False, units=frozenset({"URBAN", "DISCIPLINE"}))) == {2, 5, 6, 8}


def test_a_filter_cannot_widen_what_is_seen(seen):
    mine = Visibility(all_units=False, units=frozenset({"WATER"}))
    assert seen(mine, filters={"unit": ("LABOUR",)}) == set()
    assert seen(mine, filters={"secrecy": ("confidential",)}) == set()


def test_numbers_of_hidden_tickets_are_not_counted_either(town_engine):
    units = town_engine.aggregate(Query(), {"units": {"terms": {"field": "unit", "size": 50}}})
    assert "LABOUR" not in {bucket["key"] for bucket in units["units"]["buckets"]}


def test_no_field_of_a_hit_holds_personal_data(town_engine):
    for hit in town_engine.search(Query(limit=50, see=EVERYTHING)).hits:
        assert not {"caller", "caller_id", "phone", "name", "address"} & set(hit.fields)
