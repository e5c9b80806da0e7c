"""Whether the search index still holds what was written to it, and its repair.

An engine that was killed, restarted, or given yesterday's folder answers as if it were whole. So
the worker compares it with the database whenever it may have lost something, says how many tickets
are missing for as long as they are, and writes them again.
"""

import logging
import time
from collections.abc import Callable, Iterator
from itertools import islice

from analytics.search.base import SearchEngine
from hotline.domain.time.times import city_now
from hotline.operation.verify_index import Difference, index_differences, repair_index
from hotline.storage.database import Database
from hotline.storage.index.blocks import count_tickets, differing_blocks
from hotline.storage.index.queue import any_processed
from hotline.storage.index.state import index_state, note_comparison, note_documents

log = logging.getLogger("hotline.work")

# Seconds between two looks at the number of documents, and between two whole comparisons.
LOOK_EVERY, COMPARE_EVERY = 30.0, 3600.0
# So many differences are kept in memory between finding and repairing them.
PORTION = 50_000


class IndexWatch:
    """One for each worker; `suspect` says that the engine was away."""

    def __init__(
        self,
        database: Database,
        engine: SearchEngine,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._engine, self._clock = database, engine, clock
        self._compare_at = self._look_at = clock()

    def suspect(self) -> None:
        """The next check compares everything."""
        self._compare_at = self._look_at = self._clock()

    def check(self) -> int:
        """How many tickets were written again: none while nothing points to a loss.

        Raises EngineUnavailable.
        """
        now = self._clock()
        if now < self._look_at:
            return 0
        self._look_at = now + LOOK_EVERY
        documents = self._engine.size()
        with self._database.reading() as session:
            known, is_fed = index_state(session).documents, any_processed(session)
        repaired = 0
        if is_fed and (now >= self._compare_at or documents < known):
            self._compare_at = now + COMPARE_EVERY
            repaired = self._compare()
            documents = self._engine.size()
        if documents != known:
            with self._database.writing() as session:
                note_documents(session, documents)
        return repaired

    def _compare(self) -> int:
        """Reads what differs once for each portion, and repairs that until nothing differs."""
        repaired, last = 0, None
        while (differences := list(islice(self._differences(), PORTION))) and differences != last:
            missing = self._note(len(differences))
            log.warning("the search index lacks %s tickets and is repaired", missing)
            repaired += repair_index(self._database, self._engine, differences)
            last = differences
        self._note(len(differences))
        return repaired

    def _differences(self) -> Iterator[Difference]:
        """What differs and does not wait for the worker, only where the blocks disagree."""
        self._engine.refresh()
        with self._database.reading() as session:
            blocks = differing_blocks(session, self._engine)
        for block in blocks:
            yield from index_differences(
                self._database, self._engine, after=block.first - 1, until=block.last
            )

    def _note(self, known: int) -> int:
        """Remember how many are missing, which is more than a portion after a great loss."""
        with self._database.writing() as session:
            lost = count_tickets(session) - self._engine.size() if known == PORTION else 0
            missing = max(known, lost)
            note_comparison(session, missing, city_now())
        return missing
