"""One webhook over the wire: its signatures, and what is made of each answer."""

import hashlib
import hmac
import socket
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from hotline.delivery import posting
from hotline.delivery.posting import checked_url
from hotline.delivery.webhook import headers_of, send_webhook
from hotline.domain.deliveries import BACK_OFF, SendingOutcome, wait_after
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import city_now
from tests.support.receivers import receiving

SECRET, BODY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", '{"event":"新消息"}'.encode()
HERE = (ip_network("127.0.0.1/32"),)


@pytest.fixture
def receiver():
    with receiving() as server:
        yield server


def sent_to(receiver, *, allowed=HERE, path="/hook?a=1"):
    return send_webhook(receiver.address + path, SECRET, "msg_1", BODY, city_now(), allowed)


def test_a_verifier_that_others_wrote_takes_it_and_nothing_that_was_changed(receiver):
    assert sent_to(receiver).outcome is SendingOutcome.DONE
    (sent,) = receiver.received
    assert (sent.path, sent.body) == ("/hook?a=1", BODY)
    assert Webhook(SECRET).verify(sent.body, sent.headers) == {"event": "新消息"}
    for changed in (
        {**sent.headers, "webhook-id": "msg_2"},
        {**sent.headers, "webhook-timestamp": str(int(sent.headers["webhook-timestamp"]) - 1)},
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(sent.body, changed)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(sent.body + b" ", sent.headers)


def test_chatwoots_headers_are_there_too():
    headers = headers_of(SECRET, "msg_1", BODY, datetime(2026, 3, 9, 10))
    stamp = str(int(datetime(2026, 3, 9, 2, tzinfo=UTC).timestamp()))
    digest = hmac.new(SECRET.encode(), stamp.encode() + b"." + BODY, hashlib.sha256).hexdigest()
    assert headers["X-Chatwoot-Signature"] == f"sha256={digest}"
    assert headers["X-Chatwoot-Timestamp"] == headers["webhook-timestamp"] == stamp
    assert headers["X-Chatwoot-Delivery"] == headers["webhook-id"] == "msg_1"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (204, SendingOutcome.DONE),
        (302, SendingOutcome.LATER),
        (400, SendingOutcome.LATER),
        (410, SendingOutcome.REFUSED),
        (500, SendingOutcome.LATER),
    ],
)
def test_only_2xx_was_taken_and_a_redirect_is_not_followed(receiver, status, outcome):
    receiver.answers(status, Location=f"{receiver.address}/elsewhere")
    result = sent_to(receiver)
    assert (result.outcome, result.status) == (outcome, status)
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("text", "wait"),
    [("900", timedelta(minutes=15)), ("soon", None), ("9" * 9, None), ("-1", None)],
)
def test_a_receiver_may_ask_for_time(receiver, text, wait):
    receiver.answers(429, Retry_After=text)
    assert sent_to(receiver).wait == wait


def test_an_address_inside_the_house_is_never_asked(receiver):
    result = sent_to(receiver, allowed=())
    assert (result.outcome, receiver.received) == (SendingOutcome.REFUSED, [])
    assert "内部网络" in result.reason


def test_what_a_receiver_writes_stands_in_no_log(receiver):
    receiver.answers(500, "张三 13800001234".encode())
    assert "张三" not in sent_to(receiver).reason


def test_nobody_there_is_tried_later():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    result = send_webhook(f"http://127.0.0.1:{port}/", SECRET, "m", BODY, city_now(), HERE)
    assert result.outcome is SendingOutcome.LATER
    assert result.reason


def test_one_who_answers_letter_by_letter_is_left_in_the_end(monkeypatch):
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    done = threading.Event()

    def trickle(server):
        with server, server.accept()[0] as line:
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            while not done.is_set():
                try:
                    line.sendall(b"X")
                except OSError:
                    return
                done.wait(0.02)

    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=trickle, args=[server])
    address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    thread.start()
    result = send_webhook(address, SECRET, "m", BODY, city_now(), HERE)
    done.set()
    thread.join()
    assert result.outcome is SendingOutcome.LATER


@pytest.mark.parametrize(
    "url",
    [
        "", "ftp://a.test/", "file:///etc/passwd", "//a.test", "https://", "https://u:p@a.test/",
        "https://a.test:0/", "https://a.test:99999/", "https://a.test/ b", "https://[::1/",
        "https://a.test/\r\nX: 1", "https://a.test/" + "x" * 2000, "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_posted_to_is_refused_in_words(url):
    with pytest.raises(InvalidInput) as refusal:
        checked_url(url)
    assert refusal.value.remedy


def test_it_is_tried_from_five_minutes_to_ten_hours_and_then_no_more():
    waits = [wait_after(attempts) for attempts in range(1, 7)]
    assert waits == [*BACK_OFF, None]
    assert (waits[0], waits[-2]) == (timedelta(minutes=5), timedelta(hours=10))
    assert wait_after(1, timedelta(hours=1)) == timedelta(hours=1)
    assert wait_after(1, timedelta(seconds=1)) == timedelta(minutes=5)
    assert wait_after(1, timedelta(days=9)) == timedelta(hours=10)
