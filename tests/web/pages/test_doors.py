"""Who gets which page."""

import pytest

from hotline.operation.work_queue import run_once
from hotline.web.navigation import navigation_of
from hotline.web.steps import STEPS

STARTS = {
    "agent": "/intake",
    "dispatcher": "/triage",
    "street_clerk": "/inbox",
    "reviewer": "/review",
    "supervisor": "/overview",
    "leader": "/leader",
}
CLOSED = {
    "/triage": ("agent", "street_clerk", "leader"),
    "/inbox": ("agent", "dispatcher", "reviewer"),
    "/review": ("street_clerk", "dispatcher"),
    "/intake": ("street_clerk", "leader", "reviewer"),
    "/overview": ("street_clerk", "agent", "reviewer"),
    "/leader": ("street_clerk", "agent", "reviewer"),
}


@pytest.mark.parametrize("who", STARTS)
def test_staff_begin_at_their_own_work(see, who):
    assert see(who, "/").headers["location"] == STARTS[who]
    assert see(who, STARTS[who]).status_code == 200


@pytest.mark.parametrize("path", CLOSED)
def test_a_door_that_is_not_yours_stays_shut(see, path):
    for who in CLOSED[path]:
        answer = see(who, path)
        assert answer.status_code == 403, who
        assert "无权办理" in answer.text


@pytest.mark.parametrize("path", [*CLOSED, "/tickets", "/tickets/2603090000018"])
def test_without_signing_in_the_way_leads_to_the_sign_in_page(see, path):
    answer = see("nobody", path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=")


def test_callers_find_four_doors(see):
    page = see("nobody", "/").text
    for door in ("我要咨询", "我要投诉 / 求助", "我要建议", "查进度"):
        assert door in page


def test_an_unknown_address_gets_a_page_in_plain_words(see):
    answer = see("nobody", "/no-such-page")
    assert answer.status_code == 404
    assert "没有这个地址" in answer.text


def test_pages_carry_no_script_or_style_of_their_own(see):
    for who, path in (("nobody", "/report"), ("dispatcher", "/triage"), ("agent", "/intake")):
        page = see(who, path).text
        assert "style=" not in page
        assert "onclick" not in page
        assert "<script>" not in page


@pytest.mark.parametrize("who", [*STARTS, "admin", "auditor"])
def test_every_page_of_theirs_takes_back_who_took_a_step_from_it(web, see, who):
    """Each may be named as `back`; `empty` names units where nobody can sign for it."""
    no = web.report("路灯不亮。")
    run_once(web.app.state.database, web.app.state.engine)
    for path in dict.fromkeys(entry.href for entry in navigation_of(getattr(web.cast, who).role)):
        answer = see(who, f"{path}?done=urgings&no={no}&empty=990102001&empty=990102002")
        assert answer.status_code == 200, path
        assert f"工单 {no}：{STEPS['urgings'].done}" in " ".join(answer.text.split()), path
