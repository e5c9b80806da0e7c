"""The leader's page: figures with what they count, links down to the tickets, an honest word
while the engine is away.
"""

import json
import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy import event
from sqlmodel import select

from analytics.search.base import EngineUnavailable
from hotline.domain.models import Ticket, WatchedMatter
from hotline.operation.work_queue import run_once
from hotline.web.pages.rendering import render
from hotline.web.reading.spans import usual_spans

MOST_STATEMENTS = 40

HOUR = timedelta(hours=1)
NOISE = "鼓楼街道府前街工地夜间施工噪声扰民，影响休息。"


class Away:
    def aggregate_many(self, queries):
        raise EngineUnavailable("away")


@pytest.fixture
def indexed_web(web):
    """Six reports of noise in one street, dispatched, and one that is confidential."""
    numbers = [web.report(NOISE) for _ in range(7)]
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == numbers[0])).one().secrecy = "confidential"
    run_once(web.app.state.database, web.app.state.engine)
    return web


def test_what_came_in_and_what_rose(indexed_web, see):
    page = see("leader", "/leader").text
    assert "<b>6</b>反映" in page
    assert "施工噪声" in page.partition("上升最快的事项")[2].partition("反复与集中反映")[0]
    assert "24 小时内集中" in page


@pytest.mark.parametrize(("least", "is_crowd"), [(3, True), (4, False)])
def test_a_crowd_has_as_many_different_callers_as_the_city_says(web, see, least, is_crowd):
    web.load_city(group_callers=least)
    for number in range(3):
        web.report(NOISE, caller="王女士", phone=f"1390000000{number}")
    run_once(web.app.state.database, web.app.state.engine)
    page = " ".join(see("leader", "/leader").text.split())
    assert ("24 小时内集中：3 人" in page) == is_crowd
    assert f"24 小时不少于 {least} 人或 72 小时不少于 {2 * least} 人" in page


def test_a_confidential_ticket_is_counted_by_those_who_may_know(indexed_web, see):
    assert "<b>7</b>反映" in see("supervisor", "/leader").text
    assert "不含：保密工单" in see("leader", "/leader").text
    assert "不含：无" in see("supervisor", "/leader").text


def test_every_figure_says_what_it_counts(indexed_web, see):
    page = see("leader", "/leader").text
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 11
    for figure in figures:
        caption = figure.partition("<figcaption>")[2]
        assert all(word in caption for word in ("范围：", "时段：", "不含：")), figure[:200]
    for drawn in re.findall(r"<figure[^>]*chart.*?</figure>", page, re.DOTALL):
        assert "data-figure" in drawn
        assert "<table" in drawn


def test_a_figure_leads_to_its_tickets(indexed_web, see):
    page = see("leader", "/leader").text
    links = [unescape(link) for link in re.findall(r'href="(/tickets\?[^"]*)"', page)]
    assert any("street=990102001" in link for link in links)
    for link in set(links):
        assert see("leader", link).status_code == 200
    street = next(link for link in links if "street=990102001" in link and "category" not in link)
    assert "6 件" in see("leader", street).text


def test_data_in_the_page_cannot_end_its_script(indexed_web, see):
    for data in re.findall(
        r"<script type=\"application/json\"[^>]*>(.*?)</script>", see("leader", "/leader").text
    ):
        assert "<" not in data


def test_a_district_narrows_the_page(indexed_web, see):
    assert "<b>0</b>反映" in see("leader", "/leader?district=990103").text
    assert see("leader", "/leader?district=%27").status_code == 400


def test_the_last_figures_are_shown_with_their_time(indexed_web, see):
    see("leader", "/leader")
    indexed_web.app.state.analysis._engine = Away()
    page = see("leader", "/leader").text
    assert "统计引擎暂不可用或正在补齐数据，以下为 2026-03-09 10:00 的结果，可能不全" in page
    assert "<b>6</b>反映" in page


