"""Sorting and paging by key, in both engines."""

from datetime import timedelta

import pytest

from analytics.search.base import EVERYTHING, Query, WrongQuery
from tests.support.tickets import DAY, ticket


def pages(engine, **query):
    """The ids page by page."""
    ids_by_page, after = [], None
    while True:
        page = engine.search(Query(**query, after=after, see=EVERYTHING))
        ids_by_page.append([hit.id for hit in page.hits])
        after = page.next_cursor
        if after is None:
            return ids_by_page


def test_newest_first_is_the_usual_order(town_engine):
    assert pages(town_engine, limit=12) == [list(range(12, 0, -1))]


def test_oldest_first(town_engine):
    assert pages(town_engine, sort="oldest", limit=12) == [list(range(1, 13))]


def test_due_soonest_first_and_without_a_due_time_last(town_engine):
    (ids,) = pages(town_engine, sort="due", limit=12)
    assert ids[:3] == [7, 8, 6]
    assert ids[3:] == [1, 2, 3, 4, 5, 9, 10, 11, 12]


@pytest.mark.parametrize("sort", ["newest", "oldest", "due"])
def test_pages_join_without_gap_or_repeat(town_engine, sort):
    (whole,) = pages(town_engine, sort=sort, limit=12)
    parts = pages(town_engine, sort=sort, limit=5)
    assert [len(part) for part in parts] == [5, 5, 2]
    assert [id_ for part in parts for id_ in part] == whole


def test_pages_of_the_ranking_join_too(town_engine):
    (whole,) = pages(town_engine, text="停", sort="relevance", limit=12)
    assert [
        id_ for part in pages(town_engine, text="停", sort="relevance", limit=3) for id_ in part
    ] == whole


def test_every_page_knows_the_whole_number(town_engine):
    first = town_engine.search(Query(limit=5, see=EVERYTHING))
    second = town_engine.search(Query(limit=5, after=first.next_cursor, see=EVERYTHING))
    assert first.total == second.total == 12


def test_a_last_page_that_is_full_has_no_next(town_engine):
    assert [len(part) for part in pages(town_engine, limit=6)] == [6, 6]


def test_tickets_of_the_same_second_are_in_order_of_their_ids(engine):
    engine.index(ticket(number, reported_at=DAY) for number in range(1, 8))
    engine.refresh()
    assert pages(engine, limit=2) == [[7, 6], [5, 4], [3, 2], [1]]


def test_a_ticket_that_comes_meanwhile_does_not_shift_the_next_page(engine):
    engine.index(ticket(number) for number in (1, 2, 3, 4))
    engine.refresh()
    first = engine.search(Query(limit=2))
    engine.index([ticket(9)])
    engine.refresh()
    second = engine.search(Query(limit=2, after=first.next_cursor))
    assert [hit.id for hit in second.hits] == [2, 1]


def test_old_reports_sort_by_their_own_time(engine):
    engine.index(
        [
            ticket(1),
            ticket(2, reported_at=DAY - timedelta(days=20000)),
            ticket(3, reported_at=DAY + timedelta(days=15000)),
        ]
    )
    engine.refresh()
    assert pages(engine, limit=1) == [[3], [1], [2]]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "n", "n1e5", "d5", "n99999999999999999999", "n-9223372036854775809", "'; drop"],
)
def test_a_cursor_that_is_none_is_refused(town_engine, cursor):
    with pytest.raises(WrongQuery):
        town_engine.search(Query(after=cursor))


@pytest.mark.parametrize("cursor", ["n5", "d1001", "d-1"])
def test_a_cursor_of_another_order_is_refused(town_engine, cursor):
    with pytest.raises(WrongQuery):
        town_engine.search(Query(sort="relevance", after=cursor))


def test_the_ranking_ends_at_its_depth(town_engine):
    page = town_engine.search(Query("停", sort="relevance", after="d1000", see=EVERYTHING))
    assert (page.total, page.hits, page.next_cursor) == (4, [], None)


def test_an_unknown_order_is_refused_by_name(town_engine):
    with pytest.raises(WrongQuery, match="alphabet"):
        town_engine.search(Query(sort="alphabet"))


@pytest.mark.parametrize("limit", [0, -1, 501, 10**9])
def test_a_page_of_no_size_is_refused(town_engine, limit):
    with pytest.raises(WrongQuery, match=str(limit)):
        town_engine.search(Query(limit=limit))
