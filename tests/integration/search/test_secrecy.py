"""Who sees what, in both engines: the index keeps the same rules as the permission table."""

import pytest

from analytics.search.base import EVERYTHING, Query, Visibility
from tests.support.tickets import ticket


@pytest.fixture
def visible_ids(town_engine):
    return lambda see, **query: {hit.id for hit in town_engine.search(Query(see=see, **query)).hits}


def test_a_query_sees_no_confidential_ticket_unless_it_says_so(town_engine):
    assert town_engine.search(Query("王小明")).total == 0
    assert town_engine.count(Query()) == 11


def test_who_sees_confidential_tickets_finds_them(visible_ids):
    assert 4 in visible_ids(Visibility(confidential=True))


def test_a_clerk_sees_what_their_units_lead_or_support(visible_ids):
    assert visible_ids(Visibility(all_units=False, units=frozenset({"URBAN"}))) == {2, 5, 6, 8}


def test_a_clerk_sees_a_confidential_ticket_that_their_unit_holds(visible_ids):
    assert visible_ids(Visibility(all_units=False, units=frozenset({"LABOUR"}))) == {4}


def test_a_clerk_without_a_unit_sees_nothing(visible_ids):
    assert visible_ids(Visibility(all_units=False)) == set()


def test_a_case_about_a_unit_is_hidden_from_it_whoever_holds_it(visible_ids):
    assert 9 in visible_ids(Visibility())
    assert 9 not in visible_ids(Visibility(units=frozenset({"URBAN"})))
    assert visible_ids(Visibility(all_units=False, units=frozenset({"URBAN", "DISCIPLINE"}))) == {
        2,
        5,
        6,
        8,
    }


def test_a_filter_cannot_widen_what_is_seen(visible_ids):
    mine = Visibility(all_units=False, units=frozenset({"WATER"}))
    assert visible_ids(mine, filters={"unit": ("LABOUR",)}) == set()
    assert visible_ids(mine, filters={"secrecy": ("confidential",)}) == set()


def test_numbers_of_hidden_tickets_are_not_counted_either(town_engine):
    units = town_engine.aggregate(Query(), {"units": {"terms": {"field": "unit", "size": 50}}})
    assert "LABOUR" not in {bucket["key"] for bucket in units["units"]["buckets"]}


def test_no_field_of_a_hit_holds_personal_data(town_engine):
    for hit in town_engine.search(Query(limit=50, see=EVERYTHING)).hits:
        assert not {"caller", "caller_id", "phone", "name", "address"} & set(hit.fields)


def test_a_ticket_that_becomes_confidential_is_gone_from_hits_and_counts(engine):
    engine.index([ticket(1, "停水"), ticket(2, "停水")])
    engine.index([ticket(1, "停水", version=2, secrecy="confidential")])
    engine.refresh()
    assert {hit.id for hit in engine.search(Query("停水")).hits} == {2}
    assert engine.count(Query("停水")) == 1
    assert engine.count(Query("停水", see=EVERYTHING)) == 2


def test_a_ticket_that_moves_on_is_seen_by_its_new_unit_only(engine):
    engine.index([ticket(1, "停水", unit="WATER")])
    engine.index([ticket(1, "停水", unit="POWER", version=2)])
    engine.refresh()
    counts = [
        engine.count(Query(see=Visibility(all_units=False, units=frozenset({unit}))))
        for unit in ("WATER", "POWER")
    ]
    assert counts == [0, 1]


@pytest.mark.parametrize(
    "secret",
    [
        "张建国",
        "13812345678",
        "430102198501011234",
        "湘A12345",
        "6222021234567890123",
        "zhang_88",
        "z.jg@mail.cn",
    ],
)
def test_nothing_personal_in_a_text_can_be_found_counted_or_read(engine, secret):
    text = (
        "我叫张建国，电话13812345678，身份证430102198501011234，车牌湘A12345，卡号6222021234567890123，"
        "微信zhang_88，邮箱z.jg@mail.cn，路灯不亮"
    )
    engine.index([ticket(1, text, title=text[:20])])
    engine.refresh()
    assert engine.count(Query(f'"{secret}"', see=EVERYTHING)) == 0
    (hit,) = engine.search(Query("路灯", see=EVERYTHING)).hits
    assert secret not in str(hit)
    tally = engine.aggregate(
        Query(see=EVERYTHING), {"words": {"terms": {"field": "words", "size": 100}}}
    )
    assert secret.lower() not in str(tally)
