"""The high-rate door: the server's side of the intake line.

`submit` hands a report to the line and waits for its receipt, which comes after the commit. Reports
of one turn of the event loop go over in one message. When reader or writer dies, whoever waits gets
an error, and a new line is started.
"""

import asyncio
import logging
import socket
from collections.abc import Callable

from hotline.casework.prepared import Submission
from hotline.casework.receive import Receipt
from hotline.domain.errors import Unavailable
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import Actor
from hotline.intake.line.link import Message, Numbered, Unpacker, pack
from hotline.intake.line.processes import Start

MOST_WAITING = 5_000
# Seconds until a line that broke is replaced.
PAUSE = 1.0

log = logging.getLogger("hotline.intake")


class Door:
    """Open it once in the running event loop; `close` answers everything that waits and then
    ends.
    """

    def __init__(self, start: Start) -> None:
        self._start = start
        self._requests: asyncio.Transport | None = None
        self._open = False
        self._last_number = 0
        self._unsent: list[Numbered[Submission]] = []
        self._waiting: dict[int, asyncio.Future[Receipt]] = {}

    async def open(self) -> None:
        self._loop, self._open = asyncio.get_running_loop(), True
        await self._connect()

    async def submit(
        self, actor: Actor, report: IncomingReport, key: str = "", *, address: str = ""
    ) -> Receipt:
        """The receipt, after the ticket is on disk; raises what `receive` raises."""
        if not self._open:
            raise Unavailable("受理服务正在停止", remedy="请稍后重试")
        if self._requests is None:
            raise Unavailable("受理服务正在重新启动", remedy="请稍后重试")
        if len(self._waiting) >= MOST_WAITING:
            raise Unavailable("受理排队已满", remedy="请稍后重试")
        if not self._unsent:
            self._loop.call_soon(self._send)
        self._last_number += 1
        self._unsent.append((self._last_number, Submission(actor, report, key, address=address)))
        answer: asyncio.Future[Receipt] = self._loop.create_future()
        self._waiting[self._last_number] = answer
        return await answer

    async def close(self) -> None:
        """Nothing more comes in; what waits is still written and answered."""
        if not self._open:
            return
        self._open = False
        self._send()
        if self._requests is not None:
            self._requests.write_eof()
        for worker in await self._starting:
            await asyncio.to_thread(worker.join)
        while self._requests is not None:
            await asyncio.sleep(0.001)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    async def _connect(self) -> None:
        """What is sent before the line runs waits in the socket."""
        (requests, far_requests), (answers, far_answers) = socket.socketpair(), socket.socketpair()
        self._requests, _ = await self._loop.create_unix_connection(asyncio.Protocol, sock=requests)
        await self._loop.create_unix_connection(
            lambda: _Answers(self._answer, self._lost), sock=answers
        )
        self._starting = self._loop.create_task(
            asyncio.to_thread(self._start, far_requests, far_answers)
        )

    def _send(self) -> None:
        unsent, self._unsent = self._unsent, []
        if unsent and self._requests is not None:
            self._requests.write(pack(unsent))

    def _answer(self, outcome: Message[Receipt]) -> None:
        for number, receipt in outcome.items:
            if (answer := self._pending(number)) is not None:
                answer.set_result(receipt)
        for number, error in outcome.refused:
            if (answer := self._pending(number)) is not None:
                answer.set_exception(error)

    def _pending(self, number: int) -> asyncio.Future[Receipt] | None:
        """What waits under this number; None when the sender has given up."""
        answer = self._waiting.pop(number)
        return None if answer.done() else answer

    def _lost(self) -> None:
        """The line ended.

        What it had not answered may be stored or not: a sender with a key may ask again.
        """
        if self._requests is not None:
            self._requests.close()
        self._requests, self._unsent = None, []
        error = Unavailable(
            "受理服务中断，未能确认是否已受理", remedy="请用同一 Idempotency-Key 重试，不会重复建单"
        )
        self._answer(Message([], [(number, error) for number in self._waiting]))
        if self._open:
            log.error("the intake line ended and is started again")
            self._loop.call_later(PAUSE, self._reopen)

    def _reopen(self) -> None:
        if self._open:
            self._opening = self._loop.create_task(self._connect())


class _Answers(asyncio.Protocol):
    """Hears what the writer answers."""

    def __init__(
        self, answer: Callable[[Message[Receipt]], None], lost: Callable[[], None]
    ) -> None:
        self._answer, self._lost, self._unpacker = answer, lost, Unpacker(Receipt)

    def data_received(self, data: bytes) -> None:
        for outcome in self._unpacker.feed(data):
            self._answer(outcome)

    def connection_lost(self, _error: Exception | None) -> None:
        self._lost()
