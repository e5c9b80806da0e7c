"""What nobody would type is answered with a problem document, never as a fault of the server."""

import re
from itertools import cycle

import pytest

DEEP = "[" * 50_000
HUGE = 9223372036854775808


def problem(answer):
    assert answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    assert document["detail"]
    return document


def test_every_route_tells_its_methods(web):
    paths = {route.path_format for route in web.app.routes if hasattr(route, "route_handlers")}
    assert len(paths) > 100
    for path in paths:
        answer = web.client.options(path.replace("{", "").replace("}", ""))
        assert answer.status_code in (204, 404), path
    answer = web.client.options("/api/v1/reports")
    assert answer.status_code == 204
    assert set(answer.headers["allow"].split(", ")) == {"OPTIONS", "POST"}


def test_what_can_be_got_is_answered_to_head_in_the_same_way_without_its_body(web):
    paths = [
        route.path_format
        for route in web.app.routes
        if hasattr(route, "route_handlers") and "GET" in route.methods
    ]
    assert len(paths) > 100
    for path in paths:
        answer = web.client.head(path.replace("{", "").replace("}", ""), follow_redirects=False)
        assert answer.status_code not in (405, 500), path
        assert answer.content == b"", path
    for path in ("/health", "/report", "/triage", "/api/v1/tickets", "/tickets/1", "/events"):
        headed, got = (
            web.client.request(method, path, headers=web.as_("dispatcher"))
            for method in ("HEAD", "GET")
        )
        assert headed.content == b""
        assert headed.status_code == got.status_code, path
        assert headed.headers["content-type"] == got.headers["content-type"], path
    assert web.client.head("/api/v1/sessions").status_code == 405
    assert "HEAD" in web.client.options("/api/v1/tickets").headers["allow"]


def test_nothing_has_a_number_that_no_database_holds(web):
    numbered = [
        (method, path)
        for route in web.app.routes
        if hasattr(route, "route_handlers") and ":int}" in (path := route.path)
        for method in route.methods - {"OPTIONS"}
    ]
    assert len(numbered) > 30
    for number, (method, path) in zip(cycle((HUGE, -HUGE, 10**30)), numbered):
        address = re.sub(r"{\w+:int}", str(number), path)
        answer = web.client.request(method, re.sub(r"{\w+:\w+}", "1", address))
        assert answer.status_code == 404, (method, path)


@pytest.mark.parametrize(
    "path", ["/api/v1/reports", "/api/v1/suggestions/categories", "/api/v1/sessions"]
)
@pytest.mark.parametrize("body", [DEEP, '{"text":' + DEEP, '{"a":' * 50_000])
def test_deep_nesting_is_refused(web, path, body):
    headers = {"content-type": "application/json"}
    assert problem(web.client.post(path, content=body, headers=headers))["status"] == 400


@pytest.mark.parametrize(
    "time",
    [
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_the_ends_of_the_calendar_are_refused_or_understood(web, time):
    body = {"text": "路灯不亮，很黑。", "time": time}
    assert problem(web.post("nobody", "/api/v1/reports", body))["status"] == 400
    for name in ("since", "until"):
        assert web.get("dispatcher", "/api/v1/tickets", **{name: time}).status_code in (200, 400)
        assert web.get("leader", "/api/v1/figures/headline", **{name: time}).status_code != 500


@pytest.mark.parametrize("period", ["0001", "0001-01", "9999", "9999-12", "2026-13"])
def test_a_period_outside_the_calendar_is_refused(web, period):
    answer = web.get("leader", "/api/v1/analytics/scores", period=period)
    assert problem(answer)["status"] == 400
    assert web.get("leader", "/scores", period=period).status_code < 500


@pytest.mark.parametrize("path", ["/cycles/{no}/{huge}", "/tickets?after={huge}&since=0001-01-01"])
def test_a_page_of_what_cannot_be_is_no_fault_of_the_server(web, path):
    path = path.format(no=web.report(), huge=HUGE)
    assert web.client.get(path, headers=web.as_("dispatcher")).status_code < 500


ODD_ADDRESSES = ("http://[::1", "http://a:b:c/", "//[", "http://a:99999999/", "http://[v1.x]:y/")


@pytest.mark.parametrize("header", ["Referer", "HX-Current-URL", "Origin", "Host"])
@pytest.mark.parametrize("address", ODD_ADDRESSES)
def test_an_address_in_a_header_that_is_none_is_read_as_none(web, header, address):
    value = address.partition("//")[2] if header == "Host" else address
    headers = {header: value, "HX-Request": "true"}
    form = {"text": "x", "login": "nobody", "password": "nothing", "ticket_no": "1"}
    for path in ("/", "/tickets", "/nowhere", "/sign-in", "/session", "/api/v1/tickets"):
        for who in ("nobody", "dispatcher"):
            answer = web.client.get(path, headers=headers | web.as_(who), follow_redirects=False)
            assert answer.status_code < 500, (path, who)
    for path in ("/report", "/sign-in", "/progress", "/tickets/1/comments", "/drafts/x"):
        answer = web.client.post(path, data=form, headers=headers, follow_redirects=False)
        assert answer.status_code < 500, path
