"""Every figure leads down to exactly its tickets, in the same window: each link of a page is
followed, and its list has as many as the figure says.
"""

import re
from datetime import timedelta
from html import unescape

import pytest

from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.work_queue import run_once
from tests.conftest import fresh
from tests.support.application import application
from tests.support.stored import store
from tests.web.conftest import entered

LISTS = ("/tickets?", "/units/990102001/orders", "/units/990102001/rectifications")
LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
CELL = re.compile(r'<td class="right"[^>]*>(.*?)</td>', re.DOTALL)
TOTAL = re.compile(r"共 ([\d,]+) 件")
PAGES = (
    "/leader",
    "/leader?since=2026-02-01&until=2026-02-28",
    "/leader?district=990102",
    "/overview",
    "/hotspots",
    "/hotspots/1",
    "/units/990102001",
    "/map",
)


@pytest.fixture(scope="module")
def web(sqlite_template, cast, tmp_path_factory):
    """The pages are only read: one town for all of them."""
    settings = fresh(sqlite_template, tmp_path_factory.mktemp("town"))
    with entered(application, settings, cast) as web:
        yield web


@pytest.fixture(scope="module")
def town(web):
    """Reports of two months in all states, of all kinds and of none, at all hours; one issue."""
    database = web.app.state.database
    kinds = ("0302", "0404", "0701", "", "0101")
    for at in range(60):
        moment = web.now - timedelta(hours=19 * at)
        unit = ("990102001", "DH-CG", "")[at % 3]
        is_open = at % 4 == 0
        store(
            database,
            f"府前街工地夜间施工噪声扰民 {at}" if at % 2 else f"小区供热不热，暖气冰凉 {at}",
            reported_at=moment,
            created_at=moment,
            category=kinds[at % 5],
            district=("990102", "990103", "")[at % 3],
            street=("990102001", "", "")[at % 3],
            place="府前街" if at % 2 else "",
            channel=("phone", "web", "app")[at % 3],
            request_type=("complaint", "help")[at % 2],
            unit=unit,
            status=("in_progress" if unit else "triage") if is_open else "closed",
            clock=("handle" if unit else "dispatch") if is_open else "",
            due_at=web.now + timedelta(hours=at - 30) if is_open else None,
            amber_at=web.now - timedelta(hours=1) if is_open else None,
            dispatched_at=moment + timedelta(hours=1) if unit else None,
            accepted_at=moment + timedelta(hours=2) if unit else None,
            closed_at=None if is_open else moment + timedelta(hours=30),
        )
    IssueKeeper()(Shift(database, web.app.state.engine, now=lambda: web.now))
    run_once(database, web.app.state.engine)
    return web


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def figures_of(html: str) -> list[tuple[str, str]]:
    """(address, what stands on the link) of each link to a list."""
    body = html.partition("<main")[2]
    return [
        (unescape(address), text_of(inside))
        for address, inside in LINK.findall(body)
        if unescape(address).startswith(LISTS)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_each_figure_has_as_many_tickets_as_it_says(town, see, page):
    answer = see("leader", page)
    assert answer.status_code == 200
    figures, wrong = figures_of(answer.text), []
    for address, label in figures:
        numbers = [int(number) for number in re.findall(r"(?<![\d.+-])\d+(?![\d.%])", label)]
        listed = TOTAL.search(text_of(see("leader", address).text))
        n = int(listed[1].replace(",", "")) if listed else 0
        if numbers and n not in numbers:
            wrong.append((label, n, address))
    assert len(figures) > 5
    assert wrong == []


@pytest.mark.parametrize("page", ["/leader", "/overview", "/units/990102001"])
def test_no_count_in_a_table_stands_without_its_list(town, see, page):
    cells = CELL.findall(see("leader", page).text)
    silent = [text_of(cell) for cell in cells if "<a" not in cell]
    assert [text for text in silent if re.fullmatch(r"[1-9][\d,]*", text)] == []
