"""Listens to an Asterisk as long as it is not stopped: connects again, catches up, loses nothing
that is still told.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from hotline.calls.ami.connection import AmiAddress, Connection, connected
from hotline.calls.ami.presence import missed_events
from hotline.calls.ami.translation import Translator
from hotline.domain.calls.events import CallEvent

LOG = logging.getLogger("hotline.ami")
WAITS = (1, 2, 5, 10, 30)
LOST = (OSError, EOFError, TimeoutError, ValueError)


class CallBook(Protocol):
    """Where calls are kept."""

    def open_ids(self) -> Sequence[str]: ...
    def record(self, event: CallEvent) -> None: ...


class AmiListener:
    """What comes is put into a line at once and recorded from there: a database that is away or
    slow keeps nobody from listening.
    """

    def __init__(
        self,
        address: AmiAddress,
        secret: str,
        book: CallBook,
        now: Callable[[], datetime],
        *,
        waits: Sequence[float] = WAITS,
    ) -> None:
        self.address, self._secret, self.book, self.now = address, secret, book, now
        self._waits, self._line = waits, asyncio.Queue[CallEvent]()

    async def run(self) -> None:
        """Until it is cancelled. Raises NotAllowed where the sign-in is refused."""
        recording = asyncio.create_task(self._record())
        try:
            await self._listen()
        finally:
            await self._drain()
            recording.cancel()

    async def _listen(self) -> None:
        failures = 0
        while True:
            try:
                async with connected(self.address, self._secret) as connection:
                    failures = 0
                    await self._follow(connection)
            except LOST as error:
                wait = self._waits[min(failures, len(self._waits) - 1)]
                failures += 1
                LOG.warning(
                    "%s:%s: %s, again in %s s",
                    self.address.host,
                    self.address.port,
                    type(error).__name__,
                    wait,
                )
                await asyncio.sleep(wait)

    async def _follow(self, connection: Connection) -> None:
        await self._line.join()
        open_ids = await asyncio.to_thread(self.book.open_ids)
        channels = await connection.list_of("CoreShowChannels", "CoreShowChannel")
        entries = await connection.list_of("QueueStatus", "QueueEntry")
        missed = missed_events(open_ids, channels, entries, self.now())
        translator = Translator({*open_ids, *(event.call_id for event in missed)})
        for event in missed:
            self._line.put_nowait(event)
        LOG.warning("%s:%s: listening", self.address.host, self.address.port)
        pings = asyncio.create_task(connection.ping())
        try:
            while True:
                message = await connection.next_message()
                if (heard := translator.translate(message, self.now())) is not None:
                    self._line.put_nowait(heard)
        finally:
            pings.cancel()

    async def _record(self) -> None:
        """One after the other; one that cannot be recorded is tried until it is."""
        while True:
            event = await self._line.get()
            failures = 0
            while not await self._recorded(event):
                await asyncio.sleep(self._waits[min(failures, len(self._waits) - 1)])
                failures += 1
            self._line.task_done()

    async def _recorded(self, event: CallEvent) -> bool:
        try:
            await asyncio.to_thread(self.book.record, event)
        except Exception as error:
            LOG.error("an event of a call waits: %s", type(error).__name__)
            return False
        return True

    async def _drain(self) -> None:
        """What has been heard is recorded before the end, if that goes quickly."""
        try:
            await asyncio.wait_for(self._line.join(), 10)
        except TimeoutError:
            LOG.error("%s events were not recorded", self._line.qsize())
