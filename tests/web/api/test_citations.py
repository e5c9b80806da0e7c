"""A direct answer cites what it rests on, in the version that was shown."""

import dataclasses

import pytest

from hotline.desk.desk import Desk
from tests.support.knowledge import BODY, published_over_http
from tests.support.web import Web


@pytest.fixture
def strict(web: Web) -> Web:
    """The same hotline in a city that wants every direct answer to cite."""
    desk: Desk = web.app.state.desks()
    settings = dataclasses.replace(desk.city.settings, citation=True)
    city = dataclasses.replace(desk.city, settings=settings)
    web.app.state.desks._desk = dataclasses.replace(desk, city=city)
    web.app.state.desks._looked = float("inf")
    return web


def test_the_ticket_keeps_entry_and_version(web):
    code, no = published_over_http(web), web.ticket_at("triage")
    answer = web.act("agent", no, "answers", text="可以提取。", cites=[f"{code}@1"])
    assert answer.status_code == 201, answer.text
    history = web.get("agent", f"/api/v1/tickets/{no}").json()["history"]
    assert history[-1]["details"] == {"cites": [f"{code}@1"]}
    body = BODY | {"answer": "改为满 6 个月。", "version": 1}
    web.post("street_clerk", f"/api/v1/knowledge/{code}/versions", body)
    web.post("reviewer", f"/api/v1/knowledge/{code}/publications", {"version": 2})
    page = web.get("agent", f"/tickets/{no}").text
    assert "第 1 版" in page
    assert "后来有变化" in page


@pytest.mark.parametrize(
    ("cite", "status", "phrase"),
    [("K999999@1", 400, "不存在"), ("nonsense", 400, "编码@版本"), ("{code}@2", 409, "第 1 版")],
)
def test_what_does_not_hold_is_not_cited(web, cite, status, phrase):
    code, no = published_over_http(web), web.ticket_at("triage")
    answer = web.act("agent", no, "answers", text="可以。", cites=[cite.format(code=code)])
    assert answer.status_code == status
    assert phrase in answer.text
    assert web.get("agent", f"/api/v1/tickets/{no}").json()["status"] == "triage"


def test_a_withdrawn_entry_is_not_cited(web):
    code, no = published_over_http(web), web.ticket_at("triage")
    web.post("street_clerk", f"/api/v1/knowledge/{code}/withdrawals", {"reason": "废止"})
    assert web.act("agent", no, "answers", text="可以。", cites=[f"{code}@1"]).status_code == 400


def test_where_the_city_wants_it_an_answer_without_citation_is_refused(strict):
    no = strict.ticket_at("triage")
    refused = strict.act("agent", no, "answers", text="可以。")
    assert refused.status_code == 400
    assert "须引用" in refused.text


def test_a_gap_in_the_knowledge_base_becomes_a_task(strict):
    no = strict.ticket_at("triage")
    answer = strict.act("agent", no, "answers", text="可以。", uncited="缺少临时摊位收费标准")
    assert answer.status_code == 201
    (task,) = strict.get("supervisor", "/api/v1/knowledge-tasks").json()["waiting"]
    assert (task["kind"], task["text"]) == ("missing", "缺少临时摊位收费标准")
