"""Three powers apart: who administers sees no tickets, who audits changes nothing."""

import re

import pytest

from hotline.domain.permissions import MAY, Role
from tests.web.test_routes import handlers, statements

TICKET_PATHS = (
    "/tickets",
    "/tickets/{no}",
    "/api/v1/tickets",
    "/api/v1/tickets/{no}",
    "/api/v1/search?q=路灯",
    "/api/v1/tickets/{no}/clocks",
    "/api/v1/tickets/{no}/attachments",
    "/overview",
    "/leader",
    "/notices",
)


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_administrator_and_auditor_see_no_ticket(web, who):
    no = web.ticket_at("dispatched")
    for path in TICKET_PATHS:
        answer = web.get(who, path.format(no=no))
        assert answer.status_code == 403, path
        assert no not in answer.text


def test_the_auditor_may_take_no_step(web):
    assert [action for action, roles in MAY.items() if Role.AUDITOR in roles] == []
    assert [action for action, roles in MAY.items() if Role.ADMIN in roles] == []


def test_the_auditor_writes_nowhere_but_to_their_own_account(web):
    for method, path, handler in handlers(web.app):
        roles = statements(handler)[0].roles
        if method == "GET" or roles is None or Role.AUDITOR not in roles:
            continue
        assert re.match(r"/account|/api/v1/account|/api/v1/sessions/current", path), path


@pytest.mark.parametrize(("who", "start"), [("admin", "/models"), ("auditor", "/audit")])
def test_their_pages_open_and_ask_for_nothing_that_is_not_theirs(web, who, start):
    page = web.get(who, start)
    assert page.status_code == 200
    menu = page.text[page.text.index("<nav") : page.text.index("</nav>")]
    for href in re.findall(r'href="([^"]+)"', menu):
        assert web.get(who, href).status_code == 200, href
    assert "/notices/count" not in page.text
    assert web.get(who, "/account").status_code == 200
