"""`listen-ami`: recorded lines become the calls that they were, whatever happens to the line."""

import asyncio
from contextlib import suppress

import pytest
from sqlmodel import select

from hotline.calls.ami.call_book import StoredCallBook
from hotline.calls.ami.connection import AmiAddress
from hotline.calls.ami.listener import AmiListener
from hotline.calls.ami.messages import written
from hotline.calls.ami.translation import Translator, extension_of
from hotline.domain.errors import NotAllowed, Unavailable
from hotline.domain.models import PhoneCall, Seat
from tests.conftest import MONDAY
from tests.support.ami import SECRET, FakeAsterisk, recorded_events
from tests.support.async_runs import run_apart

ANSWERED, ABANDONED = "1795878843.0", "1795878874.4"


class Book(StoredCallBook):
    """Fails as often as it is told before it records."""

    failures = 0

    def record(self, event):
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the database is away")
        super().record(event)


@pytest.fixture
def book(database, desk):
    return Book(database, lambda: desk, "ami", lambda: MONDAY)


async def _listen(asterisk, book, until, secret=SECRET):
    async with asterisk:
        address = AmiAddress("127.0.0.1", asterisk.port, "hotline")
        listener = AmiListener(address, secret, book, lambda: MONDAY, waits=(0.01,))
        running = asyncio.create_task(listener.run())
        for _ in range(500):
            if running.done() or await asyncio.to_thread(until):
                break
            await asyncio.sleep(0.01)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def hear(database, book, *lives, until=None, secret=SECRET):
    """The calls by their number, when `until` holds of them."""

    def calls():
        with database.reading() as session:
            return {call.call_id: call for call in session.exec(select(PhoneCall))}

    def are_over():
        return (until or _are_over)(calls())

    run_apart(_listen(FakeAsterisk(*lives), book, are_over, secret))
    return calls()


def _are_over(calls):
    return len(calls) == 2 and all(call.ended_at and call.raw_cause for call in calls.values())


def test_recorded_lines_are_one_answered_and_one_abandoned_call(database, desk, book):
    with database.writing() as session:
        session.add(Seat(login="agent", extension="8001", since=MONDAY))
    calls = hear(database, book, ([], [], recorded_events()))
    assert sorted(calls) == [ANSWERED, ABANDONED]
    call = calls[ANSWERED]
    assert (call.state, call.queue, call.waited, call.talked) == ("answered", "hotline", 0, 4)
    assert (call.answered_by, call.agent, call.cause) == ("8001", "agent", "normalClearing")
    assert desk.vault.decrypt(call.number) == "13800001234"
    call = calls[ABANDONED]
    assert (call.state, call.waited, call.cause) == ("abandoned", 8, "cancel")


def test_heard_twice_they_are_the_same_calls(database, book):
    events = recorded_events()
    calls = hear(database, book, ([], [], events), ([], [], events))
    assert [(call.state, call.talked) for call in calls.values()] == [
        ("answered", 4),
        ("abandoned", None),
    ]


def test_a_call_that_ended_while_the_line_was_lost_has_ended(database, book):
    begun = recorded_events()[:9]
    calls = hear(
        database,
        book,
        ([], [], begun),
        ([], [], []),
        until=lambda calls: any(call.ended_at for call in calls.values()),
    )
    assert [(call.state, call.cause) for call in calls.values()] == [("answered", "")]


def test_a_call_that_was_answered_while_the_line_was_lost_has_its_agent(database, book):
    joined = recorded_events()[:2]
    caller = {"Uniqueid": ANSWERED, "BridgeId": "b1", "Channel": "PJSIP/trunk-00000001"}
    agent = {"Uniqueid": "1795878843.1", "BridgeId": "b1", "Channel": "PJSIP/8001-00000002"}
    calls = hear(
        database,
        book,
        ([], [], joined),
        ([caller, agent], [], []),
        until=lambda calls: any(call.answered_at for call in calls.values()),
    )
    assert [(call.state, call.answered_by) for call in calls.values()] == [("talking", "8001")]


def test_a_caller_who_came_while_nobody_listened_is_there(database, desk, book):
    entry = {"Uniqueid": "9.1", "Queue": "hotline", "CallerIDNum": "13800001234", "Wait": "30"}
    channel = {"Uniqueid": "9.1", "BridgeId": "", "Channel": "PJSIP/trunk-00000001"}
    calls = hear(database, book, ([channel], [entry], []), until=lambda calls: "9.1" in calls)
    call = calls["9.1"]
    assert (call.state, call.queue) == ("ringing", "hotline")
    assert (MONDAY - call.started_at).total_seconds() == 30


def test_what_cannot_be_recorded_waits_and_is_recorded(database, book):
    book.failures = 3
    calls = hear(database, book, ([], [], recorded_events()))
    assert [call.state for call in calls.values()] == ["answered", "abandoned"]


def test_a_wrong_secret_is_told_and_not_tried_again(database, book):
    with pytest.raises(NotAllowed, match="hotline"):
        hear(database, book, ([], [], []), secret="wrong")


def test_the_queue_that_gave_up_is_no_caller_who_did():
    translator = Translator(["1.1"])
    event = translator.translate({"Event": "Hangup", "Uniqueid": "1.1", "Cause": "16"}, MONDAY)
    assert event.cause == "NO_ANSWER"


def test_channels_of_agents_are_no_calls():
    translator = Translator()
    for message in recorded_events():
        translator.translate(message, MONDAY)
    assert translator.callers == {ANSWERED, ABANDONED}


def test_asterisks_own_time_is_taken_where_it_can_be():
    message = {"Event": "QueueCallerJoin", "Uniqueid": "1.1", "Timestamp": "1773021570.25"}
    assert Translator().translate(message, MONDAY).at.isoformat() == "2026-03-09T09:59:30"
    odd = message | {"Timestamp": "1e99"}
    assert Translator().translate(odd, MONDAY).at == MONDAY


@pytest.mark.parametrize(
    "interface", ["PJSIP/8001", "Local/8001@agents/n", "SIP/8001-0000001f", "8001"]
)
def test_an_interface_names_its_extension(interface):
    assert extension_of(interface) == "8001"


def test_a_secret_of_two_lines_adds_no_action():
    with pytest.raises(Unavailable):
        written("Login", Username="x\r\nAction: Originate")
