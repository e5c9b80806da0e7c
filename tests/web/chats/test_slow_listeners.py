"""Who reads too slowly is cut off; what others hear does not wait for them."""

import asyncio

from hotline.domain.chats.states import ChatEventKind
from hotline.domain.models import ChatEvent
from hotline.storage.chat_events import note_event
from hotline.web.cable.hub import MOST_WAITING, ChatHub, Listener
from tests.conftest import MONDAY
from tests.support.async_runs import run_apart
from tests.support.chats import a_contact, an_inbox


def test_a_listener_that_never_reads_is_slow_and_another_one_hears_everything(database, desk):
    total = MOST_WAITING - 50
    with database.writing() as session:
        inbox = an_inbox(session, desk)
        contact = a_contact(session, desk, inbox)

    def happen():
        with database.writing() as session:
            for _ in range(total):
                event = ChatEvent(
                    kind=ChatEventKind.TYPING_ON,
                    inbox_id=inbox.row_id,
                    contact_id=contact.row_id,
                    at=MONDAY,
                    hooked_at=MONDAY,
                )
                note_event(session, event)

    async def listen():
        hub = ChatHub(database)
        slow, quick = (
            Listener(lambda _event: True, lambda _session, event: event.row_id) for _ in range(2)
        )
        await hub.add(slow)
        await hub.add(quick)
        heard = []
        for _ in range(2):
            await asyncio.to_thread(happen)
            heard += [await asyncio.wait_for(quick.queue.get(), 30) for _ in range(total)]
        await hub.close()
        return slow.is_slow, quick.is_slow, heard

    slow, quick, heard = run_apart(listen())
    assert (slow, quick) == (True, False)
    assert len(heard) == 2 * total
    assert heard == sorted(set(heard))
