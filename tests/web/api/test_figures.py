"""Figures over HTTP: who counts what, what is refused, what is said while the engine is away."""

import pytest
from sqlmodel import select

from analytics.search.base import EngineUnavailable
from hotline.domain.models import Ticket
from hotline.operation.work_queue import run_once

ROOT = "/api/v1/analytics/"
PATHS = (
    "trends",
    "breakdowns/categories",
    "breakdowns/units",
    "breakdowns/places",
    "breakdowns/channels",
    "breakdowns/types",
    "breakdowns/districts",
    "breakdowns/streets",
    "breakdowns/urgencies",
    "breakdowns/hours",
    "durations",
    "heat",
    "words",
    "repeats",
    "overview",
    "rates",
)
NOISE = "鼓楼街道府前街工地夜间施工噪声扰民，影响休息。"


@pytest.fixture
def indexed_web(web):
    """Two open tickets of the street, one confidential, one in triage: all in the index."""
    for _ in range(2):
        web.ticket_at("dispatched")
    secret = web.ticket_at("dispatched")
    web.report(NOISE)
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == secret)).one().secrecy = "confidential"
    run_once(web.app.state.database, web.app.state.engine)
    return web


def total(web, who, path="breakdowns/units", **params):
    return web.get(who, ROOT + path, **params).json()["breakdown"]["total"]["n"]


@pytest.mark.parametrize("path", PATHS)
def test_figures_are_for_leaders_and_clerks(indexed_web, path):
    for who in ("leader", "supervisor", "dispatcher", "street_clerk", "stranger"):
        answer = indexed_web.get(who, ROOT + path)
        assert answer.status_code == 200, answer.text
        assert {
            "as_of",
            "degraded",
            "since",
            "until",
            "population",
            "exclusions",
        } <= answer.json().keys()
    assert [
        indexed_web.get(who, ROOT + path).status_code for who in ("agent", "reviewer", "nobody")
    ] == [
        403,
        403,
        401,
    ]
    assert indexed_web.post("leader", ROOT + path).status_code == 405


def test_nobody_counts_what_they_may_not_see(indexed_web):
    assert total(indexed_web, "supervisor") == total(indexed_web, "dispatcher") == 4
    assert total(indexed_web, "leader") == 3
    assert (total(indexed_web, "street_clerk"), total(indexed_web, "district_clerk")) == (3, 4)
    assert total(indexed_web, "stranger") == 0
    assert indexed_web.get("leader", ROOT + "heat").json()["exclusions"] == "保密工单"


def test_what_a_leader_was_told_is_not_told_to_a_stranger_while_the_engine_is_away(indexed_web):
    assert total(indexed_web, "leader") == 3
    away(indexed_web)
    assert indexed_web.get("leader", ROOT + "breakdowns/units").status_code == 200
    assert indexed_web.get("stranger", ROOT + "breakdowns/units").status_code == 503


def test_a_breakdown_adds_up_and_says_with_what_it_compares(indexed_web):
    chart = indexed_web.get("supervisor", ROOT + "breakdowns/units", limit=1).json()["breakdown"]
    assert [row["n"] for row in chart["rows"]] == [3, 1]
    assert (chart["rows"][0]["key"], chart["rows"][1]["key"]) == ("990102001", None)
    assert chart["rows"][0] | {
        "key": "",
        "n": 3,
        "share": 0.75,
        "before": 0,
        "difference": 3,
        "change": None,
    } == (chart["rows"][0] | {"key": ""})


def test_a_filter_of_the_list_is_a_filter_of_the_figures(indexed_web):
    assert total(indexed_web, "supervisor", unit="990102001") == 3
    assert total(indexed_web, "supervisor", channel="wechat") == 0
    assert total(indexed_web, "supervisor", until="2026-03-08", since="2026-03-01") == 0


