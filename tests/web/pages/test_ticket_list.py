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


def test_the_most_urgent_first_when_the_address_says_so(web, see):
    early, late = web.ticket_at("dispatched"), web.ticket_at("triage")
    due = {no: web.get("agent", f"/api/v1/tickets/{no}").json()["due_at"] for no in (early, late)}
    assert rows(see("supervisor", "/tickets?sort=due").text) == sorted(due, key=due.get)
    assert 'value="due" selected' in see("supervisor", "/tickets?sort=due").text


def test_overdue_tickets_page_on_by_their_due_time(web, see, monkeypatch):
    monkeypatch.setattr("hotline.web.pages.tickets.PAGE", 2)
    numbers = {web.ticket_at("triage") for _ in range(3)}
    web.now = web.now.replace(year=2027)
    first = see("supervisor", "/tickets?overdue=1").text
    following = re.search(r'href="(/tickets\?[^"]*after=[^"]+)"', first)[1].replace("&amp;", "&")
    assert {*rows(first), *rows(see("supervisor", following).text)} == numbers


def test_a_cursor_of_another_list_is_left_aside(web, see):
    no = web.ticket_at("triage")
    for address in (
        "/tickets?after=x",
        "/tickets?sort=due&after=3",
        "/tickets?q=%E4%BA%8B&after=3",
    ):
        page = see("supervisor", address)
        assert (page.status_code, rows(page.text)) == (200, [no]), address
        assert "已忽略" in page.text
