"""Who listens in the process that wrote hears at once; others when they look."""

import asyncio
import time
from threading import Event

import pytest

from hotline.domain.chats.states import ChatEventKind
from hotline.domain.models import ChatEvent
from hotline.storage.chat_events import note_event
from hotline.storage.database import open_database
from hotline.web.cable import hub as hubs
from hotline.web.cable.hub import ChatHub, Listener
from tests.conftest import MONDAY
from tests.support.async_runs import run_apart
from tests.support.chats import a_contact, an_inbox

NEVER = 3600.0


def test_what_was_written_here_needs_no_look_and_what_others_wrote_does(
    database, desk, settings, monkeypatch
):
    monkeypatch.setattr(hubs, "LOOK_EVERY", NEVER)
    monkeypatch.setattr(hubs, "NOTIFIED_EVERY", NEVER)
    write = writer_in(database, desk)
    elsewhere = open_database(settings, create=False)

    async def listen():
        hub, listener = ChatHub(database), everything()
        await hub.add(listener)
        await asyncio.to_thread(write, elsewhere)
        others = await heard(listener, within=0.5)
        await asyncio.to_thread(write, database)
        own = await heard(listener, within=20)
        await hub.close()
        return others, own

    others, own = run_apart(listen())
    elsewhere.close()
    assert (others is None) == database.is_sqlite
    assert own is not None


def test_a_transaction_that_is_taken_back_tells_nobody(database, desk, monkeypatch):
    monkeypatch.setattr(hubs, "LOOK_EVERY", NEVER)
    calls = []
    database.on_news(lambda: calls.append(1))
    write = writer_in(database, desk)
    calls.clear()
    with pytest.raises(ZeroDivisionError):
        write(database, then=lambda: 1 / 0)
    assert calls == []
    write(database)
    assert calls == [1]


def test_listeners_hear_while_all_threads_of_requests_wait(database, desk):
    write, release = writer_in(database, desk), Event()

    async def listen():
        hub, listener = ChatHub(database), everything()
        await hub.add(listener)
        busy = [asyncio.create_task(hubs.sync_to_thread(release.wait, 30)) for _ in range(80)]
        await asyncio.to_thread(write, database)
        begin = time.perf_counter()
        event = await heard(listener, within=10)
        lasted = time.perf_counter() - begin
        release.set()
        await asyncio.gather(*busy)
        await hub.close()
        return event, lasted

    event, lasted = run_apart(listen())
    assert event is not None
    assert lasted < 10


def everything():
    return Listener(lambda _event: True, lambda _session, event: event.row_id)


async def heard(listener, *, within):
    try:
        return await asyncio.wait_for(listener.queue.get(), within)
    except TimeoutError:
        return None


def writer_in(database, desk):
    """`write(database)` commits one event of one contact."""
    with database.writing() as session:
        inbox = an_inbox(session, desk)
        contact = a_contact(session, desk, inbox)
    ids = {"inbox_id": inbox.row_id, "contact_id": contact.row_id}

    def write(where, then=lambda: None):
        with where.writing() as session:
            event = ChatEvent(kind=ChatEventKind.TYPING_ON, at=MONDAY, hooked_at=MONDAY, **ids)
            note_event(session, event)
            then()

    return write
