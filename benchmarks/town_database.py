"""The generated city as rows of a database."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from benchmarks.town_tickets import Town
from hotline.domain.models import HistoryEntry, Ticket
from hotline.storage.bulk import Bulk
from hotline.storage.database import Database
from hotline.storage.rows import new_row


def fill(database: Database, count: int, *, waiting: bool = False) -> None:
    """Write tickets into an empty database; `waiting` adds for each the history entry that the
    worker takes.
    """
    for batch in Town(random.Random(1)).batches(count):
        with database.writing() as session:
            _write(session, batch, waiting)


def _write(session: Session, batch: Sequence[Mapping[str, Any]], waiting: bool) -> None:
    """Numbers in the database follow the order of the rows, as they do here."""
    bulk = Bulk(session)
    bulk.add_all(new_row(Ticket, **_without_id(facts)) for facts in batch)
    bulk.flush()
    if waiting:
        bulk.add_all(
            new_row(
                HistoryEntry,
                ticket_id=facts["id"],
                ticket_version=1,
                at=facts["created_at"],
                actor="made",
                action="register",
                to_status=facts["status"],
                digest="",
            )
            for facts in batch
        )
        bulk.flush()


def _without_id(ticket: Mapping[str, Any]) -> dict[str, Any]:
    """Without what the city leaves open where a row always holds something."""
    return {
        name: value
        for name, value in ticket.items()
        if name != "id" and (value is not None or Ticket.__table__.c[name].nullable)
    }
