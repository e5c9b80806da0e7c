"""The high-rate door: the server's side of the intake writer.

`submit` hands a report to the writer and waits for its slip, which comes after the commit. Reports of one turn of the event
loop go over in one message. When the writer dies, whoever waits is told, and a new one is started.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

from hotline.domain.errors import Unavailable
from hotline.domain.permissions import Actor
from hotline.domain.reports import IncomingReport
from hotline.intake.groups import Outcome, Slip, Waiting
from hotline.intake.link import Unpacker, pack
from hotline.intake.writer import Writer

MOST_WAITING = 5_000
# Seconds until a writer that died is replaced.
PAUSE = 1.0

log = logging.getLogger("hotline.intake")


class Door:
    """Open it once in the running event loop; `close` answers everything that waits and then ends."""

    def __init__(self, start: Callable[[socket.socket], Writer]) -> None:
        self._start = start
        self._writer: Writer | None = None
        self._link: asyncio.Transport | None = None
        self._open = False
        self._numbers = 0
        self._unsent: list[Waiting] = []
        self._answers: dict[int, asyncio.Future[Slip]] = {}

    async def open(self) -> None:
        self._loop, self._open = asyncio.get_running_loop(), True
        await self._connect()

    async def submit(self, actor: Actor, report: IncomingReport, key: str = "") -> Slip:
        """The slip, after the ticket is on disk; raises what `receive` raises."""
        if not self._open:
            raise Unavailable("受理服务正在停止", remedy="请稍后重试")
        if self._link is None:
            raise Unavailable("受理服务正在重新启动", remedy="请稍后重试")
        if len(self._answers) >= MOST_WAITING:
            raise Unavailable("受理排队已满", remedy="请稍后重试")
        if not self._unsent:
            self._loop.call_soon(self._send)
        self._numbers += 1
        self._unsent.append(Waiting(self._numbers, actor, report, key))
        answer = self._answers[self._numbers] = self._loop.create_future()
        return await answer

    async def close(self) -> None:
        """Nothing more comes in; what waits is still written and answered."""
        if not self._open:
            return
        self._open = False
        self._send()
        if self._link is not None:
            self._link.write_eof()
        if self._writer is not None:
            await asyncio.to_thread(self._writer.join)
        while self._link is not None:
            await asyncio.sleep(0.001)

    @property
    def waiting(self) -> int:
        return len(self._answers)

    async def _connect(self) -> None:
        ours, theirs = socket.socketpair()
        self._writer = await asyncio.to_thread(self._start, theirs)
        self._link, _ = await self._loop.create_unix_connection(lambda: _Answers(self._tell, self._lost), sock=ours)

    def _send(self) -> None:
        unsent, self._unsent = self._unsent, []
        if unsent and self._link is not None:
            self._link.write(pack(unsent))

    def _tell(self, outcomes: list[Outcome]) -> None:
        for number, outcome in outcomes:
            answer = self._answers.pop(number)
            if answer.done():
                continue
            if isinstance(outcome, Exception):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)

    def _lost(self) -> None:
        """The writer ended. What it had not answered may be stored or not: a sender with a key may ask again."""
        self._link, self._unsent = None, []
        error = Unavailable("受理服务中断，未能确认是否已受理", remedy="请用同一 Idempotency-Key 重试，不会重复建单")
        self._tell([(number, error) for number in list(self._answers)])
        if self._open:
            log.error("the intake writer ended and is started again")
            self._loop.call_later(PAUSE, self._reopen)

    def _reopen(self) -> None:
        if self._open:
            self._opening = self._loop.create_task(self._connect())


class _Answers(asyncio.Protocol):
    """Reads what the writer answers."""

    def __init__(self, tell: Callable[[list[Outcome]], Any], lost: Callable[[], Any]) -> None:
        self._tell, self._lost, self._unpacker = tell, lost, Unpacker()

    def data_received(self, data: bytes) -> None:
        for outcomes in self._unpacker.feed(data):
            self._tell(outcomes)

    def connection_lost(self, _error: Exception | None) -> None:
        self._lost()
