"""What is late is charged to whoever holds the running clock, and all who show it show the same:
the unit's inbox, supervision, the overview, the leader's page, scores and the list of tickets.
"""

import re
from datetime import datetime
from html import unescape

import pytest

from hotline.operation.work_queue import run_once
from hotline.storage.score_counts import CountSpan, count_for_scores
from hotline.supervision.clock_watch import watch_clocks
from tests.conftest import desk_of
from tests.support.web import REPLY, RETURN

STREET = "990102001"
LATER = datetime(2026, 4, 20, 10, 0)
EXTENSION = {"limit": "2wd", "reason": "需检测", "basis": "办法"}
SUSPENSION = {"until": "2026-04-05", "reason": "等待拆迁", "basis": "办法"}
# Where a ticket stands -> who holds it there, written down by hand.
STANDS = {
    "dispatched": STREET,
    "accepted": STREET,
    "in_progress": STREET,
    "triage": "centre",
    "replied": "centre",
    "callback": "centre",
    "return_requested": "centre",
    "extension_requested": "centre",
    "suspension asked": "centre",
    "suspended": "centre",
}


def ticket_that(web, stands):
    no = web.ticket_at(
        {
            "return_requested": "accepted",
            "extension_requested": "in_progress",
            "suspended": "in_progress",
            "suspension asked": "in_progress",
        }.get(stands, stands)
    )
    if stands == "return_requested":
        web.act("street_clerk", no, "returns", **RETURN)
    if stands == "extension_requested":
        web.act("street_clerk", no, "extensions", **EXTENSION)
    if stands.startswith("susp"):
        web.act("street_clerk", no, "suspensions", **SUSPENSION)
    if stands == "suspended":
        web.act("supervisor", no, "suspension-decisions", decision="grant")
    return no


@pytest.fixture
def late_web(web):
    """One ticket in every state, six weeks later; one that the street only supports; one that was
    merged, one withdrawn, one answered in time.
    """
    for stands in STANDS:
        ticket_that(web, stands)
    supported = web.report()
    web.act("dispatcher", supported, "dispatches", unit="YS-ZF", co_units=[STREET])
    parent, merged = web.ticket_at("closed"), web.ticket_at("dispatched")
    web.act("dispatcher", merged, "merges", into=ticket_that(web, "replied"), reason="同一件事")
    web.act("dispatcher", web.ticket_at("dispatched"), "withdrawals", reason="诉求人不再要求")
    assert web.get("leader", f"/api/v1/tickets/{parent}").json()["status"] == "closed"
    web.now = LATER
    database = web.app.state.database
    desk = desk_of(database, LATER)
    with database.writing() as session:
        watch_clocks(session, desk)
    run_once(database, web.app.state.engine)
    return web


def expected():
    """By hand: each holder's tickets; two are at review, and 经开区 leads the supported one."""
    holders = [*STANDS.values(), "centre"]
    return {STREET: holders.count(STREET), "centre": holders.count("centre"), "YS-ZF": 1}


def rows(page, heading):
    """Cells of the table behind a heading, without tags."""
    table = page.partition(heading)[2].partition("</table>")[0]
    lines = [
        re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in table.split("<tr")[1:]
    ]
    return [
        [" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in line]
        for line in lines
    ]


def by_name(web, lines, column):
    units = desk_of(web.app.state.database).city.units
    names = {units[code].name: code for code in (STREET, "YS-ZF")}
    names["热线中心（派单、审批、审核、回访）"] = "centre"
    # Beside a unit's name stands the way to its year.
    heads = [(line[0].partition(" ")[0], line) for line in lines if line]
    return {names[head]: int(line[column]) for head, line in heads if head in names}


def test_all_five_and_the_list_charge_the_same(late_web, see):
    assert expected() == {STREET: 3, "centre": 8, "YS-ZF": 1}
    supervision = rows(see("supervisor", "/supervision").text, "各单位黄灯、红灯")
    assert by_name(late_web, supervision, 2) == expected()
    overview = rows(see("supervisor", "/overview").text, "超时限最多的单位")
    assert by_name(late_web, overview, 1) == expected()
    address = "/leader?since=2026-03-01&until=2026-04-20"
    leader = rows(see("supervisor", address).text, '<h2 id="units">')
    assert by_name(late_web, leader, 5) == expected()
    inbox = see("street_clerk", "/inbox").text
    assert re.search(r"<b>(\d+)</b>\s*已超时限", inbox)[1] == "3"
    assert len(rows(see("street_clerk", "/inbox?view=overdue").text, "待办工单")) == 4
    with late_web.app.state.database.reading() as session:
        span = CountSpan(datetime(2026, 3, 1), datetime(2026, 5, 1), LATER)
        counts = count_for_scores(session, span)
    assert {unit: counts[unit]["overdue"] for unit in (STREET, "YS-ZF")} == {
        STREET: (3, 0),
        "YS-ZF": (1, 0),
    }
    for holder, number in expected().items():
        assert listed_late(late_web, holder) == number, holder
    answer = late_web.get("supervisor", "/api/v1/search", holder="centre", q="处理")
    assert (answer.status_code, "holder" in answer.text) == (400, True)
    by_engine = late_web.get(
        "supervisor", "/api/v1/search", holder=STREET, q="处理", overdue="1"
    ).json()
    assert by_engine["total"] == expected()[STREET]
    what_waits_for_the_centre_is_not_red_for_the_unit(see)


def what_waits_for_the_centre_is_not_red_for_the_unit(see):
    page = see("street_clerk", "/inbox").text
    lines = {line[4]: line[0] for line in rows(page, "待办工单") if len(line) > 4}
    assert all("待热线中心" in lines[name] for name in ("退单待定", "延期待批", "挂账"))
    assert not any("待热线中心" in lines[name] for name in ("待签收", "已签收", "办理中"))
    assert page.count('class="count red"') == 4  # the three of the street, and the one it supports


def listed_late(web, holder):
    return web.get("supervisor", "/api/v1/tickets", overdue="1", holder=holder).json()["total"]


def first_of(web, status, clock):
    listed = web.get("supervisor", "/api/v1/tickets", status=status, clock=clock).json()
    return listed["tickets"][0]["no"]


def test_a_refused_return_is_late_for_its_unit_again_and_an_answer_for_the_centre(late_web):
    no, note = first_of(late_web, "return_requested", "dispatch"), "属街道职责"
    late_web.act("dispatcher", no, "return-decisions", decision="refuse", note=note)
    assert (listed_late(late_web, STREET), listed_late(late_web, "centre")) == (4, 7)
    answer = late_web.act(
        "street_clerk", first_of(late_web, "in_progress", "handle"), "replies", **REPLY
    )
    assert (answer.status_code, listed_late(late_web, STREET)) == (201, 3)
