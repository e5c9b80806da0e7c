"""Scores over HTTP and on the page of the league table."""

import pytest

from hotline.casework.call_back import CallAttempt, call_back
from tests.support.path import in_callback

PATH = "/api/v1/analytics/scores"
BAD = {"way": "phone", "reached": True, "solved": False, "rating": 1, "reasons": ["outcome"]}


@pytest.fixture
def march(web):
    """One good cycle and one bad one; the bad one's ticket."""
    web.ticket_at("closed")
    no = web.ticket_at("callback")
    web.act("reviewer", no, "callbacks", **BAD)
    return no


def own(web, **more):
    scores = web.get("supervisor", PATH, scheme="three-rates", period="2026-03", **more).json()
    return next(unit for unit in scores["units"] if unit["volume"])


def test_numerator_denominator_and_exclusions_are_visible(web, march):
    unit = own(web)
    assert [
        (part["numerator"], part["denominator"], part["rate"]) for part in unit["components"]
    ] == [
        (2, 2, 100),
        (1, 2, 50),
        (1, 2, 50),
    ]
    grounds = {"metrics": ["resolution"], "code": "unreasonable", "evidence": "违反规划条例"}
    assert web.act("street_clerk", march, "exclusions", **grounds).status_code == 201
    page = web.client.get("/exclusions", headers=web.as_("supervisor")).text
    assert march in page
    assert "违反规划条例" in page
    assert web.act("supervisor", march, "exclusion-decisions", decision="grant").status_code == 201
    part = own(web)["components"][1]
    assert (part["numerator"], part["denominator"], part["excluded"]) == (
        1,
        1,
        {"unsolved_excluded": 1},
    )


def test_a_published_period_stands(web, march):
    web.now = web.now.replace(month=4, day=2)
    body = {"scheme": "three-rates", "period": "2026-03"}
    assert web.post("leader", "/api/v1/score-publications", body).status_code == 403
    assert web.post("supervisor", "/api/v1/score-publications", body).status_code == 201
    assert web.post("supervisor", "/api/v1/score-publications", body).status_code == 409
    grounds = {"metrics": ["resolution"], "code": "unreasonable", "evidence": "违反规划条例"}
    before = own(web)
    web.now = web.now.replace(month=3, day=12)
    web.act("street_clerk", march, "exclusions", **grounds)
    web.act("supervisor", march, "exclusion-decisions", decision="grant")
    assert own(web) == before
    page = web.client.get(
        "/scores?scheme=three-rates&period=2026-03", headers=web.as_("leader")
    ).text
    assert "已公布" in page
    assert "公布并固化" not in page


@pytest.mark.parametrize(
    "who", ["nobody", "agent", "dispatcher", "reviewer", "street_clerk", "stranger"]
)
def test_only_who_leads_reads_scores(web, who):
    assert web.get(who, PATH, scheme="three-rates", period="2026-03").status_code in (401, 403)
    assert web.client.get("/scores", headers=web.as_(who), follow_redirects=False).status_code in (
        303,
        403,
    )


def test_a_period_that_is_not_named_is_asked_for(web):
    answer = web.get("leader", PATH)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "period")


@pytest.mark.parametrize(
    ("scheme", "period", "status"),
    [
        ("three-rates", "March", 400),
        ("three-rates", "2026-13", 400),
        ("nothing", "2026-03", 404),
        ("three-rates", "1999-01", 404),
    ],
)
def test_a_wrong_period_or_scheme_is_told(web, scheme, period, status):
    assert web.get("leader", PATH, scheme=scheme, period=period).status_code == status
    page = web.client.get(f"/scores?scheme={scheme}&period={period}", headers=web.as_("leader"))
    assert (page.status_code, "擂台" in page.text) == (status, True)


def test_the_league_table_has_ranks_and_a_view_in_bands(web, march):
    for view, phrase in (("rank", "样本不足"), ("bands", "分档")):
        page = web.client.get(f"/scores?period=2026-03&view={view}", headers=web.as_("supervisor"))
        assert (page.status_code, phrase in page.text, "无群众诉求的单位" in page.text) == (
            200,
            True,
            True,
        )


def test_units_with_enough_tickets_are_ranked_or_put_into_bands(web):
    desk = web.app.state.desks()
    with web.app.state.database.writing() as session:
        for _ in range(10):
            ticket = in_callback(session, desk, web.cast)
            call_back(
                session,
                web.cast.reviewer,
                ticket,
                desk,
                attempt=CallAttempt(way="phone", reached=True, solved=True, rating=5),
            )
    for view, phrase in (("rank", '<td class="num">1</td>'), ("bands", "90 分以上，1 个单位")):
        page = web.client.get(f"/scores?period=2026-03&view={view}", headers=web.as_("supervisor"))
        assert (page.status_code, phrase in page.text.replace("90.0", "90")) == (200, True), view


def test_the_lists_of_rectifications_and_exclusions_show_each_unit_its_own(web, march):
    for path in ("/rectifications", "/exclusions"):
        assert web.client.get(path, headers=web.as_("street_clerk")).status_code == 200
    assert march in web.client.get("/rectifications", headers=web.as_("street_clerk")).text
    assert march not in web.client.get("/rectifications", headers=web.as_("stranger")).text


def test_the_list_of_calls_has_whom_the_draw_chose_and_whose_limit_ended(web):
    waits, late = web.ticket_at("callback"), web.ticket_at("in_progress")
    page = web.client.get("/callbacks", headers=web.as_("reviewer")).text
    assert (waits in page, late in page) == (True, False)
    web.now = web.now.replace(month=5)
    page = web.client.get("/callbacks", headers=web.as_("reviewer")).text
    assert (waits in page, late in page) == (True, True)
    assert web.act("reviewer", late, "callbacks", **BAD).status_code == 201
    assert late not in web.client.get("/callbacks", headers=web.as_("reviewer")).text
