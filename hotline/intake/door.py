"""The high-rate door: reports that arrive at the same time share one transaction and one commit.

`submit` puts a report on a queue; one thread takes what waits, writes it as one group, and answers after the commit. A
group that fails is tried again one by one, so that one bad report harms no other.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.exc import IntegrityError

from hotline.casework.desk import Desk
from hotline.casework.receive import Receipt, prepare_all, store
from hotline.domain.errors import Conflict, Unavailable
from hotline.domain.permissions import Actor
from hotline.domain.reports import IncomingReport
from hotline.storage.database import Database

LARGEST_GROUP = 64
MOST_WAITING = 5_000
# Under load a moment's wait lets the senders just answered come again, so that groups are larger and commits fewer.
GATHERING = 0.003


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report in the queue and the future that its sender waits for."""

    actor: Actor
    report: IncomingReport
    key: str
    answer: "asyncio.Future[Receipt]"


Outcome = tuple[Waiting, Receipt | Exception]


class Door:
    """Open it once in the running event loop; `close` answers everything that waits and then ends."""

    def __init__(self, database: Database, desk: Callable[[], Desk]) -> None:
        self._database, self._desk = database, desk
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="intake door", daemon=True)
        self._open = False

    def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._open = True
        self._thread.start()

    async def submit(self, actor: Actor, report: IncomingReport, key: str = "") -> Receipt:
        """The receipt, after the ticket is on disk; raises what `receive` raises."""
        if not self._open:
            raise Unavailable("受理服务正在停止", remedy="请稍后重试")
        if self._queue.qsize() >= MOST_WAITING:
            raise Unavailable("受理排队已满", remedy="请稍后重试")
        answer: asyncio.Future[Receipt] = self._loop.create_future()
        self._queue.put(Waiting(actor, report, key, answer))
        return await answer

    async def close(self) -> None:
        """Nothing more comes in; what waits is still written and answered."""
        if self._open:
            self._open = False
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            await asyncio.sleep(0)

    @property
    def waiting(self) -> int:
        return self._queue.qsize()

    def _work(self) -> None:
        busy = False
        while (first := self._queue.get()) is not None:
            if busy:
                time.sleep(GATHERING)
            group, last = self._gather(first)
            busy = len(group) > 1
            outcomes = self._write(group)
            self._loop.call_soon_threadsafe(_tell, outcomes)
            if last:
                return

    def _gather(self, first: Waiting) -> tuple[list[Waiting], bool]:
        """Whatever waits now, up to a full group; True when the door was closed behind it."""
        group = [first]
        while len(group) < LARGEST_GROUP:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                break
            if item is None:
                return group, True
            group.append(item)
        return group, False

    def _write(self, group: Sequence[Waiting]) -> list[Outcome]:
        try:
            return self._together(group)
        except Exception as error:
            if len(group) > 1:
                return [outcome for item in group for outcome in self._write([item])]
            return [(group[0], self._again(group) if isinstance(error, IntegrityError) else error)]

    def _again(self, group: Sequence[Waiting]) -> Receipt | Exception:
        """Another process stored the same reference or caller a moment ago: now it is found."""
        try:
            return self._together(group)[0][1]
        except Exception as error:
            return error

    def _together(self, group: Sequence[Waiting]) -> list[Outcome]:
        desk = self._desk()
        prepared = prepare_all([(item.report, item.key) for item in group], desk)
        both = list(zip(group, prepared, strict=True))
        outcomes: list[Outcome] = []
        with self._database.writing() as session:
            for actor, pairs in groupby(both, key=lambda pair: pair[0].actor):
                mine = list(pairs)
                receipts: list[Receipt | Conflict] = store(session, actor, [ready for _, ready in mine], desk)
                outcomes += [(item, receipt) for (item, _), receipt in zip(mine, receipts, strict=True)]
        return outcomes


def _tell(outcomes: Sequence[Outcome]) -> None:
    for item, outcome in outcomes:
        if item.answer.done():
            continue
        if isinstance(outcome, Exception):
            item.answer.set_exception(outcome)
        else:
            item.answer.set_result(outcome)
