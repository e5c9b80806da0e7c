"""Which worker begins a chore, and how its last run ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import false, or_, true, update
from sqlmodel import Session, col, select

from hotline.domain.models import ChoreRun
from hotline.storage.upsert import insert_into


def due_names(session: Session, every: dict[str, timedelta], now: datetime) -> list[str]:
    """Chores that may begin: never begun, their time has come, or a clock set back left it too
    far ahead.
    """
    rows = {row.name: row.next_at for row in session.exec(select(ChoreRun))}
    return [name for name, span in every.items() if not now < rows.get(name, now) <= now + span]


def claim(
    session: Session, name: str, every: timedelta, now: datetime, *, early: bool = False
) -> bool:
    """Whether the one who asks may begin; of several who ask at once one gets it.

    `early`: although it is not yet due.
    """
    connection = session.connection()
    connection.execute(
        insert_into(
            connection, ChoreRun, name=name, next_at=now, done=0, error=""
        ).on_conflict_do_nothing()
    )
    due = or_(
        col(ChoreRun.next_at) <= now,
        col(ChoreRun.next_at) > now + every,
        true() if early else false(),
    )
    taken = (
        update(ChoreRun)
        .where(col(ChoreRun.name) == name, due)
        .values(next_at=now + every, began_at=now)
    )
    return bool(connection.execute(taken).rowcount)


def note_end(session: Session, name: str, now: datetime, *, done: int = 0, error: str = "") -> None:
    """How a run ended; `good_at` stays at the last run without an error."""
    values = {"ended_at": now, "done": done, "error": error[:300]} | (
        {} if error else {"good_at": now}
    )
    session.connection().execute(
        update(ChoreRun).where(col(ChoreRun.name) == name).values(**values)
    )


def chore_runs(session: Session) -> Sequence[ChoreRun]:
    return session.exec(select(ChoreRun).order_by(col(ChoreRun.name))).all()
