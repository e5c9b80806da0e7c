"""Whether the search index agrees with the database: one row that the worker writes."""

import time
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from hotline.domain.models import IndexState

# Seconds for which an answer is taken for true: each search and each figure needs it.
ASK_EVERY = 5.0
_ASKED: WeakKeyDictionary[Engine, tuple[float, bool]] = WeakKeyDictionary()


def index_state(session: Session) -> IndexState:
    """What is known; an installation whose worker never looked has an empty, agreeing index."""
    return session.get(IndexState, 1) or IndexState()


def lacks_tickets(session: Session) -> bool:
    """Whether searches and figures lack tickets, as it was some seconds ago at most."""
    engine = session.get_bind().engine
    answer = _ASKED.get(engine)
    if answer is None or time.monotonic() - answer[0] > ASK_EVERY:
        _ASKED[engine] = answer = time.monotonic(), missing_in_index(session) > 0
    return answer[1]


def missing_in_index(session: Session) -> int:
    """How many tickets searches and figures lack, as far as the worker knows."""
    return index_state(session).missing


def note_documents(session: Session, documents: int) -> None:
    """How many documents the index holds now: fewer at the next look mean that it lost some."""
    _note(session, documents=documents)


def note_comparison(session: Session, missing: int, now: datetime) -> None:
    _note(session, missing=missing, compared_at=now)


def _note(session: Session, **values: Any) -> None:
    _ASKED.clear()
    state = session.get(IndexState, 1)
    if state is None:
        session.add(IndexState(**values))
        return
    for name, value in values.items():
        setattr(state, name, value)
