"""Rebuild the search index from the database beside the one in use, then swap.

Searches and steps go on meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import select

from analytics.search.base import Index, Rebuild, SearchEngine
from hotline.domain.errors import Unavailable
from hotline.domain.models import Ticket
from hotline.operation.search_documents import portions
from hotline.operation.verify_index import index_differences, repair_index
from hotline.storage.database import Database


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """documents in the new index, of them kept from a rebuild that was broken off.

    Failed has the reason by ticket id.
    """

    documents: int
    kept: int
    failed: dict[int, str]


def reindex(
    database: Database,
    engine: SearchEngine,
    *,
    portion: int | None = None,
    progress: Callable[[int], Any] = lambda tickets: None,
) -> Rebuilt:
    """Fill a new index in portions of so many tickets, check it against the database, swap it
    in, and bring what changed meanwhile.

    Broken off and run again it goes on where it stopped. Raises EngineUnavailable, or Unavailable
    when the new index does not hold what the database holds: then the one in use stays.
    """
    with engine.rebuild() as building:
        building.refresh()
        kept = building.size()
        progress(kept)
        failed = _copy(database, building, portion or building.portion_size, progress)
        building.refresh()
        if _bring_up_to_date(database, building):
            _check(database, building, failed)
        documents = building.size()
        building.swap()
        _bring_up_to_date(database, building)
    return Rebuilt(documents, kept, failed)


def count_all(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(Ticket)).one()


def _copy(
    database: Database, building: Rebuild, size: int, progress: Callable[[int], Any]
) -> dict[int, str]:
    """The next portions are made while one is taken."""
    failed: dict[int, str] = {}
    for portion in portions(database, building.maker(), building.resume_after, size):
        failed |= portion.failed | dict(building.take(portion))
        progress(portion.size)
    return failed


def _bring_up_to_date(database: Database, index: Index) -> int:
    """What changed since it was copied.

    A worker that took an entry before the swap is covered, for the entry was there.

    How many tickets differed; none means that the index was compared with the database and is
    whole.
    """
    return repair_index(database, index, index_differences(database, index, waiting_too=True))


def _check(database: Database, building: Index, failed: dict[int, str]) -> None:
    missing = [
        difference
        for difference in index_differences(database, building, waiting_too=False)
        if difference.ticket_id not in failed
    ]
    if missing:
        raise Unavailable(
            f"新索引与数据库有 {len(missing)} 处不一致，首处：{missing[0]}",
            remedy="旧索引仍在使用；请再次运行 hotline reindex",
        )
