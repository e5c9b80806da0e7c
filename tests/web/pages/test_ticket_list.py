"""The list: filters in the address, pages by key, fragments for HTMX."""

import re


def rows(page: str) -> list[str]:
    return re.findall(r'class="title" href="/tickets/(\d+)"', page)


def test_the_address_says_what_is_shown(web, see):
    waiting, closed = web.ticket_at("triage"), web.ticket_at("closed")
    assert set(rows(see("supervisor", "/tickets").text)) == {waiting, closed}
    assert rows(see("supervisor", "/tickets?status=closed").text) == [closed]
    assert rows(see("supervisor", "/tickets?unit=990102001").text) == [closed]
    assert rows(see("supervisor", "/tickets?since=2026-03-10").text) == []


def test_a_value_that_nobody_knows_is_named_and_left_aside(web, see):
    no = web.ticket_at("triage")
    page = see("supervisor", "/tickets?status=nonsense&since=yesterday").text
    assert rows(page) == [no]
    assert "nonsense" in page
    assert "已忽略" in page


def test_htmx_gets_the_rows_alone(web, see):
    web.ticket_at("triage")
    fragment = see("supervisor", "/tickets", **{"HX-Request": "true"})
    assert fragment.text.lstrip().startswith('<div id="rows">')
    assert "HX-Request" in fragment.headers["vary"]


def test_pages_go_on_by_key_and_keep_the_filters(web, see, monkeypatch):
    monkeypatch.setattr("hotline.web.pages.tickets.PAGE", 2)
    numbers = [web.ticket_at("triage") for _ in range(3)]
    first = see("supervisor", "/tickets?status=triage").text
    assert rows(first) == numbers[:0:-1]
    following = re.search(r'href="(/tickets\?[^"]*after=[^"]+)"', first)[1].replace("&amp;", "&")
    assert "status=triage" in following
    assert rows(see("supervisor", following).text) == numbers[:1]


def test_clerks_see_their_own_tickets_only(web, see):
    no = web.ticket_at("dispatched")
    assert rows(see("street_clerk", "/tickets").text) == [no]
    assert rows(see("stranger", "/tickets").text) == []
    assert see("stranger", f"/tickets/{no}").status_code == 404
