"""Tickets in blocks of their row numbers, each with a count and a sum of versions: equal where the
index holds the same tickets in the same versions.

Row numbers rise with time, so that a block is a stretch of the year; a block costs the database a
walk along its primary key and the index one bucket.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from analytics.search.base import EVERYTHING, Query, SearchEngine
from hotline.domain.models import Ticket

BLOCK = 50_000


class Block(NamedTuple):
    """Row numbers `first` to `last`, both included."""

    first: int
    last: int


def differing_blocks(
    session: Session, engine: SearchEngine, *, size: int = BLOCK
) -> Sequence[Block]:
    """The blocks in which database and index disagree, by rising number."""
    held = _held(session, size)
    numbers = sorted(held)
    indexed = _indexed(engine, numbers, size)
    blocks = [
        Block(number * size, number * size + size - 1)
        for number in numbers
        if held[number] != indexed.get(number, (0, 0))
    ]
    highest = (numbers[-1] + 1) * size if numbers else 0
    beyond = engine.count(Query(ranges={"id": (highest, None)}, see=EVERYTHING))
    return [*blocks, Block(highest, 2**62)] if beyond else blocks


def count_tickets(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Ticket)).one()


def _held(session: Session, size: int) -> dict[int, tuple[int, int]]:
    number = col(Ticket.id) // size
    query: Any = select(number, func.count(), func.sum(Ticket.version)).group_by(number)
    return {
        int(block): (int(count), int(versions)) for block, count, versions in session.exec(query)
    }


def _indexed(engine: SearchEngine, numbers: Sequence[int], size: int) -> dict[int, tuple[int, int]]:
    if not numbers:
        return {}
    ranges = [{"from": number * size, "to": (number + 1) * size} for number in numbers]
    aggs = {
        "blocks": {
            "range": {"field": "id", "ranges": ranges},
            "aggs": {"versions": {"stats": {"field": "version"}}},
        }
    }
    buckets = engine.aggregate(Query(see=EVERYTHING), aggs)["blocks"]["buckets"]
    return {
        int(bucket["from"]) // size: (
            int(bucket["doc_count"]),
            int(bucket["versions"]["sum"] or 0),
        )
        for bucket in buckets
        if bucket["doc_count"]
    }