def test_without_any_the_page_says_where_to_look(web, see):
    web.app.state.analysis._engine = Away()
    answer = see("leader", "/leader")
    assert answer.status_code == 503
    assert 'href="/overview"' in answer.text


@pytest.mark.parametrize("who", ["street_clerk", "agent", "reviewer"])
def test_the_page_is_for_those_who_see_analysis(web, see, who):
    assert see(who, "/leader").status_code == 403


def test_the_chart_library_comes_from_here_and_is_packed(web, see):
    address = re.search(r'src="(/assets/plotly[^"]*)"', see("leader", "/leader").text)[1]
    assert web.client.get(address, follow_redirects=False).status_code == 303
    answer = see("leader", address)
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert "Plotly" in answer.text[:500_000]


def test_what_gathers_at_one_place_stands_first_with_its_list(web, see):
    for number in range(11):
        web.report(NOISE, caller="王女士", phone=f"1390000{number:04d}")
    run_once(web.app.state.database, web.app.state.engine)
    page = see("leader", "/leader").text
    matters = page.partition("今日要情")[2].partition("本月")[0]
    assert page.index("今日要情") < page.index("反映日期从")
    assert "集中反映" in matters
    assert "11 件、11 人" in matters
    assert "王女士" not in matters
    link = unescape(re.search(r'href="(/tickets\?[^"]*place=[^"]*)"', matters)[1])
    assert "共 11 件" in see("leader", link).text


def test_a_leader_instructs_and_watches_from_the_page(web, see, fill_in):
    no = web.ticket_at("in_progress")
    with web.app.state.database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        ticket.priority, ticket.due_at = 0, ticket.reported_at - HOUR
    page = see("leader", "/leader").text
    assert f'action="/tickets/{no}/instructions"' in page
    choices = page.partition('name="unit"')[2].partition("</select>")[0]
    assert "（现在办理）</option>" in choices
    assert "的上级）</option>" in choices
    answer = fill_in(
        "leader", f"/tickets/{no}/instructions", instruction="今日到场", back="/leader"
    )
    assert answer.headers["location"] == f"/leader?done=instructions&no={no}"
    assert "已批示" in see("leader", answer.headers["location"]).text
    assert "批示" in see("leader", f"/tickets/{no}").text
    watched = fill_in("leader", "/leader/watched", kind="ticket", key=no).headers["location"]
    assert watched == "/leader?done=watched"
    assert "我的关注" in see("leader", watched).text
    assert "我的关注" not in see("supervisor", "/leader").text
    fill_in("leader", "/leader/watched/removals", kind="ticket", key=no)
    assert "我的关注" not in see("leader", "/leader").text
    assert fill_in("leader", "/leader/watched", kind="ticket", key="26030299").status_code == 404
    assert fill_in("leader", "/leader/watched", kind="ticket").status_code in (400, 404)
    assert fill_in("agent", "/leader/watched", kind="ticket", key=no).status_code == 403


def test_what_is_not_there_is_not_watched_and_what_is_gone_can_be_removed(web, see, fill_in):
    for kind, key in (
        ("unit", "NOPE"),
        ("issue", "abc"),
        ("issue", "99999999"),
        ("spot", "xx"),
    ):
        refused = fill_in("leader", "/leader/watched", kind=kind, key=key)
        assert refused.status_code == 404
        assert key in refused.text
    assert fill_in("leader", "/leader/watched", kind="unit", key="990102001").status_code == 303
    with web.app.state.database.writing() as session:
        [unit] = session.exec(select(WatchedMatter)).all()
        session.add(WatchedMatter(login=unit.login, kind="unit", key="NOPE", since=unit.since))
    page = see("leader", "/leader").text.partition("我的关注")[2].partition("</section>")[0]
    assert "chip late" not in page
    assert 'value="NOPE"' in page
    fill_in("leader", "/leader/watched/removals", kind="unit", key="NOPE")
    assert "NOPE" not in see("leader", "/leader").text


