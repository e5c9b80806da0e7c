"""The desks of the day."""

import re

from sqlmodel import select

from hotline.domain.models import Ticket
from tests.support.web import REPLY


def test_the_dispatcher_takes_a_candidate_with_the_basis_of_the_suggestion(web, see, fill_in):
    no = web.report("人民路的工地半夜打桩，噪声很大。", category="0302")
    page = see("dispatcher", "/triage").text
    assert no in page
    first = re.search(r'name="unit" value="([^"]+)"', page.split(no, 1)[1]).group(1)
    fill_in("dispatcher", f"/tickets/{no}/dispatches", unit=first, back="/triage")
    assert no not in see("dispatcher", "/triage").text
    assert "采纳系统建议" in see("dispatcher", f"/tickets/{no}").text


def test_a_return_stands_in_the_queue_with_its_reason(web, see, fill_in):
    no = web.ticket_at("dispatched")
    fill_in(
        "street_clerk",
        f"/tickets/{no}/returns",
        code="not_our_duty",
        reason="属区城管局",
        basis="权责清单 12 条",
    )
    page = see("dispatcher", "/triage").text
    assert "属区城管局" in page
    assert "权责清单 12 条" in page
    fill_in("dispatcher", f"/tickets/{no}/return-decisions", decision="grant", note="")
    assert 'name="unit" value="990102001"' not in see("dispatcher", "/triage").text


def test_the_inbox_counts_and_sorts_by_what_is_to_do(web, see):
    no = web.ticket_at("dispatched")
    assert no in see("street_clerk", "/inbox?view=sign").text
    assert no not in see("street_clerk", "/inbox?view=handle").text
    assert no not in see("stranger", "/inbox").text


def test_the_inbox_counts_by_the_clock_that_its_rows_show(web, see):
    no = web.ticket_at("in_progress")
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == no)).one().clock = "contact"
    page = see("street_clerk", "/inbox?view=contact").text
    assert no in page
    assert "<b>1</b>待联系" in page
    assert "<b>0</b>待答复" in page
    assert no not in see("street_clerk", "/inbox?view=handle").text


def test_the_reviewer_sees_what_was_asked_and_what_was_answered(web, see):
    no = web.ticket_at("replied")
    page = see("reviewer", "/review").text
    assert no in page
    assert "您反映的问题已整改" in page


def test_call_backs_wait_in_their_own_queue(web, see):
    no = web.ticket_at("callback")
    assert no in see("reviewer", "/callbacks").text


def test_the_overview_counts_by_status_category_and_district(web, see):
    web.report("东湖区府前街的工地半夜打桩，噪声很大。", category="0302")
    page = see("leader", "/overview").text
    assert "施工噪声" in page
    assert "东湖区" in page


def test_supervisors_find_the_replies_that_reviewers_may_not_see_and_no_others(web, see):
    secret = web.report("有个事情想反映一下，麻烦处理，请保密。", secrecy="confidential")
    for who, noun, body in (
        ("dispatcher", "dispatches", {"unit": "990102001"}),
        ("street_clerk", "acceptances", {}),
        ("street_clerk", "contacts", {"way": "phone"}),
        ("street_clerk", "replies", REPLY),
    ):
        assert web.act(who, secret, noun, **body).status_code == 201
    plain = web.ticket_at("replied")
    for who, shown, hidden in (("supervisor", secret, plain), ("reviewer", plain, secret)):
        page = see(who, "/review").text
        assert shown in page
        assert hidden not in page
    assert web.act("supervisor", secret, "reviews", decision="pass").status_code == 201
    assert web.act("supervisor", plain, "reviews", decision="pass").status_code == 403
    assert secret in see("supervisor", "/callbacks").text
    assert 'href="/review"' in see("supervisor", "/overview").text
