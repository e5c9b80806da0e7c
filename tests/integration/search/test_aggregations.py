"""One aggregation body, the same answer from both engines."""

import pytest

from analytics.search.base import EVERYTHING, Query, WrongQuery


@pytest.fixture
def ask(town_engine):
    return lambda aggs, **query: town_engine.aggregate(Query(**query, see=EVERYTHING), aggs)


def counts(answer):
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def test_tickets_by_unit(ask):
    answer = ask({"units": {"terms": {"field": "unit", "size": 3}}})["units"]
    assert [bucket["key"] for bucket in answer["buckets"]][0] == "URBAN"
    assert counts(answer)["URBAN"] == 3
    assert answer["sum_other_doc_count"] == 11 - sum(counts(answer).values())


def test_values_keep_their_letters(ask):
    assert counts(ask({"places": {"terms": {"field": "place"}}})["places"]) == {"政务大厅": 1}
    assert "URBAN" in counts(ask({"units": {"terms": {"field": "units"}}})["units"])


def test_words_can_be_counted(ask):
    tally = counts(ask({"words": {"terms": {"field": "words", "size": 100}}})["words"])
    assert tally["停水"] == 2
    assert "3" not in tally


def test_days_are_days_of_the_city(ask):
    answer = ask({"days": {"date_histogram": {"field": "reported", "fixed_interval": "1d"}}})[
        "days"
    ]
    assert [(bucket["key_as_string"], bucket["doc_count"]) for bucket in answer["buckets"]] == [
        ("2026-03-02T00:00:00", 12)
    ]
    assert answer["buckets"][0]["key"] == 1772409600000


def test_hours_in_order_with_empty_ones_between(ask):
    answer = ask({"hours": {"date_histogram": {"field": "reported", "fixed_interval": "4h"}}})[
        "hours"
    ]
    assert [bucket["doc_count"] for bucket in answer["buckets"]] == [3, 4, 4, 1]


def test_a_week_begins_on_monday_by_its_offset(ask):
    weeks = {"date_histogram": {"field": "reported", "fixed_interval": "7d", "offset": "4d"}}
    assert ask({"weeks": weeks})["weeks"]["buckets"][0]["key_as_string"] == "2026-03-02T00:00:00"


def test_an_aggregation_inside_another(ask):
    body = {
        "days": {
            "date_histogram": {"field": "reported", "fixed_interval": "1d"},
            "aggs": {"by": {"terms": {"field": "channel"}}},
        }
    }
    (day,) = ask(body)["days"]["buckets"]
    assert counts(day["by"]) == {"phone": 10, "web": 1, "app": 1}


def test_whole_numbers_as_keys(ask):
    assert counts(
        ask({"hours": {"terms": {"field": "hour", "size": 24}}})["hours"]
    ) == dict.fromkeys(range(1, 13), 1)
    assert counts(ask({"versions": {"terms": {"field": "version"}}})["versions"]) == {1: 12}


def test_ranges_with_keys(ask):
    spans = [
        {"key": "day", "to": 24.0},
        {"key": "week", "from": 24.0, "to": 168.0},
        {"key": "more", "from": 168.0},
    ]
    assert counts(
        ask({"spans": {"range": {"field": "hours_reply", "ranges": spans}}})["spans"]
    ) == {
        "day": 1,
        "week": 1,
        "more": 1,
    }


def test_figures_of_a_field(ask):
    stats = ask({"rating": {"stats": {"field": "rating"}}})["rating"]
    assert (stats["count"], stats["min"], stats["max"], stats["avg"], stats["sum"]) == (
        2,
        2,
        5,
        3.5,
        7,
    )


def test_figures_of_nothing(ask):
    assert ask({"mean": {"avg": {"field": "rating"}}}, text="噪声")["mean"]["value"] is None


def test_the_middle_of_durations(ask):
    answer = ask({"spans": {"percentiles": {"field": "hours_reply", "percents": [50.0]}}})["spans"]
    assert answer["values"]["50.0"] == pytest.approx(30, rel=0.02)


def test_how_many_different_values(ask):
    assert ask({"units": {"cardinality": {"field": "unit"}}})["units"]["value"] == 8


def test_a_part_of_the_tickets(ask):
    body = {
        "closed": {
            "filter": {"term": {"status": "closed"}},
            "aggs": {"units": {"terms": {"field": "unit"}}},
        },
        "two": {"filter": {"terms": {"unit": ["WATER", "POWER"]}}},
        "odd": {"filter": {"term": {"unit": 'W" OR unit:"WATER'}}},
    }
    answer = ask(body)
    assert answer["closed"]["doc_count"] == 3
    assert counts(answer["closed"]["units"]) == {"WATER": 1, "ROAD": 1}
    assert (answer["two"]["doc_count"], answer["odd"]["doc_count"]) == (3, 0)


def test_buckets_ordered_by_a_figure(ask):
    body = {
        "units": {
            "terms": {"field": "unit", "order": {"mean": "desc"}},
            "aggs": {"mean": {"avg": {"field": "rating"}}},
        }
    }
    answer = ask(body, filters={"status": ("closed",)})["units"]
    assert [(bucket["key"], bucket["mean"]["value"]) for bucket in answer["buckets"]] == [
        ("WATER", 5.0),
        ("ROAD", 2.0),
    ]


def test_aggregations_keep_to_the_query(ask):
    assert counts(ask({"units": {"terms": {"field": "unit"}}}, text="扰民")["units"]) == {
        "URBAN": 2
    }


def test_a_dozen_aggregations_in_one_request(ask):
    answer = ask({f"a{number}": {"terms": {"field": "unit"}} for number in range(12)})
    assert len({str(value) for value in answer.values()}) == 1


def test_an_empty_index_has_empty_answers(engine):
    engine.refresh()
    answer = engine.aggregate(
        Query(), {"u": {"terms": {"field": "unit"}}, "d": {"stats": {"field": "rating"}}}
    )
    assert (answer["u"]["buckets"], answer["d"]["count"], answer["d"]["min"]) == ([], 0, None)


def test_an_unknown_kind_of_aggregation_is_refused(ask):
    with pytest.raises(WrongQuery):
        ask({"x": {"guess": {"field": "unit"}}})
