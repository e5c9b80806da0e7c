"""One stranger who asks without pause stops nobody else."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import httpx
import pytest

from hotline.domain.errors import TooMany
from hotline.web import budgets
from hotline.web.budgets import Allowance, Budgets, Rate
from tests.support.serving import serving

TEXT = "东湖区鼓楼街道幸福路上的路灯坏了很多天，晚上看不清路。"
LONG = (TEXT * 800)[:19_900]
SMALL = Allowance(address=Rate(0.5, 2), everybody=Rate(10, 5))


def asker(host="203.0.113.1", **headers):
    return SimpleNamespace(client=SimpleNamespace(host=host), headers=headers)


@pytest.fixture
def clock():
    return SimpleNamespace(now=0.0)


@pytest.fixture
def small(clock):
    return Budgets({"suggestions": SMALL}, clock=lambda: clock.now)


def test_who_has_spent_a_budget_is_told_when_to_come_again(small, clock):
    for _ in range(2):
        small.spend("suggestions", asker())
    with pytest.raises(TooMany, match="请 2 秒后再试") as refused:
        small.spend("suggestions", asker())
    assert refused.value.retry_after == 2
    small.spend("suggestions", asker("203.0.113.2"))
    clock.now = 2.0
    small.spend("suggestions", asker())


def test_all_addresses_together_have_a_budget(small):
    for number in range(5):
        small.spend("suggestions", asker(f"203.0.113.{number}"))
    with pytest.raises(TooMany):
        small.spend("suggestions", asker("203.0.113.99"))


def test_a_long_body_costs_more_and_one_of_unknown_length_most():
    def number_allowed(**headers):
        fresh = Budgets({"reports": Allowance(Rate(1, 64), Rate(100, 1000))})
        for count in range(100):
            try:
                fresh.spend("reports", asker(**headers))
            except TooMany:
                return count

    assert number_allowed(**{"content-length": "300"}) == 64
    assert number_allowed(**{"content-length": "60000"}) == 4
    assert number_allowed(**{"transfer-encoding": "chunked"}) == 4


def test_addresses_are_forgotten_before_they_fill_the_memory(small, monkeypatch):
    monkeypatch.setattr(budgets, "MOST_ADDRESSES", 3)
    for number in range(9):
        small._budgets["suggestions"]._bucket(f"203.0.113.{number}", 0.0)
    assert len(small._budgets["suggestions"]._addresses) == 3


ANONYMOUS = [
    ("POST", "/api/v1/reports", "reports"),
    ("POST", "/report", "reports"),
    ("POST", "/api/v1/suggestions/categories", "suggestions"),
    ("POST", "/api/v1/suggestions/knowledge", "suggestions"),
    ("POST", "/report/suggestions", "suggestions"),
    ("POST", "/api/v1/sessions", "sign-ins"),
    ("POST", "/sign-in", "sign-ins"),
    ("POST", "/api/v1/progress/attachments", "uploads"),
    ("POST", "/progress/attachments", "uploads"),
    ("GET", "/api/v1/progress?ticket_no=1&query_code=2", "progress"),
    ("POST", "/progress", "progress"),
    ("POST", "/progress/urgings", "progress"),
    ("POST", "/api/v1/progress/supplements", "progress"),
    ("POST", "/api/v1/ratings", "ratings"),
    ("POST", "/rate", "ratings"),
    ("GET", "/guide?q=路灯", "lookups"),
    ("GET", "/api/v1/knowledge?q=路灯", "lookups"),
]


@pytest.mark.parametrize(("method", "path", "name"), ANONYMOUS)
def test_each_anonymous_work_is_refused_beyond_its_budget(web, method, path, name):
    web.app.state.budgets = Budgets({name: Allowance(Rate(0.1, 0.5), Rate(1, 100))})
    web.client.request(method, path, data={"text": TEXT} if method == "POST" else None)
    answer = web.client.request(method, path, data={"text": TEXT} if method == "POST" else None)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "秒后再试" in answer.text


def test_staff_have_no_budget(web):
    web.app.state.budgets = Budgets({"reports": Allowance(Rate(0.1, 0.5), Rate(1, 100))})
    for _ in range(3):
        assert web.post("agent", "/api/v1/reports", {"text": TEXT}).status_code == 201


def test_a_form_that_is_refused_keeps_what_was_typed(web):
    web.app.state.budgets = Budgets({"reports": Allowance(Rate(0.1, 0.5), Rate(1, 100))})
    web.client.post("/report", data={"text": TEXT})
    assert TEXT in web.client.post("/report", data={"text": TEXT}).text


# the dearest requests that a stranger may send; wide bounds, for a busy machine
DEAREST = [
    ("/api/v1/suggestions/categories", {"json": {"text": LONG}}),
    ("/report/suggestions", {"data": {"text": LONG}}),
    ("/api/v1/reports", {"json": {"text": LONG}}),
    ("/api/v1/sessions", {"json": {"login": "wang", "password": "wrong"}}),
]


@pytest.mark.parametrize(("path", "body"), DEAREST)
def test_one_stranger_with_twenty_connections_stops_nobody(settings, path, body):
    proxied = replace(settings, proxies="127.0.0.1")
    with serving(proxied) as port, strangers(f"http://127.0.0.1:{port}{path}", body) as statuses:
        honest = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"X-Forwarded-For": "203.0.113.9"},
            trust_env=False,
        )
        with honest:
            time.sleep(1)
            assert seconds(honest, "GET", "/report") < 2
            assert seconds(honest, "POST", "/api/v1/reports", json={"text": TEXT}) < 4
    assert 429 in statuses
    assert not [status for status in statuses if status >= 500]


def seconds(client, method, path, **body):
    start = time.perf_counter()
    assert client.request(method, path, **body).status_code in (200, 201)
    return time.perf_counter() - start


@contextmanager
def strangers(url, body, count=20):
    """One address that sends the same without pause, until the block ends."""
    stop, statuses = threading.Event(), []

    def send():
        headers = {"X-Forwarded-For": "198.51.100.1"}
        with httpx.Client(trust_env=False, timeout=60, headers=headers) as client:
            while not stop.is_set():
                statuses.append(client.post(url, **body).status_code)

    with ThreadPoolExecutor(count) as pool:
        senders = [pool.submit(send) for _ in range(count)]
        try:
            yield statuses
        finally:
            stop.set()
    for sender in senders:
        sender.result()
