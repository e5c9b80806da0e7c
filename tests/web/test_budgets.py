"""One stranger who asks without pause stops nobody else."""

import shutil
from statistics import median
from types import SimpleNamespace

import pytest

from benchmarks.fairness import DEAREST, first_report, honest_alone, honest_beside, serving
from hotline.config import read_settings
from hotline.domain.errors import TooMany
from hotline.web import budgets
from hotline.web.budgets import Allowance, Budgets, Rate

TEXT = "东湖区鼓楼街道幸福路上的路灯坏了很多天，晚上看不清路。"
SMALL = Allowance(address=Rate(0.5, 2), everybody=Rate(10, 5))


def asker(host="203.0.113.1", **headers):
    return SimpleNamespace(client=SimpleNamespace(host=host), headers=headers)


@pytest.fixture
def clock():
    return SimpleNamespace(now=0.0)


@pytest.fixture
def processes(tmp_path, clock):
    """Budgets as two processes of one server have them."""
    allowances = {"reports": SMALL, "suggestions": SMALL}
    return [Budgets(allowances, lambda: clock.now, shared=tmp_path) for _ in range(2)]


@pytest.fixture(params=["one process", "several"])
def small(request, clock):
    if request.param == "several":
        clock.now = 1.0
        return request.getfixturevalue("processes")[0]
    return Budgets({"suggestions": SMALL}, clock=lambda: clock.now)


def test_who_has_spent_a_budget_is_told_when_to_come_again(small, clock):
    for _ in range(2):
        small.spend("suggestions", asker())
    with pytest.raises(TooMany, match="请 2 秒后再试") as refused:
        small.spend("suggestions", asker())
    assert refused.value.retry_after == 2
    small.spend("suggestions", asker("203.0.113.2"))
    clock.now += 2.0
    small.spend("suggestions", asker())


def test_what_one_process_spent_is_spent_in_the_other(processes, clock, tmp_path):
    clock.now = 50.0
    first, second = processes
    for process in processes:
        process.spend("suggestions", asker())
    for process in processes:
        with pytest.raises(TooMany, match="请 2 秒后再试"):
            process.spend("suggestions", asker())
    second.spend("suggestions", asker("203.0.113.2"))
    first.spend("reports", asker())
    assert [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()] == [0o600]
    assert b"203.0.113" not in next(tmp_path.iterdir()).read_bytes()


def test_after_the_machine_was_started_again_everybody_may_ask(processes, clock):
    clock.now = 5_000.0
    for _ in range(2):
        processes[0].spend("suggestions", asker())
    clock.now = 10.0
    processes[0].spend("suggestions", asker())


def test_more_addresses_than_there_are_places_push_out_the_oldest(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(budgets, "MOST_ADDRESSES", 5)
    wide = Allowance(Rate(0.001, 1), Rate(1_000, 1_000))
    shared = Budgets({"reports": wide}, lambda: clock.now, shared=tmp_path)
    for number in range(200):
        clock.now += 1
        shared.spend("reports", asker(f"203.0.{number}.1"))
    with pytest.raises(TooMany):
        shared.spend("reports", asker("203.0.199.1"))
    shared.spend("reports", asker("203.0.1.1"))


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


@pytest.mark.parametrize("small", ["one process"], indirect=True)
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
    web.app.state.budgets = Budgets({name: Allowance(Rate(0.001, 0.5), Rate(1, 100))})
    web.client.request(method, path, data={"text": TEXT} if method == "POST" else None)
    answer = web.client.request(method, path, data={"text": TEXT} if method == "POST" else None)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "秒后再试" in answer.text


def test_staff_have_no_budget(web):
    web.app.state.budgets = Budgets({"reports": Allowance(Rate(0.001, 0.5), Rate(1, 100))})
    for _ in range(3):
        assert web.post("agent", "/api/v1/reports", {"text": TEXT}).status_code == 201


def test_a_form_that_is_refused_keeps_what_was_typed(web):
    web.app.state.budgets = Budgets({"reports": Allowance(Rate(0.001, 0.5), Rate(1, 100))})
    web.client.post("/report", data={"text": TEXT})
    assert TEXT in web.client.post("/report", data={"text": TEXT}).text


@pytest.fixture(scope="module")
def served(sqlite_template, tmp_path_factory):
    """The port of a server that has taken its first report."""
    folder = tmp_path_factory.mktemp("fairness") / "data"
    shutil.copytree(sqlite_template, folder)
    with serving(read_settings(folder, environ={})) as port:
        first_report(port)
        yield port


# Beside what the machine can do at this moment: benchmarks/fairness.py measures seconds.
@pytest.mark.slow
@pytest.mark.parametrize("dear", DEAREST, ids=lambda dear: dear.path)
def test_one_stranger_with_twenty_connections_stops_nobody(served, dear):
    alone, waits = honest_alone(served, seconds=1), honest_beside(served, dear, seconds=2)
    assert median(waits.pages) < 2 + 5 * max(alone.pages)
    assert median(waits.reports) < 4 + 5 * max(alone.reports)
    assert waits.stranger["429"]
    assert not [status for status in waits.stranger if status.startswith("5")]
