"""What happens in chats, brought to the listeners of this process.

All processes write events into one table. Each that has listeners looks for new ones: at once after
its own commits; for those of others on PostgreSQL when it is notified, on SQLite ten times a second
at one number.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from hotline.domain.models import ChatEvent
from hotline.storage.chat_events import CHANNEL, events_after, newest_event
from hotline.storage.database import Database

LOG = logging.getLogger("hotline.chats")
LOOK_EVERY, NOTIFIED_EVERY = 0.1, 2.0
# Who has not taken so many events reads too slowly, or not at all.
MOST_WAITING = 200
# On PostgreSQL an event may be committed after one with a larger id: so many are looked at again.
AGAIN = 100
REMEMBERED = 2_000

# What a listener is sent of an event; None for what is not for them.
Write = Callable[[Session, ChatEvent], Any]


class Listener:
    """One who listens: `queue` has what `write` makes of the events; `is_slow` once it is full."""

    def __init__(self, wants: Callable[[ChatEvent], bool], write: Write) -> None:
        self.wants, self.write = wants, write
        self.queue: asyncio.Queue[Any] = asyncio.Queue(MOST_WAITING)
        self.is_slow = False

    def put(self, item: Any) -> None:
        try:
            self.queue.put_nowait(item)
        except asyncio.QueueFull:
            self.is_slow = True


class ChatHub:
    """The listeners of one process; use it in the event loop only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: set[Listener] = set()
        self._following: asyncio.Task[None] | None = None
        self._last, self._known = 0, OrderedDict[int, None]()
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        database.on_news(self._awaken)

    def __len__(self) -> int:
        return len(self._listeners)

    async def add(self, listener: Listener) -> None:
        """From now on the listener gets what happens."""
        self._loop = asyncio.get_running_loop()
        if self._following is None or self._following.done():
            self._last = await sync_to_thread(self._newest)
            self._known.clear()
            self._following = asyncio.create_task(self._follow())
        self._listeners.add(listener)

    def drop(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    async def close(self) -> None:
        self._listeners.clear()
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following

    def _awaken(self) -> None:
        """Called in the thread of whoever wrote."""
        if self._loop is not None and self._listeners:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._news.set)

    async def _follow(self) -> None:
        """Until nobody listens any more."""
        notified = None
        if not self._database.is_sqlite:
            notified = asyncio.create_task(self._be_notified())
        loop = asyncio.get_running_loop()
        # The threads of requests may all be waiting for their turn to write.
        own_thread = ThreadPoolExecutor(1, thread_name_prefix="chats")
        try:
            while self._listeners:
                await self._wait(NOTIFIED_EVERY if notified else LOOK_EVERY)
                try:
                    for listener, item in await loop.run_in_executor(own_thread, self._look):
                        listener.put(item)
                except Exception as error:  # the database is away: listeners outlive that
                    LOG.warning("the chats wait: %s", type(error).__name__)
                    await asyncio.sleep(1)
        finally:
            own_thread.shutdown(wait=False)
            if notified:
                notified.cancel()

    async def _wait(self, longest: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), longest)
        self._news.clear()

    def _newest(self) -> int:
        with self._database.reading() as session:
            return newest_event(session)

    def _look(self) -> list[tuple[Listener, Any]]:
        """What came, for whom."""
        again = 0 if self._database.is_sqlite else AGAIN
        listeners = list(self._listeners)
        with self._database.reading() as session:
            if self._database.is_sqlite and newest_event(session) == self._last:
                return []
            events = self._new(events_after(session, self._last - again))
            # What somebody was told is not lost with the power.
            self._database.reach_disk()
            return [
                (listener, item)
                for event in events
                for listener in listeners
                if listener.wants(event) and (item := listener.write(session, event)) is not None
            ]

    def _new(self, events: Sequence[ChatEvent]) -> list[ChatEvent]:
        first = not self._known
        fresh = [event for event in events if event.row_id not in self._known]
        for event in fresh:
            self._known[event.row_id] = None
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        # What was there before anybody listened is news to nobody.
        fresh = [event for event in fresh if not first or event.row_id > self._last]
        if events:
            self._last = max(self._last, events[-1].row_id)
        return fresh

    async def _be_notified(self) -> None:
        """Hear PostgreSQL tell of new events; without that they are looked for now and then."""
        import psycopg

        url = self._database.engine.url.set(drivername="postgresql")
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    url.render_as_string(hide_password=False), autocommit=True
                )
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for _ in connection.notifies():
                        self._news.set()
            except psycopg.Error as error:
                LOG.warning("the chats are not notified: %s", type(error).__name__)
                await asyncio.sleep(5)
