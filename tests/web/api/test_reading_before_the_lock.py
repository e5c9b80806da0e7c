"""While one request holds the lock of the database, everybody else waits: nothing is read then."""

from contextlib import contextmanager

import pytest

from classifiers.predict import Classifier
from hotline.casework import danger
from hotline.storage.database import Database
from routing.router import Router
from tests.support.web import PLAIN

CALM = "路灯还是不亮，晚上老人走路看不清"
GAS = "厨房里一股煤气味，人已经晕过去了"
ACCUSING = "你们来的那个人收了对方的红包，还骂我"


@pytest.fixture
def readings(monkeypatch):
    """For each reading whether the database was locked for writing meanwhile."""
    locked, moments = [], []

    def watched(owner, name):
        read = getattr(owner, name)

        def reading(*args, **options):
            moments.append(bool(locked))
            return read(*args, **options)

        monkeypatch.setattr(owner, name, reading)

    writing = Database.writing

    @contextmanager
    def locking(database, **options):
        with writing(database, **options) as session:
            locked.append(session)
            try:
                yield session
            finally:
                locked.pop()

    monkeypatch.setattr(Database, "writing", locking)
    watched(danger, "level_with_danger")
    watched(Classifier, "classify_many")
    watched(Router, "route")
    return moments


@pytest.fixture
def signed(web):
    """The receipt of a ticket that a unit has."""
    receipt = web.post("nobody", "/api/v1/reports", {"text": PLAIN}).json()
    web.act("dispatcher", receipt["ticket_no"], "dispatches", unit="990102001")
    web.act("street_clerk", receipt["ticket_no"], "acceptances")
    return {name: receipt[name] for name in ("ticket_no", "query_code")}


@pytest.mark.parametrize("text", [CALM, GAS, ACCUSING])
@pytest.mark.parametrize("noun", ["supplements", "urgings", "withdrawals"])
@pytest.mark.parametrize("door", ["/api/v1/progress", "/progress"])
def test_what_callers_say_is_read_before_the_lock(web, signed, readings, door, noun, text):
    own, path = {**signed, "text": text}, f"{door}/{noun}"
    is_page = door == "/progress"
    answer = web.client.post(path, data=own) if is_page else web.post("nobody", path, own)
    assert answer.status_code in {200, 201}, answer.text
    assert readings
    assert not any(readings)


@pytest.mark.parametrize("text", [CALM, GAS, ACCUSING])
def test_what_agents_write_down_is_read_before_the_lock(web, signed, readings, text):
    no = signed["ticket_no"]
    web.act("agent", no, "supplements", text=text)
    web.act("agent", no, "comments", text=text)
    assert readings
    assert not any(readings)


@pytest.mark.parametrize("text", [GAS, ACCUSING])
def test_words_about_a_matter_that_has_ended_are_read_before_the_lock(web, signed, readings, text):
    web.post("nobody", "/api/v1/progress/withdrawals", {**signed, "text": "不用管了"})
    readings.clear()
    answer = web.post("nobody", "/api/v1/progress/urgings", {**signed, "text": text})
    assert readings, answer.text
    assert not any(readings)
