"""One unit's year: what came in, rates, scores, orders; for its own leaders and the city's."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import select

from hotline.domain.models import ScorePublication, ScoreRow, SupervisionOrder, Ticket
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.work_queue import run_once
from tests.support.watching import night_noise

UNIT = "990102001"


@pytest.fixture
def year(web):
    """A signed ticket with an order, one that is confidential, and a published score."""
    numbers = [web.ticket_at("in_progress") for _ in range(2)]
    body = {"level": "written", "demand": "请三日内办结"}
    assert web.act("leader", numbers[0], "supervisions", **body).status_code == 201
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == numbers[1])).one().secrecy = "confidential"
        head = {"scheme": "monthly", "period": "2026-02"}
        publication = ScorePublication(
            **head, head={}, published_at=web.now, published_by="supervisor"
        )
        session.add(publication)
        session.flush()
        document = {"unit": UNIT, "total": 91.5, "rank": 3, "band": None}
        row = ScoreRow(publication_id=publication.row_id, place=1, unit=UNIT, document=document)
        other = ScoreRow(
            publication_id=publication.row_id,
            place=2,
            unit="YS-ZF",
            document=document | {"total": 12.25},
        )
        session.add_all([row, other])
    run_once(web.app.state.database, web.app.state.engine)
    return web


def test_a_year_has_volume_rates_scores_and_orders(year, see):
    page = see("leader", f"/units/{UNIT}").text
    month = re.search(r'<td>2026-03（未满）</td>\s*<td class="right"><a href="([^"]*)">(\d+)', page)
    assert month[2] == "1"
    assert "共 1 件" in see("leader", unescape(month[1])).text
    assert "91.5" in page
    assert "12.25" not in page
    row = page.partition("书面督办</th>")[2].partition("</tr>")[0]
    assert re.findall(r">(\d+)<", row) == ["1", "1", "0"]
    for address in re.findall(r'href="([^"]*)"', row):
        assert "共 1 件" in see("leader", unescape(address)).text
    signed = re.search(r'href="(/rates/tickets\?rate=first_time[^"]*)"', page)[1]
    assert "共 1 件次" in see("leader", unescape(signed)).text
    assert len(see("supervisor", f"/units/{UNIT}").text) > 0


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("dispatcher", 200),
        ("street_clerk", 200),
        ("district_clerk", 200),
        ("stranger", 404),
        ("agent", 403),
        ("reviewer", 403),
        ("admin", 403),
    ],
)
def test_a_year_is_for_the_unit_those_above_it_and_who_leads(year, see, who, status):
    answer = see(who, f"/units/{UNIT}")
    assert answer.status_code == status
    if status != 200:
        assert "91.5" not in answer.text


def test_a_unit_that_is_none_has_no_year(web, see):
    answer = see("leader", "/units/NOBODY")
    assert answer.status_code == 404
    assert "没有编码为“NOBODY”的单位" in answer.text


@pytest.mark.parametrize("rest", ["", "/orders"])
def test_a_code_that_is_written_small_is_the_same_unit(web, see, rest):
    written_small = see("leader", f"/units/ys-zf{rest}")
    assert written_small.status_code == 200
    assert heading(written_small.text) == heading(see("leader", f"/units/YS-ZF{rest}").text)


def heading(page: str) -> str:
    match = re.search(r"<h1.*?</h1>", page, re.S)
    assert match
    return match.group()


def test_orders_of_others_are_not_counted(year, see):
    with year.app.state.database.writing() as session:
        session.exec(select(SupervisionOrder)).one().unit = "YS-ZF"
    page = see("leader", f"/units/{UNIT}").text
    assert re.search(r"书面督办</th>\s*<td class=\"right\">0</td>", page)


def test_a_year_lists_the_issues_of_the_unit_and_says_why_a_rank_is_missing(year, see):
    database = year.app.state.database
    night_noise(database, 4, at=year.now - timedelta(minutes=5), unit=UNIT)
    IssueKeeper()(Shift(database, None, now=lambda: year.now))
    with database.writing() as session:
        head = {"scheme": "monthly", "period": "2026-01", "head": {}}
        small = ScorePublication(**head, published_at=year.now, published_by="supervisor")
        session.add(small)
        session.flush()
        document = {"total": 90, "rank": None, "band": None, "standing": "small_sample"}
        session.add(ScoreRow(publication_id=small.row_id, place=1, unit=UNIT, document=document))
    page = see("leader", f"/units/{UNIT}").text
    assert "/hotspots/1" in page
    assert "4 人" in page
    assert "件数少，不排名" in page
    assert "没有三人以上反映" in see("leader", "/units/YS-ZF").text
