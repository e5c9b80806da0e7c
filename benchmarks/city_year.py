"""The generated tickets as an installation of 示例市 holds them: codes of its pack, cycles, ratings
and issues.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from benchmarks.town_tickets import DAYS, NOW, Town
from hotline.city.pack import CityPack
from hotline.domain.models import Assignment, CycleFigures, HotIssue, IssueMember, Rating, Ticket
from hotline.domain.outcomes import CycleEnding, RatingSource
from hotline.storage.bulk import Bulk
from hotline.storage.database import Database
from hotline.storage.rows import new_row

# Issues live as long as warnings look back; one for so many tickets.
ISSUE_DAYS, OF_ONE_ISSUE = timedelta(days=62), 12
RATED = 0.3


class CityYear(Town):
    """A town whose codes are those of a pack."""

    def __init__(self, dice: random.Random, pack: CityPack, days: int = DAYS) -> None:
        super().__init__(dice, days)
        self._streets = [area for area in pack.areas.values() if area.parent]
        self._units = sorted(pack.units)
        self._leaves = [entry.code for entry in pack.categories.values() if entry.parent]

    def facts(self, number: int, count: int) -> dict[str, Any]:
        ticket = super().facts(number, count)
        street = self._streets[int(ticket["street"][1:]) % len(self._streets)]
        kind = self.categories.index(ticket["category"])
        return ticket | {
            "street": street.code,
            "district": street.parent,
            "unit": self._units[int(ticket["unit"][1:]) % len(self._units)],
            "category": self._leaves[kind % len(self._leaves)],
        }


def fill(database: Database, count: int, pack: CityPack) -> None:
    """Write tickets, their dispatches, ended cycles, ratings and the issues of the newest days into
    an empty database.
    """
    dice = random.Random(1)
    for batch in CityYear(dice, pack).batches(count):
        with database.writing() as session:
            _write(session, batch, dice)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def _write(session: Session, batch: Sequence[Mapping[str, Any]], dice: random.Random) -> None:
    bulk = Bulk(session)
    bulk.add_all(new_row(Ticket, **_written(facts)) for facts in batch)
    bulk.add_all(new_row(Assignment, **_dispatch(facts)) for facts in batch)
    ended = [facts for facts in batch if facts["closed_at"]]
    bulk.add_all(new_row(CycleFigures, **_cycle(facts)) for facts in ended)
    rated = [facts for facts in ended if dice.random() < RATED]
    bulk.add_all(new_row(Rating, **_rating(facts, dice)) for facts in rated)
    bulk.add_all(_issues([facts for facts in batch if facts["reported_at"] > NOW - ISSUE_DAYS]))
    bulk.flush()


def _written(ticket: Mapping[str, Any]) -> dict[str, Any]:
    """Without what the city leaves open where a row always holds something."""
    return {
        name: value
        for name, value in ticket.items()
        if value is not None or Ticket.__table__.c[name].nullable  # type: ignore[attr-defined]
    }


def _dispatch(ticket: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ticket_id": ticket["id"],
        "by": "made",
        "role": "lead",
        "unit": ticket["unit"],
        "dispatched_at": ticket["dispatched_at"],
        "ended_at": ticket["closed_at"],
    }


def _cycle(ticket: Mapping[str, Any]) -> dict[str, Any]:
    steps = ("dispatched_at", "accepted_at", "contacted_at", "replied_at")
    limits = ("due_sign", "due_contact", "due_handle")
    took: timedelta = ticket["replied_at"] - ticket["accepted_at"]
    return {name: ticket[name] for name in (*steps, *limits, "unit", "cycle")} | {
        "ticket_id": ticket["id"],
        "ending": CycleEnding.CLOSED,
        "started_at": ticket["reported_at"],
        "ended_at": ticket["closed_at"],
        "late": ticket["closed_at"] > ticket["due_handle"],
        "extensions": 0,
        "returns": 0,
        "result": "resolved",
        "worked_seconds": int(took.total_seconds() / 4),
    }


def _rating(ticket: Mapping[str, Any], dice: random.Random) -> dict[str, Any]:
    at: datetime = ticket["closed_at"]
    return {
        "ticket_id": ticket["id"],
        "cycle": 1,
        "source": RatingSource.CALLBACK,
        "unit": ticket["unit"],
        "at": at,
        "by": "made",
        "rating": dice.choice((5, 5, 5, 4, 4, 3, 2, 1)),
        "solved": dice.random() < 0.85,
    }


def _issues(batch: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Every OF_ONE_ISSUE tickets on end are called one matter; numbered by the first of them."""
    for start in range(0, len(batch), OF_ONE_ISSUE):
        members = batch[start : start + OF_ONE_ISSUE]
        first = members[0]
        named = {name: first[name] for name in ("title", "place", "category", "district", "street")}
        opened = {"opened_at": first["reported_at"], "title_from": first["id"]}
        yield new_row(HotIssue, id=first["id"], **named, **opened)
        for facts in members:
            yield new_row(
                IssueMember,
                ticket_id=facts["id"],
                issue_id=first["id"],
                reported_at=facts["reported_at"],
                joined_at=facts["reported_at"],
            )
