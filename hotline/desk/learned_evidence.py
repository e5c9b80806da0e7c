"""What past dispatches teach the router: read once in the background, then kept up with the
history.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.time.times import city_now
from hotline.storage.database import Database
from hotline.storage.history import newest_entry
from hotline.storage.standing import (
    StandingDispatch,
    standing_between,
    standing_of,
    touched_since,
    windows,
)
from routing.similar import PastCase, SimilarCases

MEMORY = timedelta(days=365)
MOST = 200_000
FOLLOW_EVERY = 10.0
WINDOW = 5_000
LONGEST_TEXT = 300
# Entries may become visible out of order where several servers write: the last ones are looked at
# again.
AGAIN = 500


class LearnedEvidence:
    """`cases` is None until the first reading is complete; `follow` reads what happened since."""

    def __init__(
        self, database: Database, *, now: Callable[[], datetime] = city_now, most: int = MOST
    ) -> None:
        self._database, self._now, self._most = database, now, most
        self.cases: SimilarCases | None = None
        self._entry = 0
        self._due = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def keep_up(self) -> None:
        """Read in the background if it is time and nobody reads; returns at once."""
        if (
            self._stop.is_set()
            or (self._thread and self._thread.is_alive())
            or time.monotonic() < self._due
        ):
            return
        self._thread = threading.Thread(target=self._read, name="evidence", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop reading; returns when nothing is read any more."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def follow(self) -> None:
        """Everything on the first call.

        Then the tickets that were accepted, returned or sent elsewhere since.
        """
        if self.cases is None:
            self.cases = self._load()
            return
        with self._database.reading() as session:
            touched, upto = touched_since(
                session, max(0, self._entry - AGAIN), limit=WINDOW + AGAIN
            )
            for _, no in touched:
                self.cases.discard(no)
            for standing in standing_of(session, [ticket_id for ticket_id, _ in touched]):
                self.cases.add(_case(standing))
        self._entry = upto

    def _load(self) -> SimilarCases | None:
        since, cases = self._now() - MEMORY, SimilarCases(most=self._most)
        with self._database.reading() as session:
            entry = newest_entry(session)
            ranges = windows(session, since, most=self._most, width=WINDOW)
        for above, upto in ranges:
            if self._stop.is_set():
                return None
            with self._database.reading() as session:
                for standing in standing_between(session, above, upto, since):
                    cases.discard(standing.no)
                    cases.add(_case(standing))
        self._entry = entry
        return cases

    def _read(self) -> None:
        try:
            self.follow()
        except SQLAlchemyError as error:
            logging.getLogger("hotline").warning(
                "过往派单暂时读不到，稍后再试：%s", type(error).__name__
            )
        self._due = time.monotonic() + FOLLOW_EVERY


def _case(standing: StandingDispatch) -> PastCase:
    return PastCase(
        standing.category,
        standing.place,
        standing.street,
        standing.unit,
        standing.at.date(),
        text=standing.text[:LONGEST_TEXT],
        ref=standing.no,
    )
