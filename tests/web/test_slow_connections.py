"""Who holds connections open without asking for anything harms nobody."""

import json
import socket
import time
from contextlib import ExitStack, suppress

import httpx
import pytest

from hotline.web import timed_protocol
from tests.support.application import application
from tests.support.serving import serving

HEAD = b"POST /api/v1/reports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


@pytest.fixture
def port(settings, monkeypatch):
    monkeypatch.setattr(timed_protocol, "HEAD_SECONDS", 1)
    monkeypatch.setattr(timed_protocol, "BODY_SECONDS", 1)
    monkeypatch.setattr(timed_protocol, "TICK", 0.2)
    with serving(settings, application_of=application) as port:
        yield port


def connected(port, sent=b""):
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(sent)
    return connection


def seconds_until_closed(connection, drip=b""):
    start = time.perf_counter()
    connection.settimeout(0.3)
    while time.perf_counter() - start < 10:
        try:
            if drip:
                connection.sendall(drip)
            if not connection.recv(1000):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("sent", "drip"),
    [
        (b"", b""),
        (HEAD, b""),
        (HEAD, b"X-A: b\r\n"),
        (HEAD + b"Content-Length: 5000\r\n\r\n{", b""),
        (HEAD + b"Content-Length: 5000\r\n\r\n{", b" "),
    ],
)
def test_a_head_or_body_that_does_not_come_ends_the_connection(port, sent, drip):
    with connected(port, sent) as connection:
        assert seconds_until_closed(connection, drip) < 6


def test_a_thousand_idle_connections_do_no_harm(settings):
    with serving(settings) as port, ExitStack() as stack:
        for _ in range(1_000):
            stack.enter_context(connected(port, HEAD))
        start = time.perf_counter()
        assert (
            httpx.get(f"http://127.0.0.1:{port}/report", trust_env=False, timeout=30).status_code
            == 200
        )
        body = {"text": "路灯坏了，晚上很黑，请修理。"}
        url = f"http://127.0.0.1:{port}/api/v1/reports"
        assert httpx.post(url, json=body, trust_env=False, timeout=30).status_code == 201
        assert time.perf_counter() - start < 25


def test_an_answer_that_takes_its_time_is_waited_for(port):
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        for _ in range(3):
            assert client.get("/").status_code == 200
            time.sleep(1.2)


@pytest.mark.parametrize("path", ["/api/v1/reports", "/report", "/progress"])
def test_who_leaves_while_they_send_is_no_fault_of_the_server(port, caplog, path):
    head = (
        f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=half"
    )
    with caplog.at_level("ERROR"):
        connected(port, head.encode()).close()
        end = time.monotonic() + 5
        while _answered(port, path) == 0 and time.monotonic() < end:
            time.sleep(0.05)
    assert _answered(port, path) == 1
    assert caplog.records == []


def _answered(port, path):
    """How many requests for this address have ended, by the server's own count."""
    lines = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text.splitlines()
    mine = [line for line in lines if f'route="{path}"' in line and "requests_total" in line]
    return sum(float(line.rsplit(" ", 1)[1]) for line in mine)


def answer_to(port, *parts):
    """The status line; what is sent behind a refusal is thrown away."""
    with connected(port) as connection:
        for part in parts:
            connection.sendall(part)
        return connection.recv(1000).partition(b"\r\n")[0]


LONG = b"X-A: " + b"a" * 2_000_000 + b"\r\n"


@pytest.mark.parametrize(
    "parts",
    [
        (HEAD, LONG, b"\r\n"),
        (HEAD, *[b"X-A: " + b"a" * 5_000 + b"\r\n"] * 40, b"\r\n"),
        (HEAD + b"X-A: " + b"a" * 70_000 + b"\r\nContent-Length: 2\r\n\r\n{}",),
        (b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",),
    ],
)
def test_a_head_of_megabytes_is_refused_before_anybody_reads_it(port, parts):
    assert answer_to(port, *parts).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost a\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told_so_by_a_problem_document(port, sent):
    with connected(port, sent) as connection:
        head, _, body = connection.recv(4000).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/problem+json" in head
    problem = json.loads(body)
    assert problem["status"] == 400
    assert "请检查" in problem["detail"]


def test_a_large_body_and_a_second_request_are_no_large_head(port):
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        for _ in range(2):
            answer = client.post("/api/v1/reports", content=b" " * 200_000 + b"{}")
            assert answer.status_code in (400, 413)
            assert client.get("/", headers={"X-A": "a" * 30_000}).status_code == 200


def test_a_body_that_goes_on_behind_an_early_answer_is_no_head(port):
    """Whoever is told 404 by the first lines of an upload still gets that answer, and no other."""
    head = HEAD.replace(b"/api/v1/reports", b"/nowhere") + b"Content-Length: 900000\r\n\r\n"
    with connected(port, head + b"{") as connection:
        connection.settimeout(10)
        answer = connection.recv(4000)
        connection.sendall(b" " * 400_000)
        connection.settimeout(1)
        with suppress(TimeoutError, ConnectionError):
            answer += connection.recv(4000)
    assert answer.startswith(b"HTTP/1.1 4")
    assert b" 431 " not in answer
