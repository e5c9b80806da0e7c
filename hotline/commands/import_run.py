"""Rows into tickets, in batches of one transaction each: broken off anywhere, the next run goes
on where it stopped.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice

from sqlmodel import Session

from hotline.casework.prepared import Prepared, Submission, prepare_all
from hotline.casework.receive import store
from hotline.commands.line_ranges import LineRanges
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict
from hotline.domain.roles import Actor, Role
from hotline.intake.spreadsheet import BlankRow, ParsedRow, ReportRow
from hotline.sheets.records import Reject
from hotline.storage.intake_keys import known_refs

BATCH = 200
IMPORTER = Actor(login="import", role=Role.SYSTEM)


@dataclass
class ImportOutcome:
    """What became of the rows; categories and units are those of the tickets created.

    warnings        rows of which something could not be read and became a note
    skipped_lines   where in the file the rows stand whose reports were there already
    left_out_lines  where the blank rows stand

    Each row that is read is created, skipped, rejected or left out.
    """

    read: int = 0
    created: int = 0
    rejected: int = 0
    warnings: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    skipped_lines: LineRanges = field(default_factory=LineRanges)
    left_out_lines: LineRanges = field(default_factory=LineRanges)

    @property
    def skipped(self) -> int:
        return self.skipped_lines.count

    @property
    def left_out(self) -> int:
        return self.left_out_lines.count

    def count(self, category: str, unit: str) -> None:
        self.created += 1
        self.categories[category] += 1
        self.units[unit] += 1

    def skip(self, rows: Iterable[ReportRow]) -> None:
        for row in rows:
            self.skipped_lines.add(row.line)


# Counts in the outcome what it wrote, and answers with the rows that it refused.
Write = Callable[[list[ReportRow], ImportOutcome], Sequence[Reject]]
OTHER_CONTENT = "与文件中前面一行的编号相同，内容不同；请核对编号"


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
    outcome, first = ImportOutcome(), dict[str, bytes]()
    for batch in _batches(iter(rows)):
        good = [row for row in batch if isinstance(row, ReportRow)]
        refused = _unlike_the_first(good, first)
        lines = {fault.line for fault in refused}
        own = [row for row in good if row.line not in lines]
        refused += write(own, outcome) if own else ()
        for row in good:
            if row.warning:
                warn(row.line, row.warning)
        unread = [row for row in batch if isinstance(row, Reject)]
        for fault in sorted([*refused, *unread], key=lambda fault: fault.line):
            reject(fault)
        outcome.warnings += sum(bool(row.warning) for row in good)
        outcome.rejected += len(refused) + len(unread)
        blanks = [row for row in batch if isinstance(row, BlankRow)]
        for blank in blanks:
            outcome.left_out_lines.add(blank.line, blank.last)
        outcome.read += len(good) + len(unread)
        outcome.read += sum(blank.last - blank.line + 1 for blank in blanks)
        progress(batch[-1].line)
    return outcome


def _unlike_the_first(rows: Iterable[ReportRow], first: dict[str, bytes]) -> list[Reject]:
    """The rows whose reference stands earlier in the file with other content, also where those
    have their tickets from an import before; `first` keeps what each reference stood for.
    """
    refused = list[Reject]()
    for row in rows:
        ref, digest = row.report.ref, blake2b(repr(row.report).encode(), digest_size=16).digest()
        if first.setdefault(ref, digest) != digest:
            refused.append(Reject(row.line, "ref", OTHER_CONTENT))
    return refused


def creating(transaction: Callable[[], AbstractContextManager[Session]], desk: Desk) -> Write:
    """Tickets, one transaction a batch."""

    def write(rows: list[ReportRow], outcome: ImportOutcome) -> Sequence[Reject]:
        with transaction() as session:
            fresh = _fresh(session, rows)
        prepared = _prepare(fresh, desk)
        with transaction() as session:
            receipts = store(session, prepared, desk)
        created, refused = set[int](), list[Reject]()
        for row, receipt in zip(fresh, receipts, strict=True):
            if isinstance(receipt, Conflict):
                refused.append(Reject(row.line, "ref", OTHER_CONTENT))
            elif receipt.created:
                created.add(row.line)
                outcome.count(receipt.category, receipt.unit)
        done = created | {row.line for row in refused}
        outcome.skip(row for row in rows if row.line not in done)
        return refused

    return write


def rehearsing(session: Session | None, desk: Desk) -> Write:
    """What `creating` would do, without writing; `session` is None where there is no database
    yet.
    """
    refs: set[str] = set()

    def write(rows: list[ReportRow], outcome: ImportOutcome) -> Sequence[Reject]:
        new = dict[str, ReportRow]()
        for row in _fresh(session, rows) if session else rows:
            if row.report.ref not in refs:
                new.setdefault(row.report.ref, row)
        for prepared in _prepare(list(new.values()), desk):
            decision = prepared.decision
            outcome.count(decision.category, "" if decision.needs_review else decision.unit)
        done = {row.line for row in new.values()}
        outcome.skip(row for row in rows if row.line not in done)
        refs.update(new)
        return []

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
