"""The map: areas coloured by what is asked, each number a link to its tickets."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import select

from hotline.city.loading import current_city, load_pack
from hotline.city.pack_reading import read_pack_texts
from hotline.domain.models import Rating, Ticket
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.work_queue import run_once
from tests.support.watching import night_noise

NOISE = "鼓楼街道府前街工地夜间施工噪声扰民，影响休息。"


@pytest.fixture
def indexed_web(web):
    """Two reports of one street, one of them late, one rated, one confidential."""
    numbers = [web.report(NOISE) for _ in range(3)]
    with web.app.state.database.writing() as session:
        late, rated, hidden = (
            session.exec(select(Ticket).where(Ticket.no == no)).one() for no in numbers
        )
        late.due_at = late.reported_at - timedelta(hours=1)
        hidden.secrecy = "confidential"
        hidden.due_at = late.due_at
        values = {"cycle": 1, "unit": "990102001", "stage": "answer", "source": "caller"}
        for ticket in (rated, hidden):
            row = Rating(ticket_id=ticket.row_id, by="caller", at=late.reported_at, **values)
            row.rating, row.solved, row.counted = 5, True, True
            session.add(row)
    run_once(web.app.state.database, web.app.state.engine)
    return web


def row_of(page, name):
    return re.search(rf"<tr>\s*<th scope=\"row\">\s*(?:<a[^>]*>)?{name}.*?</tr>", page, re.DOTALL)[
        0
    ]


def test_an_area_has_its_tickets_its_late_ones_and_how_content_callers_are(indexed_web, see):
    page = see("leader", "/map?level=street").text
    row = row_of(page, "鼓楼街道")
    links = [(unescape(address), n) for address, n in re.findall(r'href="([^"]*)">(\d+)<', row)]
    assert [n for _, n in links] == ["2", "1"]
    for address, n in links:
        assert f"共 {n} 件" in see("leader", address).text
    assert "1/1" in row
    assert "2/2" in row_of(see("supervisor", "/map?level=street").text, "鼓楼街道")


@pytest.mark.parametrize("filters", ["category=0302", "category=0401", "unit=990102001"])
def test_with_a_filter_every_number_is_that_of_its_list(indexed_web, see, filters):
    row = row_of(see("leader", f"/map?level=street&{filters}").text, "鼓楼街道")
    links = [(unescape(address), n) for address, n in re.findall(r'href="([^"]*)">(\d+)<', row)]
    assert len(links) == 2
    for address, n in links:
        assert f"共 {n} 件" in see("leader", address).text or n == "0"
    assert ("1/1" in row) == (links[0][1] != "0")


def test_the_map_is_drawn_from_the_outlines_of_the_city(indexed_web, see):
    page = see("leader", "/map").text
    assert '"type":"choropleth"' in page
    assert '"990102"' in page
    figure = json.loads(re.search(r"data-figure[^>]*>(.*?)</script>", page)[1])
    assert all("level=street" in address for address in figure["data"][0]["customdata"])
    for measure in ("residents", "late", "satisfied"):
        assert see("leader", f"/map?measure={measure}").status_code == 200
    streets = see("leader", "/map?district=990102").text
    assert "文庙街道" in streets
    assert "云山街道" not in streets


@pytest.mark.parametrize("wrong", ["measure=x", "level=city", "since=x", "x=1"])
def test_a_wrong_value_is_named(web, see, wrong):
    assert see("leader", f"/map?{wrong}").status_code == 400


def test_the_map_is_for_those_who_see_analysis(web, see):
    assert see("street_clerk", "/map").status_code == 403
    assert see("agent", "/map").status_code == 403


def test_a_city_without_outlines_has_the_table(indexed_web, see):
    state = indexed_web.app.state
    with state.database.writing() as session:
        files = {k: v for k, v in current_city(session).files.items() if k != "map.geojson"}
        pack = read_pack_texts(files, today=indexed_web.now.date()).pack
        load_pack(session, pack, now=indexed_web.now)
    state.desks.look_again()
    page = see("leader", "/map?level=street").text
    assert "choropleth" not in page
    assert "鼓楼街道" in page


def test_the_hottest_issues_are_points_that_lead_to_their_page_and_may_be_put_away(web, see):
    database, engine = web.app.state.database, web.app.state.engine
    night_noise(database, 4, at=web.now - timedelta(hours=1))
    IssueKeeper()(Shift(database, None, now=lambda: web.now))
    run_once(database, engine)
    page = see("leader", "/map?level=street").text
    figure = json.loads(re.search(r"data-figure[^>]*>(.*?)</script>", page, re.DOTALL)[1])
    points, names = (trace for trace in figure["data"] if trace["type"] == "scattergeo")
    assert points["customdata"] == ["/hotspots/1"]
    assert "4 人" in points["text"][0]
    assert "鼓楼街道" in names["text"]
    assert "/hotspots/" not in see("leader", "/map?level=street&points=no").text


def test_what_has_no_area_stands_below_with_its_list_so_that_all_add_up(web, see):
    for text in (NOISE, NOISE, "夜里施工的声音太大，没法休息"):
        web.report(text)
    run_once(web.app.state.database, web.app.state.engine)
    for level, name in (("district", "区县"), ("street", "街道（镇）")):
        page = see("leader", f"/map?level={level}").text
        address, n = re.search(rf'另有 <a href="([^"]*)">(\d+) 件</a>未定{name}', page).groups()
        rows = re.findall(r'<td class="right"><a href="[^"]*">(\d+)</a></td>', page)[::2]
        assert (int(n), sum(map(int, rows))) == (1, 2)
        assert f"none={level}" in address
        assert "共 1 件" in see("leader", unescape(address)).text


def test_nothing_is_said_of_no_area_where_all_have_one(indexed_web, see):
    assert "另有 <a" not in see("leader", "/map").text
