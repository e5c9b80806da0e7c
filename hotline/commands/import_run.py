"""Rows into tickets, in batches of one transaction each: broken off anywhere, the next run goes
on where it stopped.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from sqlmodel import Session

from hotline.casework.receive import Prepared, Receipt, prepare_all, store
from hotline.desk.desk import Desk
from hotline.domain.permissions import Actor, Role
from hotline.intake.spreadsheet import ReadRow
from hotline.sheets.records import Reject
from hotline.storage.intake_keys import known_refs

BATCH = 200
IMPORTER = Actor(login="import", role=Role.SYSTEM)


@dataclass
class ImportOutcome:
    """What became of the rows; categories and units are those of the tickets created."""

    read: int = 0
    created: int = 0
    skipped: int = 0
    rejected: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    def count(self, category: str, unit: str) -> None:
        self.created += 1
        self.categories[category] += 1
        self.units[unit] += 1


Write = Callable[[list[ReadRow], ImportOutcome], None]


def run_import(
    rows: Iterable[ReadRow | Reject],
    write: Write,
    *,
    reject: Callable[[Reject], None],
    progress: Callable[[int], None],
) -> ImportOutcome:
    """Feed `write` with batches of good rows and `reject` with the others; `progress` gets the
    line reached.
    """
    outcome = ImportOutcome()
    for batch in _batches(iter(rows)):
        good = [row for row in batch if isinstance(row, ReadRow)]
        if good:
            write(good, outcome)
        for row in batch:
            if isinstance(row, Reject):
                reject(row)
        outcome.read += len(batch)
        outcome.rejected += len(batch) - len(good)
        progress(batch[-1].line)
    return outcome


def creating(transaction: Callable[[], AbstractContextManager[Session]], desk: Desk) -> Write:
    """Tickets, one transaction a batch."""

    def write(rows: list[ReadRow], outcome: ImportOutcome) -> None:
        with transaction() as session:
            fresh = _fresh(session, rows)
        prepared = _prepare(fresh, desk)
        with transaction() as session:
            receipts = store(session, IMPORTER, prepared, desk)
            tickets = [
                (r.ticket.category, r.ticket.unit)
                for r in receipts
                if isinstance(r, Receipt) and r.created
            ]
        for category, unit in tickets:
            outcome.count(category, unit)
        outcome.skipped += len(rows) - len(tickets)

    return write


def rehearsing(session: Session | None, desk: Desk) -> Write:
    """What `creating` would do, without writing; `session` is None where there is no database
    yet.
    """
    seen: set[str] = set()

    def write(rows: list[ReadRow], outcome: ImportOutcome) -> None:
        fresh = {row.report.ref: row for row in (_fresh(session, rows) if session else rows)}
        wanted = [row for ref, row in fresh.items() if ref not in seen]
        for item in _prepare(wanted, desk):
            decision = item.decision
            outcome.count(decision.category, "" if decision.needs_review else decision.unit)
        outcome.skipped += len(rows) - len(wanted)
        seen.update(row.report.ref for row in wanted)

    return write


def _fresh(session: Session, rows: list[ReadRow]) -> list[ReadRow]:
    known = known_refs(session, rows[0].report.channel, [row.report.ref for row in rows])
    return [row for row in rows if row.report.ref not in known]


def _prepare(rows: list[ReadRow], desk: Desk) -> list[Prepared]:
    return prepare_all([(row.report, "") for row in rows], desk)


def _batches(rows: Iterator[ReadRow | Reject]) -> Iterator[list[ReadRow | Reject]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
