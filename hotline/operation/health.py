"""The state of each part: ok, degraded (it works, but late or less well) or down."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from analytics.search.base import SearchEngine
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.models import HistoryEntry
from hotline.storage.database import Database
from hotline.storage.index.state import missing_in_index

MANY_WAITING = 5_000


def health_of(database: Database, desk: Callable[[], Desk], engine: SearchEngine) -> dict[str, Any]:
    """`status` is the worst that stops the work: search and queue only degrade it, the database
    and the city do not.
    """
    parts = {
        "database": _database(database),
        "city": _city(desk),
        "search": _search(database, engine),
        "queue": _queue(database),
    }
    return {"status": _worst(parts), "parts": parts}


def _worst(parts: dict[str, dict[str, Any]]) -> str:
    if "down" in (parts["database"]["status"], parts["city"]["status"]):
        return "down"
    return "ok" if all(part["status"] == "ok" for part in parts.values()) else "degraded"


def _database(database: Database) -> dict[str, Any]:
    try:
        with database.reading() as session:
            session.exec(select(1)).one()
    except SQLAlchemyError as error:
        return {"status": "down", "note": type(error).__name__}
    return {"status": "ok"}


def _city(desk: Callable[[], Desk]) -> dict[str, Any]:
    try:
        return {"status": "ok", "name": desk().city.name}
    except (HotlineError, SQLAlchemyError) as error:
        return {
            "status": "down",
            "note": str(error) if isinstance(error, HotlineError) else type(error).__name__,
        }


def _search(database: Database, engine: SearchEngine) -> dict[str, Any]:
    """Degraded too while the index lacks tickets that the database holds."""
    health, missing = engine.health(), _missing(database)
    state, note = health.state, health.note
    if missing and state == "ok":
        state, note = "degraded", f"索引缺 {missing} 件工单，正在补齐"
    return {"status": state, "documents": health.documents, "missing": missing, "note": note}


def _missing(database: Database) -> int:
    try:
        with database.reading() as session:
            return missing_in_index(session)
    except SQLAlchemyError:
        return 0


def _queue(database: Database) -> dict[str, Any]:
    """How many history entries wait for the worker, counted up to a limit."""
    try:
        with database.reading() as session:
            waiting = _waiting(session)
    except SQLAlchemyError as error:
        return {"status": "down", "note": type(error).__name__}
    return {"status": "ok" if waiting < MANY_WAITING else "degraded", "waiting": waiting}


def _waiting(session: Session) -> int:
    query = (
        select(HistoryEntry.id).where(col(HistoryEntry.processed_at).is_(None)).limit(MANY_WAITING)
    )
    return session.exec(select(func.count()).select_from(query.subquery())).one()
