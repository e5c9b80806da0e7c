"""督办 pages: the supervisor's and the unit's, and the notices."""

from datetime import datetime, timedelta

import pytest

from hotline.supervision.clock_watch import watch_clocks
from tests.conftest import MONDAY, desk_of


@pytest.fixture
def no(web) -> str:
    return web.ticket_at("in_progress")


@pytest.fixture
def order(web, no, fill_in) -> int:
    answer = fill_in(
        "supervisor",
        f"/tickets/{no}/supervisions",
        level="written",
        demand="请三日内办结。",
        until="",
        unit="",
    )
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/tickets/{no}?done=supervisions&no={no}",
    )
    return web.get("supervisor", "/api/v1/supervisions").json()["supervisions"][0]["id"]


def test_the_form_on_the_ticket_issues_an_order(web, no, order, see):
    text = see("supervisor", f"/tickets/{no}").text
    assert "书面督办" in text
    assert 'action="/tickets/' + no + '/supervisions"' in text
    assert (
        'action="/tickets/' + no + '/supervisions"'
        not in see("street_clerk", f"/tickets/{no}").text
    )


def test_a_refused_order_keeps_what_was_typed(web, no, fill_in):
    answer = fill_in(
        "supervisor",
        f"/tickets/{no}/supervisions",
        level="written",
        demand="请办结",
        until="改天",
        unit="",
    )
    assert answer.status_code == 400
    assert "请办结" in answer.text


def test_the_unit_answers_on_its_page_and_the_supervisor_closes(web, order, see, fill_in):
    page = see("street_clerk", "/supervision").text
    assert "督〔2026〕0001号" in page
    assert f"/supervision/{order}/answers" in page
    assert f"/supervision/{order}/closings" not in page
    assert (
        fill_in("street_clerk", f"/supervision/{order}/answers", answer="已整改。").status_code
        == 303
    )
    page = see("supervisor", "/supervision?view=answered").text
    assert "已整改。" in page
    assert f"/api/v1/supervisions/{order}.pdf" in page
    assert (
        fill_in("supervisor", f"/supervision/{order}/closings", note="已核实。").status_code == 303
    )
    assert "督〔2026〕0001号" not in see("supervisor", "/supervision").text
    assert "已核实。" in see("supervisor", "/supervision?view=closed").text


def test_an_empty_answer_comes_back_with_its_fault(web, order, fill_in):
    answer = fill_in("street_clerk", f"/supervision/{order}/answers", answer=" ")
    assert answer.status_code == 400
    assert "督办反馈不能为空" in answer.text


def test_strangers_see_and_do_nothing(web, order, see, fill_in):
    assert "督〔2026〕0001号" not in see("stranger", "/supervision").text
    assert fill_in("stranger", f"/supervision/{order}/answers", answer="已办").status_code == 404
    assert see("agent", "/supervision").status_code == 403
    assert fill_in("supervisor", f"/supervision/{order}/deletions").status_code == 404
    assert fill_in("leader", f"/supervision/{order}/closings", note="销").status_code == 403


def test_lamps_are_counted_by_unit(web, no, see):
    database = web.app.state.database
    due = web.get("supervisor", f"/api/v1/tickets/{no}").json()["due_at"]
    with database.writing() as session:
        watch_clocks(session, desk_of(database, MONDAY))
    assert "没有黄灯和红灯" in see("supervisor", "/supervision").text
    web.app.state.desks._desk = desk_of(
        database, datetime.fromisoformat(due).replace(hour=17, minute=0)
    )
    text = see("supervisor", "/supervision").text
    assert "各单位黄灯、红灯" in text
    assert '<td class="right">1</td>' in text
    assert "各单位黄灯、红灯" not in see("street_clerk", "/supervision").text


def test_notices_stand_in_the_bar_until_they_are_read(web, no, order, see, fill_in):
    # The order; that the ticket is new asks for nothing once it is signed.
    assert ">1<" in see("street_clerk", "/notices/count").text
    page = see("street_clerk", "/notices").text
    assert "书面督办" in page
    assert no in page
    assert fill_in("street_clerk", "/notices/readings", until="999").status_code == 303
    assert see("street_clerk", "/notices/count").text.strip() == ""
    assert see("stranger", "/notices/count").text.strip() == ""
    assert "没有通知" in see("stranger", "/notices").text


def test_who_was_called_back_stands_with_numerator_and_denominator(web, see):
    text = see("supervisor", "/supervision").text
    assert "回访覆盖率" in text
    assert "—" in text.split('id="called"')[1].split("</tr>")[1]
    web.ticket_at("closed")
    web.now += timedelta(minutes=1)
    for who in ("supervisor", "leader", "reviewer"):
        assert (
            see(who, "/supervision").text.count('100.0% <span class="small soft">1/1</span>') == 4
        )
    assert "回访覆盖率" not in see("street_clerk", "/supervision").text
