"""A new index beside the one in use, in both engines."""

from contextlib import suppress

import pytest

from analytics.search.base import Query
from tests.support.tickets import ticket


def ids(engine):
    engine.refresh()
    return {hit.id for hit in engine.search(Query(limit=100)).hits}


@pytest.fixture
def old(engine):
    engine.index([ticket(1, "旧"), ticket(2, "旧")])
    engine.refresh()
    return engine


def test_searches_see_the_old_index_until_the_swap(old):
    with old.rebuild() as new:
        new.index([ticket(5, "新")])
        new.refresh()
        assert ids(old) == {1, 2}
        new.swap()
    assert ids(old) == {5}


def test_the_index_in_use_takes_writes_meanwhile(old):
    with old.rebuild() as new:
        new.index([ticket(5)])
        old.index([ticket(3)])
        assert ids(old) == {1, 2, 3}
        new.refresh()
        assert new.size() == 1


def test_writes_after_the_swap_go_to_the_new_index(old):
    with old.rebuild() as new:
        new.index([ticket(5)])
        new.swap()
    old.index([ticket(6, created_at=ticket(6)["created"].replace(year=2027))])
    assert ids(old) == {5, 6}


def test_one_that_was_broken_off_goes_on_where_it_stopped(old):
    with suppress(KeyboardInterrupt), old.rebuild() as new:
        assert new.resume_after == 0
        new.index([ticket(1), ticket(2), ticket(7)])
        raise KeyboardInterrupt
    assert ids(old) == {1, 2}
    with old.rebuild() as new:
        assert new.resume_after == 7
        new.index([ticket(8)])
        new.swap()
    assert ids(old) == {1, 2, 7, 8}


def test_the_next_rebuild_begins_anew(old):
    with old.rebuild() as new:
        new.swap()
    with old.rebuild() as new:
        assert new.resume_after == 0


def test_the_old_index_stays_until_told(old):
    with old.rebuild() as new:
        new.index([ticket(5)])
        new.swap()
    assert old.drop_old() == 1
    assert old.drop_old() == 0
    assert ids(old) == {5}


def test_dropping_leaves_an_unfinished_rebuild_alone(old):
    with old.rebuild() as new:
        new.index([ticket(5)])
    assert old.drop_old() == 0
    with old.rebuild() as new:
        assert new.resume_after == 5


def test_a_new_index_checks_versions_too(old):
    with old.rebuild() as new:
        new.index([ticket(1, "新", version=3)])
        assert new.index([ticket(1, "旧", version=2)]).stale == 1
        new.refresh()
        assert new.versions() == [(1, 3)]
        new.delete([1])
        new.refresh()
        assert new.size() == 0


def test_a_newer_version_replaces_an_older_one_that_nobody_has_seen(old):
    with old.rebuild() as new:
        new.index([ticket(1, "旧", version=2)])
        assert new.index([ticket(1, "新", version=3)]).stale == 0
        assert new.index([ticket(1, "旧", version=2)]).stale == 1
        new.refresh()
        assert new.versions() == [(1, 3)]
        assert new.size() == 1


def test_what_was_written_before_the_swap_is_found_behind_it(old):
    with old.rebuild() as new:
        new.index([ticket(5)])
        new.swap()
        assert ids(old) == {5}


def test_one_deleted_before_anybody_saw_it_does_not_come_back(old):
    with old.rebuild() as new:
        new.index([ticket(1), ticket(2)])
        new.delete([1])
        new.refresh()
        assert new.versions() == [(2, 1)]
