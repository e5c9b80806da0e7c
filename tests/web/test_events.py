"""What comes to a queue is told while its page stands open."""

import json
import re
from types import SimpleNamespace

import pytest

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
    assert news(web, who, answer["cursor"]) == answer | {"changed": False, "critical": 0}


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
    assert all(set(each) == {"cursor", "changed", "critical"} for each in events)
    assert not re.search("王大锤|次仁|138001|煤气|举报", text)
