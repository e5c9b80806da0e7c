"""预警 and 热点, by page and by API: who reads them, their steps, their filters."""

import re
from datetime import timedelta

import pytest

from hotline.domain.models import Caller, Ticket
from hotline.domain.warnings import Grade, WarningKind
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.supervision.warning_raising import WarningDraft, raise_warning
from tests.conftest import MONDAY, desk_of
from tests.support.stored import change
from tests.support.watching import night_noise

WARNINGS, HOTSPOTS = "/api/v1/warnings", "/api/v1/analytics/hotspots"


@pytest.fixture
def city(web):
    """Six people complain of one site, which is an issue and a warning; ids of the tickets."""
    database = web.app.state.database
    ids = night_noise(database, 6, at=MONDAY - timedelta(minutes=5))
    IssueKeeper()(Shift(database, None, now=lambda: MONDAY))
    with database.writing() as session:
        draft = WarningDraft(
            key="crowd|1",
            kind=WarningKind.CROWD,
            grade=Grade.RED,
            n=6,
            expected=0.0,
            why=("24 小时内 6 个不同的人反映同一件事，达到 5 人",),
            at=MONDAY,
            tickets=ids,
            category="0302",
            area="990102002",
            place="棂星苑",
            issue_id=1,
        )
        raise_warning(session, desk_of(database), draft=draft)
    return ids


def test_notes_of_a_warning_tell_of_no_hidden_caller(web, city):
    with web.app.state.database.writing() as session:
        ticket = session.get_one(Ticket, city[2])
        ticket.identity_mode, caller = "hidden", session.get_one(Caller, ticket.caller_id)
        caller.name = web.app.state.vault.encrypt("柏如霜")
    [listed] = web.get("leader", WARNINGS).json()["warnings"]
    body = {"unit": "DH-ZF", "note": "已与柏如霜通话，今日反馈"}
    with_number = {**body, "note": "已与柏如霜（430102198501011234）通话，今日反馈"}
    path = f"{WARNINGS}/{listed['id']}"
    web.post("supervisor", f"{path}/confirmations", {"note": "小柏再次来电"})
    assert web.post("dispatcher", f"{path}/assignments", with_number).status_code == 400
    assert web.post("dispatcher", f"{path}/assignments", body).status_code == 201
    for shown in (
        web.get("district_clerk", path).text,
        web.get("leader", f"/warnings/{listed['id']}").text,
    ):
        assert "今日反馈" in shown
        assert not [mark for mark in ("柏", "430102198501011234") if mark in shown]


def test_the_life_of_a_warning_goes_by_the_api(web, city):
    [listed] = web.get("leader", WARNINGS).json()["warnings"]
    assert (listed["kind"], listed["grade"], listed["n"], len(listed["ids"])) == (
        "crowd",
        "red",
        6,
        6,
    )
    assert listed["place"] == "棂星苑"
    number = listed["id"]
    for who, noun, body, state in (
        ("supervisor", "confirmations", {}, "confirmed"),
        ("dispatcher", "assignments", {"unit": "DH-ZF", "note": "今日反馈"}, "assigned"),
        ("district_clerk", "measures", {"measure": "已停工"}, "measured"),
        ("leader", "closings", {"note": "已解决"}, "closed"),
    ):
        answer = web.post(who, f"{WARNINGS}/{number}/{noun}", body)
        assert answer.status_code == 201, answer.text
        assert answer.json()["state"] == state
    assert [step["action"] for step in answer.json()["steps"]][-1] == "close"
    assert web.get("leader", WARNINGS).json()["warnings"] == []
    body = web.get("leader", WARNINGS, state="closed").json()
    assert [row["id"] for row in body["warnings"]] == [number]
    assert body["precision"] == [
        {"kind": "crowd", "raised": 1, "confirmed": 1, "false": 0, "precision": 1.0}
    ]


def test_who_neither_leads_nor_decides_reads_neither(web, city):
    for who in ("agent", "reviewer", "admin", "auditor"):
        for path in (WARNINGS, HOTSPOTS, "/warnings", "/hotspots"):
            assert web.get(who, path).status_code == 403, (who, path)