def test_the_trend_has_every_day_and_today_is_not_over(indexed_web):
    points = indexed_web.get("leader", ROOT + "trends", since="2026-03-03").json()["trend"][
        "points"
    ]
    assert [point["n"] for point in points] == [0] * 6 + [3]
    assert [point["ended"] for point in points] == [True] * 6 + [False]
    assert sum(point["working_days"] for point in points) == 5


def test_small_counts_are_withheld_for_the_public(indexed_web):
    chart = indexed_web.get("supervisor", ROOT + "heat", public="true").json()["heat"]
    assert {spot["n"] for spot in chart["spots"]} <= {None, 0}
    assert "topics" not in str(chart)


def test_a_ticket_is_counted_by_its_words(indexed_web):
    chart = indexed_web.get("supervisor", ROOT + "words", category="0302").json()["words"]
    assert (chart["slice"], chart["background"]) == (1, 4)


@pytest.mark.parametrize(
    ("path", "params", "names"),
    [
        ("trends", {"step": "year"}, "step"),
        ("trends", {"step": "hour", "since": "2026-01-01"}, "时段"),
        ("trends", {"since": "2010-01-01"}, "since"),
        ("heat", {"since": "2025-01-01"}, "since"),
        ("heat", {"since": "gestern"}, "since"),
        ("heat", {"since": "2026-03-05", "until": "2026-03-01"}, "since"),
        ("heat", {"colour": "red"}, "colour"),
        ("heat", {"public": "1"}, "public"),
        ("durations", {"by": "phone"}, "by"),
        ("words", {"limit": "0"}, "limit"),
        ("repeats", {"days": "x"}, "days"),
        ("repeats", {"least": "1"}, "least"),
        ("breakdowns/units", {"level": "1"}, "level"),
        ("breakdowns/categories", {"level": "3"}, "level"),
        ("breakdowns/callers", {}, "callers"),
        ("overview", {"channel": "pigeon"}, "channel"),
        ("overview", {"unit": "'; DROP TABLE ticket"}, "unit"),
        ("overview", {"unit": ["a", "b"]}, "unit"),
    ],
)
def test_what_is_wrong_is_named(web, path, params, names):
    answer = web.get("leader", ROOT + path, **params)
    assert (answer.status_code, answer.headers["content-type"]) == (
        400,
        "application/problem+json",
    ), answer.text
    assert names in answer.text


def test_no_figures_without_tickets_is_no_error(web):
    for path in PATHS:
        assert web.get("leader", ROOT + path).json()["degraded"] is False


class Away:
    def aggregate_many(self, queries):
        raise EngineUnavailable("away")


def away(web, engine=None):
    web.app.state.analysis._engine = engine or Away()


def test_the_last_good_figures_stay_with_their_time(indexed_web):
    good = indexed_web.get("leader", ROOT + "overview").json()
    away(indexed_web)
    kept = indexed_web.get("leader", ROOT + "overview").json()
    assert kept == good | {"degraded": True}
    assert kept["as_of"].startswith("2026-03-09T10:00")


def test_without_any_last_figures_the_answer_says_what_still_works(indexed_web):
    away(indexed_web)
    answer = indexed_web.get("leader", ROOT + "overview")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "派单" in answer.json()["detail"]


def test_a_lost_index_is_not_taken_for_a_quiet_day(web):
    web.report(NOISE)
    assert web.get("leader", ROOT + "overview").status_code == 503
    run_once(web.app.state.database, web.app.state.engine)
    assert web.get("leader", ROOT + "overview").json()["headline"]["n"] == 1


def test_only_so_many_answers_are_kept(indexed_web, monkeypatch):
    monkeypatch.setattr("hotline.reading.analysis.MOST_KEPT", 2)
    for day in (1, 2, 3):
        indexed_web.get("leader", ROOT + "heat", since=f"2026-03-0{day}")
    away(indexed_web)
    answers = [
        indexed_web.get("leader", ROOT + "heat", since=f"2026-03-0{day}").status_code
        for day in (1, 2, 3)
    ]
    assert answers == [503, 200, 200]
