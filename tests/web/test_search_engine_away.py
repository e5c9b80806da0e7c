"""The search cluster is away: every step of a ticket goes on, search is answered by the database
and says so.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar.testing import TestClient

from analytics.search import elasticsearch
from hotline.operation.work_queue import run_once
from hotline.storage.index.state import note_comparison
from tests.conftest import MONDAY
from tests.support.application import application
from tests.support.unwell import unwell_server
from tests.support.web import Web

LAMP = "鼓楼街道的路灯不亮，晚上走路看不清，请维修。"
WARNING = "全文搜索正在恢复，当前结果可能不全"


@pytest.fixture(params=["503", "cut", "slow"])
def web(request, settings, cast, monkeypatch) -> Iterator[Web]:
    """The application of a city whose search cluster is unwell."""
    monkeypatch.setattr(elasticsearch, "_SEARCH_SECONDS", 0.2)
    monkeypatch.setattr(elasticsearch, "_WRITE_SECONDS", 0.2)
    with unwell_server(request.param) as address:
        app = application(replace(settings, search=address), now=lambda: MONDAY)
        with TestClient(
            app, base_url="http://hotline.test", raise_server_exceptions=False
        ) as client:
            yield Web(app, client, cast, MONDAY)


def test_a_ticket_goes_all_the_way_from_report_to_closing(web):
    no = web.ticket_at("closed")
    assert web.get("dispatcher", f"/api/v1/tickets/{no}").json()["status"] == "closed"


def test_the_database_answers_a_search_and_the_answer_says_so(web):
    no = web.report(LAMP)
    answer = web.get("agent", "/api/v1/search", q="路灯").json()
    assert ([ticket["no"] for ticket in answer["tickets"]], answer["degraded"]) == ([no], True)
    assert web.get("stranger", "/api/v1/search", q="路灯").json()["total"] == 0


def test_the_page_says_so_too(web):
    no = web.report(LAMP)
    page = web.get("dispatcher", "/tickets", q="路灯").text
    assert no in page
    assert WARNING in page


def test_health_is_degraded_but_not_down(web):
    answer = web.get("nobody", "/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["parts"]["search"]["status"] == "down"


def test_a_city_whose_engine_is_well_is_not_warned(settings, cast):
    app = application(settings, now=lambda: MONDAY)
    with TestClient(app, base_url="http://hotline.test") as client:
        well = Web(app, client, cast, MONDAY)
        well.report(LAMP)
        run_once(app.state.database, app.state.engine)
        assert WARNING not in well.get("dispatcher", "/tickets", q="路灯").text


def test_an_index_that_lacks_tickets_is_told_though_the_engine_is_well(settings, cast):
    app = application(settings, now=lambda: MONDAY)
    with TestClient(app, base_url="http://hotline.test") as client:
        well = Web(app, client, cast, MONDAY)
        no = well.report(LAMP)
        run_once(app.state.database, app.state.engine)
        with app.state.database.writing() as session:
            note_comparison(session, 3, MONDAY)
        page = well.get("dispatcher", "/tickets", q="路灯").text
        assert no in page
        assert WARNING in page
        assert "正在补齐数据" in well.get("leader", "/leader").text
