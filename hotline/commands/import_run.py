"""Rows into tickets, in batches of one transaction each: broken off anywhere, the next run goes
on where it stopped.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from sqlmodel import Session

from hotline.casework.prepared import Prepared, Submission, prepare_all
from hotline.casework.receive import Receipt, store
from hotline.desk.desk import Desk
from hotline.domain.roles import Actor, Role
from hotline.intake.spreadsheet import ParsedRow, ReportRow
from hotline.sheets.records import Reject
from hotline.storage.intake_keys import known_refs

BATCH = 200
IMPORTER = Actor(login="import", role=Role.SYSTEM)


@dataclass
class ImportOutcome:
    """What became of the rows; categories and units are those of the tickets created.

    left_out  blank rows, which are not among those read
    warnings  rows of which something could not be read and became a note
    """

    read: int = 0
    created: int = 0
    skipped: int = 0
    rejected: int = 0
    left_out: int = 0
    warnings: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    def count(self, category: str, unit: str) -> None:
        self.created += 1
        self.categories[category] += 1
        self.units[unit] += 1


Write = Callable[[list[ReportRow], ImportOutcome], None]


def run_import(
    rows: Iterable[ParsedRow],
    write: Write,
    *,
    reject: Callable[[Reject], None],
    warn: Callable[[int, str], None],
    progress: Callable[[int], None],
) -> ImportOutcome:
    """Feed `write` with batches of good rows and `reject` with the others; `warn` gets line and
    note of what could not be read, `progress` the line reached.
    """
    outcome = ImportOutcome()
    for batch in _batches(iter(rows)):
        good = [row for row in batch if isinstance(row, ReportRow)]
        if good:
            write(good, outcome)
        for row in good:
            if row.warning:
                warn(row.line, row.warning)
        rejects = [row for row in batch if isinstance(row, Reject)]
        for refused in rejects:
            reject(refused)
        outcome.warnings += sum(bool(row.warning) for row in good)
        outcome.read += len(good) + len(rejects)
        outcome.rejected += len(rejects)
        outcome.left_out += len(batch) - len(good) - len(rejects)
        progress(batch[-1].line)
    return outcome


def creating(transaction: Callable[[], AbstractContextManager[Session]], desk: Desk) -> Write:
    """Tickets, one transaction a batch."""

    def write(rows: list[ReportRow], outcome: ImportOutcome) -> None:
        with transaction() as session:
            fresh = _fresh(session, rows)
        prepared = _prepare(fresh, desk)
        with transaction() as session:
            receipts = store(session, prepared, desk)
        created = [
            receipt for receipt in receipts if isinstance(receipt, Receipt) and receipt.created
        ]
        for receipt in created:
            outcome.count(receipt.category, receipt.unit)
        outcome.skipped += len(rows) - len(created)

    return write


def rehearsing(session: Session | None, desk: Desk) -> Write:
    """What `creating` would do, without writing; `session` is None where there is no database
    yet.
    """
    refs: set[str] = set()

    def write(rows: list[ReportRow], outcome: ImportOutcome) -> None:
        fresh = {row.report.ref: row for row in (_fresh(session, rows) if session else rows)}
        new = [row for ref, row in fresh.items() if ref not in refs]
        for prepared in _prepare(new, desk):
            decision = prepared.decision
            outcome.count(decision.category, "" if decision.needs_review else decision.unit)
        outcome.skipped += len(rows) - len(new)
        refs.update(row.report.ref for row in new)

    return write


def _fresh(session: Session, rows: list[ReportRow]) -> list[ReportRow]:
    channel, refs = rows[0].report.channel, [row.report.ref for row in rows]
    known = known_refs(session, IMPORTER, channel, refs)
    return [row for row in rows if row.report.ref not in known]


def _prepare(rows: list[ReportRow], desk: Desk) -> list[Prepared]:
    return prepare_all([Submission(IMPORTER, row.report) for row in rows], desk)


def _batches(rows: Iterator[ParsedRow]) -> Iterator[list[ParsedRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
