"""A page that tells of an error shows what was typed, and the ways on that help."""

import re
from urllib.parse import urlsplit

import pytest

TEXT = "这段话不能丢"
OWN = {"Sec-Fetch-Site": "same-origin"}


def ways(page):
    part = re.search(r'<nav class="row" aria-label="接下来">.*?</nav>', page, re.DOTALL)[0]
    return re.findall(r'href="([^"]+)"', part)


def test_no_page_sends_people_to_a_start_page_only(web):
    for who, path in (("nobody", "/nowhere"), ("agent", "/nowhere"), ("leader", "/triage")):
        answer = web.get(who, path)
        assert "回到首页" not in answer.text
        assert ways(answer.text)


def test_strangers_are_shown_the_public_doors_and_the_sign_in(web):
    assert ways(web.get("nobody", "/nowhere").text) == [
        "/guide",
        "/report",
        "/progress",
        "/figures",
        "/answers",
        "/exposures",
        "/sign-in",
    ]


def test_the_page_that_led_here_comes_first_if_it_is_ours(web):
    headers = web.as_("agent") | {
        "Referer": "http://hotline.test/tickets?status=triage&q=%E7%81%AF"
    }
    page = web.client.get("/tickets/2603090000018", headers=headers).text
    assert ways(page)[0] == "/tickets?status=triage&amp;q=%E7%81%AF"
    headers["Referer"] = "https://evil.example/tickets"
    page = web.client.get("/tickets/2603090000018", headers=headers).text
    assert not any(urlsplit(way).netloc for way in ways(page))


def test_a_step_that_may_not_be_taken_leads_back_to_its_ticket_with_its_text(web):
    no = web.ticket_at("dispatched")
    answer = web.client.post(
        f"/tickets/{no}/attachments", data={"note": TEXT}, headers=web.as_("leader") | OWN
    )
    assert answer.status_code == 403
    assert TEXT in answer.text
    assert f"/tickets/{no}" in ways(answer.text)


@pytest.mark.parametrize(("headers", "is_offered"), [(OWN, True), ({}, False)])
def test_the_same_form_may_be_sent_once_more_unless_another_site_filled_it(
    web, headers, is_offered
):
    fields = {"note": TEXT, "kind": "x"}
    answer = web.client.post(
        "/knowledge", data=fields, headers=web.as_("leader") | headers, follow_redirects=False
    )
    assert answer.status_code == 403
    assert ("重新提交" in answer.text) is is_offered


def test_no_password_comes_back_on_an_error_page(web):
    for path in ("/sign-in", "/account/password", "/sign-in/nowhere"):
        fields = {"login": "x", "password": "river basket 9", "old": "river basket 9"}
        answer = web.client.post(path, data=fields, headers=OWN, follow_redirects=False)
        assert "river basket 9" not in answer.text, path
