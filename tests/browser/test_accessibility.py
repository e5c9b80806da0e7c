"""Every page passes axe-core and fits a telephone."""

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import WIDTHS

PAGES = {
    "": (
        "/",
        "/report?request_type=complaint",
        "/progress",
        "/rate",
        "/guide",
        "/guide/X-1",
        "/exposures",
        "/answers",
        "/sign-in",
        "/no-such-page",
    ),
    "agent": ("/intake", "/tickets", "/seats", "/calls", "/chats", "/chats/1", "/chats/closed"),
    "dispatcher": ("/triage", "/tickets?q=噪声", "/tickets?status=triage"),
    "clerk": (
        "/knowledge/new?kind=item",
        "/knowledge/K1/edit",
        "/inbox",
        "/inbox?view=overdue",
        "/tickets",
        "/supervision",
        "/rectifications",
    ),
    "reviewer": (
        "/review",
        "/knowledge",
        "/knowledge/K1",
        "/knowledge/K2",
        "/knowledge/E1",
        "/knowledge/new?kind=exposure",
        "/callbacks",
        "/rectifications",
    ),
    "supervisor": (
        "/overview",
        "/leader",
        "/tickets?overdue=1",
        "/scores?period=2026-03",
        "/calls",
        "/calls?since=x",
        "/calls/1",
        "/calls/2",
        "/calls/figures",
        "/calls/ringbacks",
        "/calls/checks",
        "/calls/checks/1",
        "/calls/marks",
        "/seats",
        "/chats",
        "/exclusions",
        "/supervision",
        "/notices",
    ),
    "leader": ("/supervision", "/leader", "/overview"),
    "auditor": ("/audit", "/audit?since=x", "/account", "/account/second-factor"),
    "admin": (
        *(
            "/accounts",
            "/accounts?state=disabled",
            "/accounts/clerk",
            "/models",
            "/tokens",
            "/inboxes",
        ),
        "/deliveries",
    ),
}
TICKETS = {
    "dispatcher": "/tickets?status=triage",
    "clerk": "/inbox?view=handle",
    "reviewer": "/callbacks",
    "supervisor": "/tickets?status=closed",
}


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("login", PAGES, ids=lambda login: login or "caller")
def test_a_page_has_no_violation_and_no_sideways_scrolling(visit, login: str, width: int):
    page = visit(login, width=width)
    for address in PAGES[login]:
        page.goto(address)
        assert violations(page) == [], address
        assert not scrolls_sideways(page), address


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("login", TICKETS)
def test_the_page_of_a_ticket_has_no_violation(visit, login: str, width: int):
    page = visit(login, width=width)
    page.goto(TICKETS[login])
    page.goto(page.locator("a.title").first.get_attribute("href"))
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert violations(page) == []
    assert not scrolls_sideways(page)


def scrolls_sideways(page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
