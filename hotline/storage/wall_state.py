"""The stored figures of the wall: one row, whoever counted them."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from hotline.domain.models import WallState
from hotline.storage.upsert import insert_into


def wall_state(session: Session) -> WallState | None:
    """None while no screen has ever asked."""
    return session.get(WallState, 1)


def note_asking(session: Session, now: datetime) -> None:
    """That a screen asked just now."""
    connection = session.connection()
    insert = insert_into(connection, WallState, id=1, asked_at=now, city="", figures="")
    values: dict[str, Any] = {"asked_at": now}
    connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=values))


def keep_figures(session: Session, city: str, at: datetime, figures: str) -> None:
    """Nothing where no screen has ever asked."""
    values = {"city": city, "made_at": at, "figures": figures}
    session.connection().execute(update(WallState).where(col(WallState.id) == 1).values(**values))