def test_who_may_not_instruct_is_not_offered_it(web, see):
    no = web.ticket_at("in_progress")
    with web.app.state.database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        ticket.priority, ticket.due_at = 0, ticket.reported_at - HOUR
    page = see("supervisor", "/leader").text
    assert f"/tickets/{no}" in page
    assert "instructions" not in page


def test_a_day_and_a_rate_lead_to_exactly_their_tickets(indexed_web, see):
    page = see("leader", "/leader").text
    table = page.partition('aria-label="每日反映数据"')[2].partition("</table>")[0]
    days = re.findall(r'<a href="([^"]*)">(\d+)</a>', table)
    assert "6" in {n for _, n in days}
    assert len(days) == 56
    for address, n in days[:2]:
        assert f"共 {n} 件" in see("leader", unescape(address)).text
    address = unescape(re.search(r'href="(/rates/tickets\?rate=sign[^"]*)"', page)[1])
    assert "共 0 件次" in see("leader", address).text
    for wrong in ("rate=x", "rate=sign&below=x", "rate=sign&which=x"):
        assert see("leader", f"/rates/tickets?{wrong}").status_code == 400
    assert see("agent", "/rates/tickets").status_code == 403


@pytest.mark.parametrize(
    ("span", "heading"),
    [
        ("since=2026-03-09&until=2026-03-09", "每日反映"),
        ("since=2026-01-01&until=2026-12-31", "每周反映"),
        ("since=2021-03-10&until=2026-03-09", "每月反映"),
    ],
)
def test_any_span_up_to_five_years_is_shown_in_fitting_steps(indexed_web, see, span, heading):
    page = see("leader", f"/leader?{span}").text
    assert heading in page
    of_days = heading == "每日反映"
    assert ("比前一日" in page, "上年同日" in page) == (of_days, of_days)
    assert ("比上一期" in page) != of_days
    assert "<b>6</b>反映" in page
    assert see("leader", "/leader?since=2020-03-01&until=2026-03-09").status_code == 400


def test_of_two_names_of_the_same_days_one_is_marked_and_each_has_its_own_address():
    spans = usual_spans(date(2026, 3, 8))
    assert spans["近 7 天"] == spans["本周"]
    for has_days, name in ((True, "本周"), (False, "近 7 天")):
        scope = SimpleNamespace(span=spans["本周"], has_days=has_days)
        values = {"spans": spans, "span_address": str, "scope": scope}
        values |= {"usual_span": "近 7 天", "usual_address": "/leader?"}
        page = render("_spans.html", values).content
        assert re.findall(r'aria-current="true">([^<]*)<', page) == [name]
        addresses = re.findall(r'href="([^"]*)"', page)
        assert len(set(addresses)) == len(addresses)


def test_bars_know_the_list_of_their_tickets(indexed_web, see):
    page = see("leader", "/leader").text
    drawings = re.findall(r"data-figure data-label=\"([^\"]*)\">(.*?)</script>", page)
    addresses = {
        label: [data.get("customdata") for data in json.loads(figure)["data"]]
        for label, figure in drawings
    }
    days = addresses["每日反映件数与上年同期"][0]
    assert len(days) == 28
    assert "共 6 件" in see("leader", days[-1]).text
    assert "street=990102001" in addresses["反映最多的街道"][0][-1]
    assert "category=" in addresses["反映最多的分类与上期"][1][-1]


def test_the_page_asks_the_database_for_nothing_that_it_does_not_show(indexed_web, see):
    """Each statement once; no rates of all kinds by unit, of which one column stands on it."""
    statements = []
    event.listen(
        indexed_web.app.state.database.engine,
        "before_cursor_execute",
        lambda *event_args: statements.append((event_args[2], repr(event_args[3]))),
    )
    see("leader", "/leader")
    statements.clear()
    see("leader", "/leader")
    assert len(statements) <= MOST_STATEMENTS
    dangers = [pair for pair in statements if "ticket.danger !=" in pair[0]]
    assert len(dangers) == len(set(dangers))
