"""History entries as the work queue: taken in order, marked when done, set aside when they fail
too often.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, func, update
from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry

MOST_ATTEMPTS = 5

_OPEN = col(HistoryEntry.processed_at).is_(None)
_WAITING = and_(_OPEN, col(HistoryEntry.attempts) < MOST_ATTEMPTS)
# Statements stand here ready-made: nobody else writes to SQLite while one is built.
_ENTRIES: Any = HistoryEntry.__table__  # type: ignore[attr-defined]
_MARK = update(_ENTRIES).values(processed_at=bindparam("now"), error="")
_DONE = _MARK.where(_ENTRIES.c.id.between(bindparam("first"), bindparam("last")))
_FAILED_BEFORE = _MARK.where(
    _ENTRIES.c.ticket_id.between(bindparam("first"), bindparam("last")),
    _ENTRIES.c.processed_at.is_(None),
    _ENTRIES.c.attempts > 0,
)
_SET_ASIDE = and_(_OPEN, col(HistoryEntry.attempts) >= MOST_ATTEMPTS)


class WaitingEntry(NamedTuple):
    """What the worker needs of a history entry."""

    id: int
    ticket_id: int


def take(session: Session, limit: int, *, skip: Collection[int] = ()) -> list[WaitingEntry]:
    """The oldest waiting entries.

    In a write transaction on PostgreSQL no other worker gets them meanwhile.
    """
    query = select(HistoryEntry.id, HistoryEntry.ticket_id).where(_WAITING)
    if skip:
        query = query.where(col(HistoryEntry.id).not_in(skip))
    rows = session.execute(
        query.order_by(col(HistoryEntry.id)).limit(limit).with_for_update(skip_locked=True)
    )
    return [WaitingEntry(entry_id, ticket_id) for entry_id, ticket_id in rows]


def mark_done(session: Session, entries: Sequence[WaitingEntry], *, now: datetime) -> None:
    """These are processed, and so are earlier failures of the same tickets: the ticket is
    indexed as it is now.
    """
    connection = session.connection()
    for statement, numbers in (
        (_DONE, {entry.id for entry in entries}),
        (_FAILED_BEFORE, {entry.ticket_id for entry in entries}),
    ):
        connection.execute(
            statement, [{"first": first, "last": last, "now": now} for first, last in runs(numbers)]
        )


def runs(numbers: Collection[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive numbers: a few ranges where a list would have
    thousands.
    """
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def mark_failed(session: Session, reasons: Mapping[int, str]) -> None:
    """Count one more attempt of each entry and keep its reason."""
    for entry_id, reason in reasons.items():
        _set(
            session,
            col(HistoryEntry.id) == entry_id,
            attempts=HistoryEntry.attempts + 1,
            error=reason[:300],
        )


def retry_set_aside(session: Session) -> int:
    """Let the worker try again what was set aside; how many."""
    return _set(session, _SET_ASIDE, attempts=0)


def set_aside(session: Session, *, limit: int = 100) -> list[HistoryEntry]:
    """Entries that failed too often, with their reason in `error`."""
    return list(
        session.exec(
            select(HistoryEntry).where(_SET_ASIDE).order_by(col(HistoryEntry.id)).limit(limit)
        )
    )


def count_waiting(session: Session) -> int:
    return session.exec(select(func.count()).select_from(HistoryEntry).where(_WAITING)).one()


def any_processed(session: Session) -> bool:
    return bool(
        session.exec(
            select(HistoryEntry.id).where(col(HistoryEntry.processed_at).is_not(None)).limit(1)
        ).all()
    )


def tickets_waiting(session: Session, ids: Collection[int]) -> set[int]:
    """Which of these tickets have an entry that waits or is set aside."""
    query = select(HistoryEntry.ticket_id).where(_OPEN, col(HistoryEntry.ticket_id).in_(ids))
    return set(session.exec(query))


def _set(session: Session, condition: ColumnElement[bool], **values: Any) -> int:
    done = session.connection().execute(update(HistoryEntry).where(condition).values(**values))
    return int(done.rowcount)
