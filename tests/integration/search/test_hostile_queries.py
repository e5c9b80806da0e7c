"""Queries that want to break something: answered or refused, never an accident."""

import pytest

from analytics.search.base import EVERYTHING, Query, WrongQuery
from tests.support.tickets import ticket

TEXTS = [
    "*",
    "?",
    "停*",
    "*水",
    "/停.*/",
    "[a TO z]",
    "status:closed",
    "unit:WATER OR 1=1",
    "停水~2",
    "停水^9",
    "NOT 停水",
    "-停水",
    "((((",
    '"',
    '"停水',
    "\\",
    "\\\\",
    "停水\x00",
    "\ud800",
    "\ufeff停水",
    "😀",
    "{}",
    "<script>",
    "%00",
    "' OR ''='",
    "的" * 200,
]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
@pytest.mark.parametrize("sort", ["newest", "relevance"])
def test_signs_have_no_power(town_engine, text, sort):
    hits = town_engine.search(Query(text, sort=sort, see=EVERYTHING))
    assert hits.total < 5


def test_a_field_name_in_the_text_is_a_word(town_engine):
    assert town_engine.search(Query("status:closed", see=EVERYTHING)).total == 0


@pytest.mark.parametrize(
    "text", ["停水" * 5000, "a" * 10_000, "水 " * 5000, "A B" * 3000, '"停水" ' * 2000], ids=len
)
def test_ten_thousand_characters_are_answered(town_engine, text):
    town_engine.search(Query(text, see=EVERYTHING))


@pytest.mark.parametrize("value", ["x" * 40_000, "a\x00b", "' OR 1=1", "*", "停" * 20_000], ids=len)
def test_a_strange_value_finds_nothing(town_engine, value):
    assert town_engine.search(Query(filters={"unit": (value,)}, see=EVERYTHING)).total == 0


def test_a_lone_surrogate_in_a_filter_is_refused(town_engine):
    with pytest.raises(WrongQuery):
        town_engine.search(Query(filters={"unit": ("\ud800",)}))


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "停" * 100_000, "a\x00b\x1b", "😀" * 1000, "", "\n\n"], ids=len
)
def test_a_strange_ticket_is_indexed_and_found_by_its_number(engine, text):
    assert engine.index([ticket(1, text)]).written == 1
    engine.refresh()
    assert engine.search(Query("260302000001")).total == 1


def test_a_very_long_text_is_found_by_its_end(engine):
    engine.index([ticket(1, "路" * 50_000 + "漏水")])
    engine.refresh()
    assert engine.search(Query("漏水")).total == 1
