"""Search for a person: the engine's answer and the database's keep the same rules, on both
databases.
"""

import pytest

from analytics.search.base import EngineUnavailable, Query
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Assignment
from hotline.domain.roles import Actor, Role
from hotline.operation.work_queue import run_once
from hotline.reading.search import search
from hotline.storage.index import fallback as search_fallback
from tests.support.engines import embedded_engine
from tests.support.stored import change, store
from tests.support.tickets import DAY

CLERK = Actor("clerk", Role.CLERK, "U1", frozenset({"U1"}))
DISPATCHER = Actor("dispatcher", Role.DISPATCHER)
LEADER = Actor("leader", Role.LEADER)


class Away:
    def search(self, query):
        raise EngineUnavailable("away")


@pytest.fixture
def filled(each_database):
    store(each_database, "朝阳路停水", "红星小区停水")
    store(each_database, "王小明面馆拖欠工资", secrecy="confidential", unit="U2")
    store(each_database, "开发区停电ABC", unit="U2", co_units=["U1"], due_at=DAY)
    store(each_database, "投诉城管停水不管", unit="U1", accused=["U1"])
    store(
        each_database,
        "路面100%有坑_联系13812345678",
        unit="U3",
        category="0301",
        solved=True,
        replied_at=DAY,
    )
    with each_database.writing() as session:
        session.add(
            Assignment(ticket_id=4, unit="U1", role="support", by="dispatcher", dispatched_at=DAY)
        )
    return each_database


@pytest.fixture(params=["engine", "database"])
def find(request, filled, tmp_path):
    """Search with the engine, and with the engine away: the ids in order."""
    with embedded_engine(tmp_path / "index") as engine:
        run_once(filled, engine)
        used = engine if request.param == "engine" else Away()

        def find(text="", actor=DISPATCHER, **query):
            with filled.reading() as session:
                result = search(session, used, actor, Query(text, **query))
            assert result.degraded == (request.param == "database")
            assert result.total >= len(result.hits)
            return [hit.id for hit in result.hits]

        find.has_engine = request.param == "engine"
        yield find


def test_a_dispatcher_finds_everything(find):
    assert sorted(find()) == [1, 2, 3, 4, 5, 6]


def test_words_and_characters_and_names(find):
    assert sorted(find("停水")) == [1, 2, 5]
    assert sorted(find("停")) == [1, 2, 4, 5]
    # With the engine away nobody asks the texts of hidden callers for a name.
    assert find("王小明") == ([3] if find.has_engine else [])
    assert find("abc") == [4]
    assert find("朝阳路 停水") == [1]
    assert find("260302000002") == [2]


def test_signs_of_the_database_have_no_power(find):
    assert find("100%") == [6]
    assert find("%") == []
    assert find("_") == []
    assert find("'; DROP TABLE ticket") == []


def test_personal_data_finds_nothing(find):
    assert find("13812345678") == []


def test_a_clerk_finds_what_their_unit_leads_or_supports(find):
    assert sorted(find(actor=CLERK)) == [1, 2, 4]


def test_a_leader_finds_no_confidential_ticket(find):
    assert sorted(find(actor=LEADER)) == [1, 2, 4, 5, 6]
    assert find("王小明", actor=LEADER) == []


def test_filters_and_spans(find):
    assert find(filters={"unit": ("U3",)}) == [6]
    assert sorted(find(filters={"units": ("U1",)})) == [1, 2, 4, 5]
    assert find(filters={"category1": ("03",), "solved": ("yes",)}) == [6]
    assert sorted(find(filters={"solved": ("",), "unit": ("U2", "U9")})) == [3, 4]
    for name in ("late", "late_sign", "late_contact"):
        assert find(filters={name: ("yes",)}) == []
        assert sorted(find(filters={name: ("",)})) == [1, 2, 3, 4, 5, 6]
    assert find(filters={"accused": ("U1",)}) == [5]
    assert find(until=DAY) == []
    assert find(ranges={"due": (DAY, None)}) == [4]


@pytest.mark.parametrize("sort", ["newest", "oldest", "due"])
def test_pages_join(find, filled, sort, request):
    whole = find(sort=sort)
    assert (
        whole
        == {"newest": [6, 5, 4, 3, 2, 1], "oldest": [1, 2, 3, 4, 5, 6], "due": [4, 1, 2, 3, 5, 6]}[
            sort
        ]
    )


@pytest.mark.parametrize("sort", ["newest", "oldest", "due"])
def test_pages_of_the_database_join_and_cursors_fit_both(filled, tmp_path, sort):
    with embedded_engine(tmp_path / "index") as engine, filled.reading() as session:
        run_once(filled, engine)
        for first, second in ((engine, Away()), (Away(), engine)):
            page = search(session, first, DISPATCHER, Query(sort=sort, limit=4))
            rest = search(
                session, second, DISPATCHER, Query(sort=sort, limit=4, after=page.next_cursor)
            )
            assert sorted(hit.id for hit in (*page.hits, *rest.hits)) == [1, 2, 3, 4, 5, 6]
            assert rest.next_cursor is None


def test_marks_are_the_same(filled, tmp_path):
    with embedded_engine(tmp_path / "index") as engine, filled.reading() as session:
        run_once(filled, engine)
        answers = [
            search(session, used, DISPATCHER, Query("停水")).hits for used in (engine, Away())
        ]
        assert [(hit.fields, hit.highlights) for hit in answers[0]] == [
            (hit.fields, hit.highlights) for hit in answers[1]
        ]


def test_a_ticket_that_moved_away_is_not_shown_though_the_index_is_late(filled, tmp_path):
    with embedded_engine(tmp_path / "index") as engine:
        run_once(filled, engine)
        change(filled, 1, unit="U9")
        change(filled, 2, secrecy="confidential", unit="U9")
        with filled.reading() as session:
            assert [hit.id for hit in search(session, engine, CLERK, Query("停水")).hits] == []
            assert [hit.id for hit in search(session, engine, LEADER, Query("停水")).hits] == [5, 1]


def test_a_lost_index_is_answered_by_the_database(filled, tmp_path):
    with embedded_engine(tmp_path / "other") as empty, filled.reading() as session:
        result = search(session, empty, DISPATCHER, Query("停水"))
        assert (result.total, result.degraded) == (3, True)


def test_wrong_queries_are_refused_in_either_way(filled, tmp_path):
    with embedded_engine(tmp_path / "index") as engine, filled.reading() as session:
        for used in (engine, Away()):
            for wrong in (
                Query(filters={"phone": ("1",)}),
                Query(sort="x"),
                Query(after="x"),
                Query(limit=0),
            ):
                with pytest.raises(InvalidInput):
                    search(session, used, DISPATCHER, wrong)


def test_a_range_that_only_the_engine_knows_is_refused_while_it_is_away(filled):
    with filled.reading() as session, pytest.raises(InvalidInput, match="hours_reply"):
        search(session, Away(), DISPATCHER, Query(ranges={"hours_reply": (1, None)}))


def test_the_database_reads_no_more_than_its_limit(filled, monkeypatch):
    monkeypatch.setattr(search_fallback, "MOST_READ", 2)
    with filled.reading() as session:
        assert search(session, Away(), DISPATCHER, Query()).total == 2


def test_who_stands_above_the_accused_unit_finds_the_complaint_and_the_unit_does_not(find):
    above = Actor("above", Role.CLERK, "U0", frozenset({"U0", "U1"}))
    assert 5 in find("停水", actor=above)
    assert 5 not in find("停水", actor=CLERK)
