"""The worker: takes history entries that nobody has processed, indexes their tickets, marks
them; chores in between.

The history row is the queue, so nothing is lost when a process dies. Every step may be repeated: an
older version of a ticket never replaces a newer one in the index. On PostgreSQL workers skip each
other's rows; the embedded engine takes one writing process at a time.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from analytics.search.base import EngineUnavailable, SearchEngine
from hotline.domain.time.times import city_now
from hotline.operation.chores import Chore, Roster, Shift
from hotline.operation.index_watch import IndexWatch
from hotline.storage.database import Database
from hotline.storage.index.documents import documents_of, ticket_facts
from hotline.storage.index.queue import (
    MOST_ATTEMPTS,
    WaitingEntry,
    mark_done,
    mark_failed,
    take,
)
from hotline.storage.vault import Vault, open_vault

log = logging.getLogger("hotline.work")

BATCH = 2000
IDLE_SECONDS = 0.5
# So many entries at once are a burst of reports: it has the processors for so many seconds before
# the index catches up.
RUSH, STEP_BACK = 400, 3.0
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: entries taken, tickets indexed, and why entries failed, by entry id."""

    entries: int = 0
    tickets: int = 0
    failed: Mapping[int, str] = field(default_factory=dict)


def run_once(
    database: Database,
    engine: SearchEngine,
    *,
    batch: int = BATCH,
    progress: Callable[[int], Any] = lambda entries: None,
) -> Done:
    """Process everything that waits now.

    Raises EngineUnavailable and leaves the rest waiting when the engine is away.
    """
    IndexWatch(database, engine).check()
    entries = tickets = 0
    failed: dict[int, str] = {}
    while (done := run_batch(database, engine, batch=batch, skip=failed)).entries:
        entries, tickets = entries + done.entries, tickets + done.tickets
        failed |= done.failed
        progress(done.entries)
    engine.release()
    return Done(entries, tickets, failed)


def run_batch(
    database: Database, engine: SearchEngine, *, batch: int = BATCH, skip: Collection[int] = ()
) -> Done:
    """Process one batch.

    PostgreSQL keeps its rows locked meanwhile; SQLite stays free for writers while the engine
    works.
    """
    vault = open_vault(database.settings)
    if not database.is_sqlite:
        with database.writing() as session:
            entries = take(session, batch, skip=skip)
            return _mark(session, entries, _feed(session, engine, entries, vault))
    with database.reading() as session:
        entries = take(session, batch, skip=skip)
        done = _feed(session, engine, entries, vault)
    if not entries:
        return done
    with database.writing(waits=False) as session:
        return _mark(session, entries, done)


class QueueWorker:
    """Takes turns until told to stop.

    Waits longer and longer while the engine or the database is away.

    away    why it waits, "" while it works
    """

    def __init__(
        self,
        database: Database,
        engine: SearchEngine,
        *,
        batch: int = BATCH,
        idle: float = IDLE_SECONDS,
        chores: Iterable[Chore] = (),
    ) -> None:
        self.database = database
        self.engine = engine
        self.batch = batch
        self.idle = idle
        self.away = ""
        self.roster = Roster(Shift(database, engine), chores)
        self.watch = IndexWatch(database, engine)
        self._tries: dict[int, int] = {}
        self._again: dict[int, float] = {}

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; made to be the target of a thread."""
        pause, taken = self.idle, 0
        while not stop.is_set():
            self.roster.do_due()
            try:
                self.watch.check()
                busy = self.turn().entries
            except Exception as error:  # the worker must outlive whatever it meets
                self._note_away(error)
                stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                self.watch.suspect()
                continue
            self.away, pause = "", self.idle
            if not busy:
                self.engine.release()
            taken += busy
            if busy < self.batch:  # what comes in the meantime is then taken together
                stop.wait(STEP_BACK if taken >= RUSH else self.idle)
                taken = 0
        with suppress(EngineUnavailable):
            self.engine.release()

    def turn(self) -> Done:
        """One batch without the entries that failed a moment ago: each failure doubles their
        wait.
        """
        now = time.monotonic()
        done = run_batch(
            self.database,
            self.engine,
            batch=self.batch,
            skip=[entry_id for entry_id in self._again if self._again[entry_id] > now],
        )
        for entry_id, reason in done.failed.items():
            self._tries[entry_id] = self._tries.get(entry_id, 0) + 1
            self._again[entry_id] = now + self.idle * 2 ** self._tries[entry_id]
            log.warning("history entry %s was not indexed: %s", entry_id, reason)
        for entry_id in [
            entry_id for entry_id, tries in self._tries.items() if tries >= MOST_ATTEMPTS
        ]:
            del self._tries[entry_id], self._again[entry_id]
        return done

    def _note_away(self, error: Exception) -> None:
        if not self.away:
            log.warning("the worker waits: %s", type(error).__name__)
        self.away = str(error) if isinstance(error, EngineUnavailable) else type(error).__name__


def _feed(
    session: Session, engine: SearchEngine, entries: list[WaitingEntry], vault: Vault
) -> Done:
    if not entries:
        return Done()
    ids = {entry.ticket_id for entry in entries}
    documents, broken = documents_of(ticket_facts(session, ids, vault))
    result = engine.index(documents)
    reasons = broken | dict(result.failed)
    failed = {entry.id: reasons[entry.ticket_id] for entry in entries if entry.ticket_id in reasons}
    return Done(len(entries), result.written, failed)


def _mark(session: Session, entries: Sequence[WaitingEntry], done: Done) -> Done:
    good = [entry for entry in entries if entry.id not in done.failed]
    if good:
        mark_done(session, good, now=city_now())
    mark_failed(session, done.failed)
    return done