def test_a_unit_sees_only_what_is_assigned_to_it_and_none_of_the_issues(web, city):
    assert web.get("district_clerk", WARNINGS).json()["warnings"] == []
    assert web.get("district_clerk", f"{WARNINGS}/1").status_code == 404
    assert web.get("district_clerk", HOTSPOTS).status_code == 403
    web.post("supervisor", f"{WARNINGS}/1/confirmations")
    web.post("supervisor", f"{WARNINGS}/1/assignments", {"unit": "DH-ZF"})
    assert web.get("district_clerk", f"{WARNINGS}/1").status_code == 200
    assert web.get("stranger", f"{WARNINGS}/1").status_code == 404
    page = web.get("district_clerk", "/warnings/1").text
    assert "反馈措施" in page
    assert "/hotspots/" not in page


def test_the_pages_show_what_the_api_tells(web, city):
    assert "聚集：施工噪声" in web.get("leader", "/warnings").text
    page = web.get("leader", "/warnings/1").text
    assert "6 个不同的人" in page
    assert page.count('class="title" href="/tickets/') == 6
    assert "云顶项目" in web.get("leader", "/hotspots").text
    issue = web.get("supervisor", "/hotspots/1").text
    assert "6 人反映，共 6 件" in re.sub(r"<[^>]*>", "", issue)
    assert 'name="into"' in issue
    assert 'name="into"' not in web.get("leader", "/hotspots/1").text


def test_every_ticket_of_an_issue_is_reached_from_page_to_page(web, city, monkeypatch):
    monkeypatch.setattr("hotline.web.reading.watched_issue.MOST_TICKETS", 4)
    pages = [web.get("leader", "/hotspots/1").text]
    assert "共 6 件，最近 4 件" in pages[0]
    after = re.search(r'href="[?]after=(\d+)"', pages[0])[1]
    pages.append(web.get("leader", "/hotspots/1", after=after).text)
    links = [link for page in pages for link in re.findall(r'class="title" href="([^"]*)"', page)]
    assert (len(links), len(set(links))) == (6, 6)
    assert not re.search(r'href="[?]after=\d+"', pages[1])


def test_a_step_on_the_page_is_taken_and_a_refused_one_comes_back(web, city):
    headers = web.as_("supervisor")
    refused = web.client.post(
        "/warnings/1/rejections", data={"reason": " ", "version": "1"}, headers=headers
    )
    assert refused.status_code == 400
    assert "误报理由" in refused.text
    taken = web.client.post(
        "/warnings/1/confirmations",
        data={"note": "已核实", "version": "1"},
        headers=headers,
        follow_redirects=False,
    )
    assert taken.headers["location"] == "/warnings/1?done=confirmations-of-warnings"
    stale = web.client.post(
        "/warnings/1/rejections", data={"reason": "x", "version": "1"}, headers=headers
    )
    assert stale.status_code == 409
    assert web.client.post("/warnings/1/nothing", headers=headers).status_code == 404


def test_a_step_that_is_no_longer_open_says_so_and_keeps_what_was_typed(web, city):
    web.post("supervisor", f"{WARNINGS}/1/confirmations")
    headers = web.as_("supervisor")
    again = web.client.post(
        "/warnings/1/confirmations", data={"note": "已到现场", "version": "2"}, headers=headers
    )
    assert again.status_code == 409
    assert "预警的当前状态不能执行此操作" in again.text
    assert "已到现场" in again.text


def test_a_note_with_the_number_of_a_person_is_refused_and_kept_nowhere(web, city):
    body = {"note": "已联系王女士13912345678"}
    refused = web.post("supervisor", f"{WARNINGS}/1/confirmations", body)
    assert refused.status_code == 400
    assert "电话、证件号等个人信息" in refused.text
    for text in (refused.text, web.get("supervisor", "/warnings/1").text):
        assert "13912345678" not in text
        assert "已联系" not in text


