"""Every route says who may use it, and no route answers a stranger with what is not theirs."""

import re

import pytest
from litestar.routes import HTTPRoute

from hotline.domain.roles import Role
from hotline.web.guards import Statement

INBOX = "/public/api/v1/inboxes/{inbox:str}"
CONTACT = f"{INBOX}/contacts/{{source:str}}"
CHAT = f"{CONTACT}/conversations/{{number:int}}"
PUBLIC = {
    ("POST", "/api/v1/progress/withdrawals"),
    ("POST", "/api/v1/progress/supplements"),
    ("POST", "/api/v1/progress/urgings"),
    ("POST", "/api/v1/progress/attachments"),
    ("POST", "/progress/attachments"),
    ("POST", "/progress/{noun:str}"),
    ("POST", "/api/v1/reports"),
    ("POST", "/api/v1/cti/{token:str}"),
    ("GET", "/wechat/{account:str}"),
    ("POST", "/wechat/{account:str}"),
    ("GET", "/api/v1/progress"),
    ("POST", "/api/v1/sessions"),
    ("POST", "/api/v1/suggestions/categories"),
    ("GET", "/wall"),
    ("GET", "/wall/scenes"),
    ("GET", "/health"),
    ("GET", "/metrics"),
    ("GET", "/static/{file_path:path}"),
    ("HEAD", "/static/{file_path:path}"),
    ("GET", "/"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/code"),
    ("POST", "/sign-in/passkey"),
    ("GET", "/sign-in/provider"),
    ("GET", "/sign-in/provider/answer"),
    ("POST", "/sign-out"),
    ("GET", "/api/v1/knowledge"),
    ("GET", "/api/v1/items"),
    ("GET", "/api/v1/knowledge/{code:str}"),
    ("GET", "/api/v1/items/{code:str}"),
    ("POST", "/api/v1/knowledge/{code:str}/feedback"),
    ("POST", "/api/v1/items/{code:str}/feedback"),
    ("POST", "/api/v1/suggestions/knowledge"),
    ("GET", "/guide"),
    ("GET", "/guide.xml"),
    ("GET", "/exposures"),
    ("GET", "/answers"),
    ("GET", "/answers.xml"),
    ("GET", "/api/v1/exposures"),
    ("GET", "/api/v1/exposures/{code:str}"),
    ("GET", "/figures"),
    ("GET", "/figures/data.csv"),
    ("GET", "/figures/data.json"),
    ("GET", "/guide/{code:str}"),
    ("POST", "/guide/{code:str}/feedback"),
    ("GET", "/report"),
    ("POST", "/report"),
    ("POST", "/report/suggestions"),
    ("GET", "/progress"),
    ("POST", "/progress"),
    ("POST", "/api/v1/ratings"),
    ("GET", "/rate"),
    ("POST", "/rate"),
    ("POST", f"{INBOX}/contacts"),
    ("GET", CONTACT),
    ("PATCH", CONTACT),
    ("GET", f"{CONTACT}/conversations"),
    ("POST", f"{CONTACT}/conversations"),
    ("GET", CHAT),
    ("POST", f"{CHAT}/toggle_status"),
    ("POST", f"{CHAT}/toggle_typing"),
    ("POST", f"{CHAT}/update_last_seen"),
    ("GET", f"{CHAT}/messages"),
    ("POST", f"{CHAT}/messages"),
    ("PATCH", f"{CHAT}/messages/{{message:int}}"),
    ("GET", f"{CONTACT}/attachments/{{number:int}}"),
    ("GET", f"{CHAT}/tickets"),
    ("POST", f"{CHAT}/tickets"),
    ("POST", f"{CHAT}/ratings"),
    ("GET", "/public/api/v1/widget"),
}
NOUNS = (
    "dispatches",
    "acceptances",
    "contacts",
    "returns",
    "return-decisions",
    "replies",
    "reviews",
    "callbacks",
    "answers",
    "rejections",
    "comments",
    "urgings",
    "disclosures",
    "rectifications",
    "rectification-checks",
    "exclusions",
    "exclusion-decisions",
)


def handlers(app):
    for route in app.routes:
        if isinstance(route, HTTPRoute) and not route.path.startswith("/schema"):
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    if method != "OPTIONS":
                        yield method, route.path, handler


def statements(handler):
    return [guard for guard in handler.resolve_guards() if isinstance(guard, Statement)]


def test_every_route_states_who_may_use_it(web):
    silent = [
        (method, path)
        for method, path, handler in handlers(web.app)
        if len(statements(handler)) != 1
    ]
    assert silent == []


def test_what_is_open_to_everybody_is_listed_here(web):
    public_routes = {
        (method, path)
        for method, path, handler in handlers(web.app)
        if statements(handler)[0].roles is None
    }
    assert public_routes == PUBLIC


def test_the_system_signs_in_nowhere(web):
    for _, path, handler in handlers(web.app):
        assert Role.SYSTEM not in (statements(handler)[0].roles or ()), path


def test_nobody_gets_into_a_route_that_is_not_public(web):
    for method, path, handler in handlers(web.app):
        if statements(handler)[0].roles is None:
            continue
        answer = web.client.request(
            method, re.sub(r"\{\w+:\w+\}", "1", path), follow_redirects=False
        )
        assert answer.status_code in (401, 303), (method, path)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_stranger_finds_no_ticket_to_act_on(web, noun):
    no = web.ticket_at("dispatched")
    body = BODIES.get(noun, {})
    answer = web.act("stranger", no, noun, **body)
    assert answer.status_code in (403, 404)
    missing = web.act("stranger", "2603090999995", noun, **body)
    assert (answer.status_code, answer.text.replace(no, "")) == (
        missing.status_code,
        missing.text.replace("2603090999995", ""),
    )


BODIES = {
    "dispatches": {"unit": "YS-ZF"},
    "contacts": {"way": "phone"},
    "returns": {"code": "not_our_duty", "reason": "x", "basis": "x"},
    "return-decisions": {"decision": "grant"},
    "replies": {"result": "solved", "handling": "x", "public_answer": "x"},
    "reviews": {"decision": "pass"},
    "callbacks": {"way": "phone", "reached": False},
    "answers": {"text": "x"},
    "rejections": {"reason": "outside_city", "explanation": "x"},
    "comments": {"text": "x"},
    "urgings": {"reason": "x"},
    "disclosures": {"reason": "x"},
    "rectifications": {"text": "x"},
    "rectification-checks": {"decision": "pass"},
    "exclusions": {"metrics": ["on_time"], "code": "unreasonable", "evidence": "x"},
    "exclusion-decisions": {"decision": "grant"},
}


def test_no_body_may_name_what_only_the_application_decides(web):
    no = web.ticket_at("triage")
    for name in ("actor", "role", "status", "ticket_id", "due_at", "by"):
        assert (
            web.act("dispatcher", no, "dispatches", unit="990102001", **{name: "x"}).status_code
            == 400
        )


def test_every_answer_carries_the_security_headers(web):
    for path in (
        "/",
        "/health",
        "/nowhere",
        "/api/v1/nowhere",
        "/static/base.css",
        "/api/v1/tickets",
    ):
        headers = web.client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == (
            "nosniff",
            "same-origin",
        )


def test_health_and_the_schema_are_there(web):
    health = web.client.get("/health")
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    paths = web.client.get("/schema/openapi.json").json()["paths"]
    assert {"/api/v1/reports", "/api/v1/progress", "/api/v1/tickets/{no}/dispatches"} <= set(paths)
