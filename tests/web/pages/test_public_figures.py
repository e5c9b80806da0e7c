"""What everybody may read of a past month: no small cell, nothing confidential, nobody's words."""

import csv
import io
from datetime import datetime
from xml.etree import ElementTree

import pytest
from sqlmodel import select

from hotline.domain.models import KnowledgeVersion
from tests.support.knowledge import drafted_over_http, published_over_http
from tests.support.stored import store

FEBRUARY = datetime(2026, 2, 10, 9)
SECRET = "张三丰住在朝阳路88号，电话13900000001"


@pytest.fixture
def february(web):
    """Thirty reports of three districts, two of them in one, and six that are confidential."""
    database = web.app.state.database

    def add(prefix, n, **fields):
        for at in range(n):
            store(database, f"{prefix}{at}{SECRET}", reported_at=FEBRUARY, **fields)

    add("东", 14, district="990102", category="0302")
    add("云", 9, district="990103", category="0302")
    add("临", 5, district="990104", category="0404")
    add("北", 2, district="990105", category="0404")
    add("密", 6, district="990105", category="0404", secrecy="confidential")
    return web


def test_a_month_is_given_as_page_csv_and_json_without_small_cells(february, web):
    page = web.client.get("/figures?month=2026-02", headers={"Accept": "text/html"}).text
    assert "<b>30</b>受理诉求" in page
    data = web.client.get("/figures/data.json?month=2026-02").json()
    assert data["total"] == 30
    districts = {
        row["code"]: row["count"] for row in data["rows"] if row["dimension"] == "district"
    }
    assert districts == {"990102": 14, "990103": None, "990104": None, "990105": None}
    text = web.client.get("/figures/data.csv?month=2026-02").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["月份", "维度", "代码", "名称", "件数"]
    assert ["2026-02", "district", "990105", "北屏区", ""] in rows
    assert ["category", "03", "23"] in [[row[1], row[2], row[4]] for row in rows]
    for answer in (page, text, str(data)):
        assert "张三丰" not in answer
        assert "13900000001" not in answer


@pytest.mark.parametrize("month", ["2026-03", "2020-01", "2026-2", "x"])
def test_only_past_months_are_given(web, month):
    assert web.client.get(f"/figures/data.json?month={month}").status_code == 400


def test_a_month_with_few_reports_has_no_figures(web):
    data = web.client.get("/figures/data.json").json()
    assert (data["month"], data["total"]) == ("2026-02", None)


def test_the_feed_has_what_is_published_and_public(web):
    published_over_http(web, title="公积金怎么提取")
    drafted_over_http(web, title="还没有发布的")
    published_over_http(web, title="内部口径", is_public=False)
    feed = ElementTree.fromstring(web.client.get("/guide.xml").content)
    assert [item.findtext("title") for item in feed.iter("item")] == ["公积金怎么提取"]
    assert all("/guide/" in item.findtext("link") for item in feed.iter("item"))


def test_the_feed_says_of_an_item_what_its_page_shows(web):
    code = published_over_http(web, title="租房提取")
    with web.app.state.database.writing() as session:
        version = session.exec(select(KnowledgeVersion)).one()
        version.answer, version.guide = "", {"materials": "身份证", "fee": "不收费"}
    feed = ElementTree.fromstring(web.client.get("/guide.xml").content)
    description = feed.find("channel/item/description").text
    page = web.client.get(f"/guide/{code}", headers={"Accept": "text/html"}).text
    for part in ("身份证", "不收费"):
        assert part in description
        assert part in page
