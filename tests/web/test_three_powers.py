"""Three powers apart: who administers sees no tickets, who audits changes nothing."""

import json
import re

import pytest

from hotline.domain.permissions import MAY
from hotline.domain.roles import Role
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
        assert re.match(r"(/account|/api/v1/account|/api/v1/sessions/current)(/|$)", path), path


def test_only_administrators_touch_accounts_and_only_auditors_read_the_log(web):
    for _, path, handler in handlers(web.app):
        roles = statements(handler)[0].roles
        # Chatwoot's address of its one account: for programs of those who chat
        is_of_chats = path.startswith("/api/v1/accounts/{office:int}")
        if re.match(r"(/api/v1)?/(accounts|tokens)(/|$)", path) and not is_of_chats:
            assert roles == {Role.ADMIN}, path
        if re.match(r"(/api/v1)?/audit(/|$)", path):
            assert roles == {Role.AUDITOR}, path


def test_administrators_reach_nothing_that_shows_or_changes_tickets(web):
    reached = {
        path
        for _, path, handler in handlers(web.app)
        if Role.ADMIN in (statements(handler)[0].roles or ())
    }
    own = (
        r"(/account|/api/v1/account|/accounts|/api/v1/accounts|/api/v1/sessions/current|/tokens"
        r"|/inboxes)(/|$)"
    )
    others = {path for path in reached if not re.match(own, path)}
    signing_in_again = {"/session", "/signed-in", "/carried"}
    # What went out, to whom and whether it came there; what was in it is shown to nobody.
    others = {path for path in others if not path.startswith("/deliveries")}
    assert others - signing_in_again == {
        "/models",
        "/models/{noun:str}",
        "/api/v1/analytics/suggestions",
    }


def test_what_the_administrator_does_stands_in_the_log_as_json_lines(web):
    web.post("admin", "/api/v1/accounts", {"login": "wangfang", "name": "王芳", "role": "agent"})
    web.post("admin", "/api/v1/accounts/wangfang/disablings")
    web.post("admin", "/api/v1/accounts/wangfang/links", {"email": "w@example.org"})
    answer = web.get("auditor", "/api/v1/audit")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    entries = [(line["kind"], line["actor"], line["subject"]) for line in lines]
    for kind in ("staff_added", "staff_disabled", "staff_linked"):
        assert (kind, "admin", "wangfang") in entries
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert web.get("admin", "/api/v1/audit").status_code == 403


@pytest.mark.parametrize(("who", "start"), [("admin", "/accounts"), ("auditor", "/audit")])
def test_their_pages_open_and_ask_for_nothing_that_is_not_theirs(web, who, start):
    page = web.get(who, start)
    assert page.status_code == 200
    menu = page.text[page.text.index("<nav") : page.text.index("</nav>")]
    for href in re.findall(r'href="([^"]+)"', menu):
        assert web.get(who, href).status_code == 200, href
    assert "/notices/count" not in page.text
    assert web.get(who, "/account").status_code == 200
