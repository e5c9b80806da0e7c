"""Writing: versions, repeats, deletes, faulty documents, in both engines."""

import pytest

from analytics.search.base import Indexed, Query
from tests.support.tickets import DAY, ticket


def texts(engine):
    engine.refresh()
    return {hit.id: hit.fields["content"] for hit in engine.search(Query(limit=100)).hits}


def test_what_was_indexed_is_found_after_a_refresh(engine):
    assert engine.index([ticket(1, "停水"), ticket(2, "停电")]) == Indexed(written=2)
    assert texts(engine) == {1: "停水", 2: "停电"}


def test_a_newer_version_replaces_the_older(engine):
    engine.index([ticket(1, "停水")])
    assert engine.index([ticket(1, "停电", version=2)]) == Indexed(written=1)
    assert texts(engine) == {1: "停电"}
    assert engine.search(Query("停水")).total == 0


def test_an_older_version_that_comes_late_changes_nothing(engine):
    engine.index([ticket(1, "停电", version=7)])
    assert engine.index([ticket(1, "停水", version=6)]) == Indexed(stale=1)
    assert texts(engine) == {1: "停电"}


def test_the_same_version_again_changes_nothing(engine):
    engine.index([ticket(1, "停电", version=3)])
    engine.index([ticket(1, "停电", version=3)])
    assert texts(engine) == {1: "停电"}
    assert engine.size() == 1


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_in_one_batch_the_newest_version_wins(engine, order):
    assert (
        engine.index(ticket(1, f"第{version}版", version=version) for version in order).written == 1
    )
    assert texts(engine) == {1: "第3版"}


def test_an_empty_batch_is_fine(engine):
    assert engine.index([]) == Indexed()
    assert texts(engine) == {}


def test_a_faulty_document_is_named_and_does_not_stop_the_others(engine):
    broken = ticket(2) | {"rating": "sehr gut"}
    result = engine.index([ticket(1), broken, ticket(3)])
    assert (result.written, list(result.failed)) == (2, [2])
    assert "rating" in result.failed[2] or "TypeError" in result.failed[2]
    assert set(texts(engine)) == {1, 3}


def test_a_corrected_document_is_taken(engine):
    engine.index([ticket(2) | {"rating": "sehr gut"}])
    assert engine.index([ticket(2, "修好了", version=2)]).written == 1
    assert texts(engine) == {2: "修好了"}


def test_a_deleted_ticket_is_gone(engine):
    engine.index([ticket(1), ticket(2), ticket(3, reported_at=DAY.replace(year=2024))])
    engine.delete([1, 3])
    assert set(texts(engine)) == {2}


def test_a_deleted_ticket_may_come_back_with_the_same_version(engine):
    engine.index([ticket(1, version=4)])
    engine.delete([1])
    engine.refresh()
    assert engine.index([ticket(1, "回来了", version=4)]).written == 1
    assert texts(engine) == {1: "回来了"}


def test_deleting_what_is_not_there_is_fine(engine):
    engine.index([ticket(1)])
    engine.delete([99])
    assert set(texts(engine)) == {1}


@pytest.mark.parametrize("empty", [None, "", 0, -1, "*", "_all", True])
def test_an_empty_id_never_deletes_everything(engine, empty):
    engine.index([ticket(1), ticket(2)])
    with pytest.raises(ValueError, match="not the id"):
        engine.delete([empty])
    assert set(texts(engine)) == {1, 2}


def test_deleting_nothing_deletes_nothing(engine):
    engine.index([ticket(1)])
    engine.delete([])
    assert set(texts(engine)) == {1}


def test_versions_come_in_pages_by_rising_id(engine):
    engine.index(ticket(number, version=number % 3 + 1) for number in range(1, 8))
    engine.refresh()
    assert engine.versions(0, 3) == [(1, 2), (2, 3), (3, 1)]
    assert engine.versions(3, 3) == [(4, 2), (5, 3), (6, 1)]
    assert engine.versions(6, 3) == [(7, 2)]
    assert engine.versions(7, 3) == []


def test_health_counts_documents(engine):
    engine.index([ticket(1), ticket(2)])
    engine.refresh()
    assert (engine.health().state, engine.health().documents) == ("ok", 2)
