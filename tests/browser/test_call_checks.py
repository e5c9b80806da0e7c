"""An agent appeals against the check of a call, the shift leader hears it again and decides."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from hotline.domain.models import CallCheck, PhoneCall
from tests.browser.test_calls import teller

POINTS = {
    "开头语和自报工号": "0",
    "倾听、不打断": "15",
    "问清要素": "20",
    "答复准确": "20",
    "记录完整": "15",
    "告知办理时限和结束语": "10",
}


def fill_points(page, points):
    for label, number in points.items():
        page.get_by_label(label).fill(number)


@pytest.fixture
def check(visit, hotline, database_of_hotline):
    """The address of the check of a call that the agent has answered; it was drawn for the test."""
    tell = teller(visit, hotline, "checks")
    tell(event="newCall", callId="q1", **{"from": "13800004321"}, queue="hotline")
    tell(event="answer", callId="q1", user="agent")
    tell(event="hangup", callId="q1", cause="normalClearing")
    with database_of_hotline.writing() as session:
        call = session.exec(select(PhoneCall).where(PhoneCall.call_id == "q1")).one()
        call.handled_at = call.ended_at  # it stands on nobody's sheet any more
        row = session.exec(select(CallCheck).where(CallCheck.call_id == call.id)).first()
        if row is None:
            row = CallCheck(call_id=call.id, agent="agent", drawn_at=call.started_at)
            session.add(row)
            session.flush()
        return f"/calls/checks/{row.id}"


def test_the_agent_appeals_and_the_shift_leader_changes_the_points(visit, check):
    reviewer = visit("reviewer")
    reviewer.goto(check)
    fill_points(reviewer, POINTS)
    reviewer.get_by_label("评语").fill("没有听到工号")
    reviewer.get_by_role("button", name="保存质检结果").click()
    expect(reviewer.get_by_role("definition").filter(has_text="80").first).to_be_visible()

    agent = visit("agent", width=390)
    agent.goto("/calls/checks")
    agent.locator(f'a[href="{check}"]').click()
    agent.get_by_label("申诉理由").fill("开头四秒报了工号，请重听录音")
    agent.get_by_role("button", name="申诉").click()
    expect(agent.get_by_text("请重听录音")).to_be_visible()
    expect(agent.get_by_role("button", name="申诉")).to_have_count(0)
    assert agent.evaluate("document.documentElement.scrollWidth <= innerWidth")

    leader = visit("supervisor")
    leader.goto("/calls/checks")
    expect(leader.get_by_role("heading", name="待决定的申诉")).to_be_visible()
    leader.locator(f'a[href="{check}"]').first.click()
    leader.get_by_role("button", name="决定").click()
    expect(leader.get_by_role("button", name="决定")).to_be_visible()  # an empty form goes nowhere
    leader.get_by_label("改判").check()
    leader.get_by_label("意见").fill("重听后确有工号")
    fill_points(leader, POINTS | {"开头语和自报工号": "10"})
    leader.get_by_role("button", name="决定").click()
    expect(leader.get_by_text("重听后确有工号")).to_be_visible()

    agent.reload()
    expect(agent.get_by_text("改判：重听后确有工号")).to_be_visible()
    expect(agent.get_by_role("definition").filter(has_text="90").first).to_be_visible()
