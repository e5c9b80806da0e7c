"""What comes to a queue is told while its page stands open."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from hotline.domain.roles import Actor, Role
from hotline.web.pages import live
from tests.support.async_runs import run_apart

GAS = "东湖区府前街3号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门"


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(live, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(live, "LASTS_SECONDS", 0.3)


def news(web, who: str, after: int) -> dict:
    return web.get(who, "/events/news", after=after).json()


@pytest.mark.parametrize("who", ["dispatcher", "supervisor"])
def test_a_new_danger_is_told_once(web, who):
    start = news(web, who, -1)
    assert (start["changed"], start["critical"]) == (False, 0)
    web.report(GAS)
    answer = news(web, who, start["cursor"])
    assert (answer["changed"], answer["critical"]) == (True, 1)
    nothing = {"changed": False, "critical": 0, "loudest": 0}
    assert news(web, who, answer["cursor"]) == answer | nothing


def test_an_ordinary_report_changes_the_rows_and_rings_nowhere(web):
    start = news(web, "dispatcher", -1)["cursor"]
    web.report()
    assert news(web, "dispatcher", start)["critical"] == 0
    assert news(web, "dispatcher", start)["changed"]


def test_a_unit_hears_of_its_own_tickets_only(web):
    start = news(web, "street_clerk", -1)["cursor"]
    no = web.report(GAS)
    assert not news(web, "street_clerk", start)["changed"]
    web.act("dispatcher", no, "dispatches", unit="990102001")
    assert news(web, "street_clerk", start)["critical"] == 1
    assert not news(web, "stranger", start)["changed"]


def as_gas_works(web):
    """The clerk of another district as one of the gas works, who are in the plan of the danger."""
    units = frozenset({"G-RQ"})
    gas = Actor(login="gas", role=Role.CLERK, unit="G-RQ", units=units)
    web.cast = replace(web.cast, stranger=gas)


def test_a_unit_that_is_to_be_ready_for_a_danger_hears_so_at_once(web):
    as_gas_works(web)
    start = news(web, "stranger", -1)["cursor"]
    web.report(GAS)
    answer = news(web, "stranger", start)
    assert (answer["changed"], answer["critical"], answer["ahead"]) == (True, 0, 1)
    assert answer["loudest"] > 0
    page = web.client.get("/inbox", headers=web.as_("stranger")).text
    assert "1 件险情请先准备" in page


def test_a_unit_that_need_not_be_ready_any_more_is_shown_nothing(web):
    as_gas_works(web)
    no = web.report(GAS)
    start = news(web, "stranger", -1)["cursor"]
    web.now += timedelta(minutes=1)
    web.act("dispatcher", no, "dispatches", unit="990102001")
    answer = news(web, "stranger", start)
    assert (answer["changed"], answer["ahead"], answer["loudest"]) == (True, 0, 0)
    page = web.client.get("/inbox", headers=web.as_("stranger")).text
    assert "请先准备" not in page.split("<table")[0]


def test_a_unit_hears_that_what_was_sent_to_it_was_taken_back(web):
    no = web.report(GAS)
    start = news(web, "street_clerk", -1)["cursor"]
    web.act("dispatcher", no, "dispatches", unit="990102001")
    came = news(web, "street_clerk", start)
    assert (came["critical"], came["gone"]) == (1, 0)
    web.now += timedelta(seconds=10)
    assert web.act("dispatcher", no, "undoings").status_code == 201
    answer = news(web, "street_clerk", came["cursor"])
    assert (answer["critical"], answer["gone"]) == (0, 1)


def test_who_supports_hears_of_it_as_who_leads(web):
    no = web.report(GAS)
    start = news(web, "street_clerk", -1)["cursor"]
    web.now += timedelta(seconds=10)
    web.act("dispatcher", no, "dispatches", unit="S-CG", co_units=["990102001"])
    assert news(web, "street_clerk", start)["critical"] == 1


def test_a_danger_that_is_told_later_rings_at_the_unit_that_has_the_matter(web):
    receipt = web.post(
        "agent", "/api/v1/reports", {"text": "有个事情想反映一下，麻烦处理。"}
    ).json()
    web.act("dispatcher", receipt["ticket_no"], "dispatches", unit="990102001")
    start = news(web, "street_clerk", -1)["cursor"]
    web.now += timedelta(minutes=1)
    body = {name: receipt[name] for name in ("ticket_no", "query_code")} | {"text": GAS}
    assert web.post("nobody", "/api/v1/progress/supplements", body).status_code == 201
    assert news(web, "street_clerk", start)["critical"] == 1


def test_who_has_no_queue_hears_nothing(web):
    assert web.get("auditor", "/events/news").status_code == 403
    answer = web.client.get("/events", follow_redirects=False)
    assert answer.status_code in (302, 303, 401)


def test_a_stream_sends_what_came_and_ends_by_itself(web, hasty):
    start = news(web, "dispatcher", -1)["cursor"]
    web.report(GAS)
    answer = web.get("dispatcher", "/events", after=start)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: queue" in answer.text
    assert '"critical":1' in answer.text
    assert not live._OPEN


def test_a_stream_ends_when_its_session_ends(web, monkeypatch):
    checks = []

    async def signed_out(_request):
        checks.append(True)
        return False

    monkeypatch.setattr(live, "still_signed_in", signed_out)
    answer = web.get("dispatcher", "/events", after=0)
    assert checks == [True]
    assert "event: queue" not in answer.text


def test_too_many_streams_of_one_person_are_refused(web, monkeypatch):
    monkeypatch.setitem(live._OPEN, "dispatcher", live.MOST_OF_LOGIN)
    answer = web.get("dispatcher", "/events")
    assert answer.status_code == 429
    assert "retry-after" in answer.headers


def test_a_stream_that_is_cut_gives_its_place_back(web):
    async def cut() -> None:
        events = live._events(
            SimpleNamespace(app=web.app), web.cast.dispatcher, web.app.state.database, 0
        )
        await anext(events)
        assert live._OPEN.total() == 1
        await events.aclose()

    run_apart(cut())
    assert not live._OPEN


@pytest.mark.parametrize("who", ["dispatcher", "supervisor", "street_clerk"])
def test_a_stream_tells_numbers_and_nothing_of_who_reported_what(web, hasty, who):
    web.report("举报东湖区城管中队王大锤收钱，请保密，我叫次仁央宗，电话13800138000")
    web.report(GAS)
    text = web.get(who, "/events", after=0).text
    events = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
    numbers = {"cursor", "changed", "critical", "gone", "ahead", "loudest"}
    assert all(set(each) == numbers for each in events)
    assert not re.search("王大锤|次仁|138001|煤气|举报", text)
