"""Who counts the figures of the wall: the worker, while a screen asks for them, so that every
screen reads one row; where no worker does, the process that is asked.
"""

import threading
from datetime import datetime, timedelta

import msgspec
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.reading.wall import WallFigures, wall_figures
from hotline.storage.wall_state import wall_state

# Many screens ask one process; it counts once for all of them.
KEPT = timedelta(seconds=20)
# So old may be what the worker counted; the wall says of when it is.
OLDEST = timedelta(minutes=1)
# The worker counts for so long after a screen has asked last; each process notes that so often.
WATCHED, NOTED_EACH = timedelta(minutes=5), timedelta(minutes=1)


class WallBoard:
    """The newest figures. One for each process; any thread asks."""

    def __init__(self) -> None:
        self._lock, self._figures = threading.Lock(), dict[str, WallFigures]()
        self._noted: datetime | None = None

    def figures(self, session: Session, desk: Desk) -> WallFigures:
        """At most KEPT old where this process counted them, at most OLDEST where the worker did."""
        now = desk.now()
        with self._lock:
            kept = self._figures.get(desk.city.name)
            if kept is None or not now - KEPT < kept.at <= now:
                kept = _counted_by_worker(session, desk) or wall_figures(session, desk)
                self._figures[desk.city.name] = kept
            return kept

    def is_to_note(self, now: datetime) -> bool:
        """Whether the worker should be told that somebody asks; true once in NOTED_EACH."""
        with self._lock:
            if self._noted is not None and abs(now - self._noted) < NOTED_EACH:
                return False
            self._noted = now
            return True


def figures_for_screens(session: Session, desk: Desk) -> WallFigures | None:
    """Counted anew; None while no screen has asked for a while."""
    state, now = wall_state(session), desk.now()
    is_watched = state is not None and abs(now - state.asked_at) < WATCHED
    return wall_figures(session, desk) if is_watched else None


def as_stored(figures: WallFigures) -> str:
    return msgspec.json.encode(figures).decode()


def _counted_by_worker(session: Session, desk: Desk) -> WallFigures | None:
    """What is stored, if it is new enough, of this city, and of this version of the program."""
    state, now = wall_state(session), desk.now()
    if state is None or state.made_at is None or state.city != desk.city.name:
        return None
    if not now - OLDEST < state.made_at <= now:
        return None
    try:
        return msgspec.json.decode(state.figures, type=WallFigures)
    except msgspec.ValidationError:
        return None