def test_a_wrong_filter_is_named(web):
    for path, params, field in (
        (WARNINGS, {"kind": "x"}, "kind"),
        (WARNINGS, {"grade": "green"}, "grade"),
        (WARNINGS, {"after": "-1"}, "after"),
        (WARNINGS, {"limit": "9999"}, "limit"),
        (WARNINGS, {"colour": "x"}, "colour"),
        (HOTSPOTS, {"since": "yesterday"}, "since"),
        (HOTSPOTS, {"limit": "0"}, "limit"),
    ):
        answer = web.get("leader", path, **params)
        assert answer.status_code == 400, params
        assert answer.json()["errors"][0]["field"] == field


def test_a_number_that_is_none_is_not_there(web):
    for number in ("0", "x", "99", "9" * 30, "²"):
        for path in (WARNINGS, HOTSPOTS, "/warnings", "/hotspots"):
            assert web.get("leader", f"{path}/{number}").status_code == 404, (path, number)


def test_warnings_page_by_the_last_one_seen(web, city):
    database = web.app.state.database
    with database.writing() as session:
        for number in range(3):
            draft = WarningDraft(
                key=f"danger|{number}",
                kind=WarningKind.DANGER,
                grade=Grade.RED,
                n=1,
                expected=0.0,
                why=("诉求中提到危及人身安全的情况",),
                at=MONDAY,
                tickets=city[number : number + 1],
                is_alone=True,
            )
            raise_warning(session, desk_of(database), draft=draft)
    first = web.get("leader", WARNINGS, limit=2).json()
    second = web.get("leader", WARNINGS, limit=2, after=first["next"]).json()
    ids = [row["id"] for row in [*first["warnings"], *second["warnings"]]]
    assert ids == [4, 3, 2, 1]
    assert second["next"] == ""


def test_the_hottest_issues_are_listed_with_people_units_and_days(web, city):
    body = web.get("leader", HOTSPOTS, since="2026-03-03", until="2026-03-09").json()
    [issue] = body["hotspots"]
    assert (issue["rank"], issue["tickets"], issue["callers"], issue["trend"]) == (1, 6, 6, "up")
    assert issue["units"] == [{"unit": "DH-CG", "tickets": 6, "open": 6}]
    assert sum(day["tickets"] for day in issue["days"]) == 6
    assert len(issue["days"]) == 7
    assert (
        web.get("leader", HOTSPOTS, since="2026-03-01", until="2026-03-02").json()["hotspots"] == []
    )


def test_people_split_and_merge_issues(web, city):
    numbers = web.get("supervisor", f"{HOTSPOTS}/1").json()["ids"]
    split = web.post(
        "supervisor", f"{HOTSPOTS}/1/splits", {"tickets": numbers[:2], "note": "另一处"}
    )
    assert split.status_code == 201, split.text
    other = split.json()["other"]
    assert web.get("supervisor", f"{HOTSPOTS}/{other}").json()["tickets"] == 2
    body = {"into": 1, "note": "还是同一处"}
    assert web.post("leader", f"{HOTSPOTS}/{other}/merges", body).status_code == 403
    merged = web.post("supervisor", f"{HOTSPOTS}/{other}/merges", body)
    assert merged.json() == {"id": other, "other": 1, "merged_into": 1}
    assert web.get("supervisor", f"{HOTSPOTS}/{other}").json()["id"] == 1
    page = web.client.get(
        f"/hotspots/{other}", headers=web.as_("supervisor"), follow_redirects=False
    )
    assert page.headers["location"] == "/hotspots/1"
    assert "拆分" in web.get("supervisor", "/hotspots/1").text


def test_what_became_confidential_is_gone_for_the_leader(web, city):
    for number in city:
        change(web.app.state.database, number, secrecy="confidential")
    assert web.get("leader", WARNINGS).json()["warnings"] == []
    assert web.get("leader", HOTSPOTS).json()["hotspots"] == []
    for path in ("/warnings/1", "/hotspots/1"):
        assert web.get("leader", path).status_code == 404
