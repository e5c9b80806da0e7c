"""Chores: what the worker does by the clock between its batches.

A chore may be begun by any worker, one at a time as a rule; but a worker that died in the middle,
or one that takes longer than `every`, lets a second one begin. So what a chore does must be right
when it is done twice or by two at once.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from traceback import extract_tb

from sqlmodel import Session

from analytics.search.base import SearchEngine
from classifiers.predict import Classifier, default_classifier
from hotline.desk.desk import Desk, open_desk
from hotline.domain.errors import NoCity
from hotline.domain.time.times import city_now
from hotline.storage.chore_runs import claim, due_names, note_end
from hotline.storage.database import Database
from hotline.storage.vault import open_vault

log = logging.getLogger("hotline.chores")

LOOK_EVERY = 5.0
# Whoever waits for SQLite to be free looks again after at most so many seconds.
LONGEST_PAUSE = 0.1


@dataclass(frozen=True)
class Shift:
    """What a chore works with."""

    database: Database
    engine: SearchEngine
    now: Callable[[], datetime] = city_now

    def desk(self, model: Callable[[], Classifier] = default_classifier) -> Desk:
        """The desk of the city in force; raises NoCity."""
        with self.database.reading() as session:
            vault = open_vault(self.database.settings)
            return open_desk(session, vault, now=self.now, model=model)


@dataclass(frozen=True)
class Chore:
    """`do` says how much it did; `title` names the chore for people."""

    name: str
    title: str
    every: timedelta
    do: Callable[[Shift], int]


def in_batches(verb: Callable[[Session, Desk], int]) -> Callable[[Shift], int]:
    """Does a verb again and again, each time in a transaction of its own, until it finds nothing
    more to do. Between two of them others may write for as long as they waited.
    """

    def do(shift: Shift) -> int:
        desk, total = shift.desk(), 0
        while True:
            begun = time.monotonic()
            with shift.database.writing(waits=False) as session:
                done = verb(session, desk)
            if not done:
                break
            total += done
            time.sleep(min(time.monotonic() - begun, LONGEST_PAUSE))
        if total:
            shift.database.reach_disk()
        return total

    return do


@dataclass
class Roster:
    """The chores of one worker.

    A chore that fails is logged and tried again at its next time; the others go on.
    """

    shift: Shift
    chores: Iterable[Chore]
    look_every: float = LOOK_EVERY
    _look_at: float = field(default=0.0, init=False)
    _is_away: bool = field(default=False, init=False)

    def do_due(self) -> None:
        """Do what is due; looks at the database every few seconds only, and never raises."""
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + self.look_every
        try:
            with self.shift.database.reading() as session:
                names = due_names(
                    session, {chore.name: chore.every for chore in self.chores}, self.shift.now()
                )
            for chore in self.chores:
                if chore.name in names:
                    self._do(chore)
            self._is_away = False
        except Exception as error:  # the database is away: the worker must outlive that
            if not self._is_away:
                log.warning("the chores wait: %s", type(error).__name__)
            self._is_away = True

    def do_all(self) -> dict[str, str]:
        """Do every chore now, due or not; what failed, by name."""
        errors = {chore.name: self._do(chore, early=True) for chore in self.chores}
        return {name: error for name, error in errors.items() if error}

    def _do(self, chore: Chore, *, early: bool = False) -> str:
        """ "" or what went wrong."""
        with self.shift.database.writing(waits=False) as session:
            if not claim(session, chore.name, chore.every, self.shift.now(), early=early):
                return ""
        done, error = 0, ""
        try:
            done = chore.do(self.shift)
        except NoCity:
            log.debug("chore %s waits for a city", chore.name)
        except Exception as fault:  # one chore's accident must not stop the others
            error = _place_of(fault)
            log.error("chore %s failed: %s", chore.name, error)
        with self.shift.database.writing(waits=False) as session:
            note_end(session, chore.name, self.shift.now(), done=done, error=error)
        return error


def _place_of(fault: Exception) -> str:
    """Kind and place of an error without its text, which may hold personal data."""
    frames = extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "/hotline/" in frame.filename] or frames
    name = ours[-1].filename.rsplit("/hotline/", 1)[-1]
    return f"{type(fault).__name__} at {name}:{ours[-1].lineno}"
