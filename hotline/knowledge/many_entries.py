"""Entries by the hundred, from a file: what is known and the same is let be, the rest becomes a
new version or a new entry.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sqlmodel import Session, col

from hotline.desk.desk import Desk
from hotline.domain.knowledge import Content
from hotline.domain.knowledge_permissions import KnowledgeAction
from hotline.domain.models import KnowledgeEntry, KnowledgeStep, KnowledgeVersion
from hotline.domain.outcomes import KnowledgeKind, KnowledgeStatus
from hotline.domain.roles import Actor
from hotline.knowledge import entries as know
from hotline.knowledge.entry_rows import SHOWN
from hotline.storage.knowledge import with_content

NOTE = "导入"
# What was done to an entry that comes from a file with this status.
ACTS = {
    KnowledgeStatus.DRAFT: (KnowledgeAction.DRAFT,),
    KnowledgeStatus.PUBLISHED: (KnowledgeAction.DRAFT, KnowledgeAction.PUBLISH),
    KnowledgeStatus.WITHDRAWN: (KnowledgeAction.DRAFT, KnowledgeAction.WITHDRAW),
}


class EntryRow(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def content(self) -> Content: ...
    @property
    def status(self) -> str: ...


class RowOutcome(StrEnum):
    """What becomes of a row; REFUSED: its code is of the other kind, or published already."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True)
class PlannedRow:
    """A row, what is to become of it, and the entry that has its code."""

    row: Any
    outcome: RowOutcome
    entry: KnowledgeEntry | None = None


def plan_rows(session: Session, kind: str, rows: Sequence[EntryRow]) -> list[PlannedRow]:
    """What is to become of each row, compared with what is stored in one statement."""
    codes = [row.code for row in rows]
    stored = session.exec(with_content().where(col(KnowledgeEntry.code).in_(codes)))
    known = {entry.code: (entry, version) for entry, version in stored}
    return [_plan(kind, row, *known.get(row.code, (None, None))) for row in rows]


def write_rows(
    session: Session, actor: Actor, planned: Sequence[PlannedRow], desk: Desk, *, kind: str
) -> Counter[str]:
    """How many rows became what; writes what is planned.

    The status of a row is that of the file: whoever holds the data folder answers for it.
    """
    new = [item.row for item in planned if item.outcome == RowOutcome.CREATED]
    _create(session, actor, kind, new, desk)
    for item in planned:
        if item.outcome == RowOutcome.UPDATED and item.entry is not None:
            _update(session, actor, item.entry, item.row, desk)
    return Counter(str(item.outcome) for item in planned)


def _plan(
    kind: str, row: EntryRow, entry: KnowledgeEntry | None, version: KnowledgeVersion | None
) -> PlannedRow:
    if entry is None or version is None:
        return PlannedRow(row, RowOutcome.CREATED)
    if entry.kind != kind or (entry.live and row.status == KnowledgeStatus.DRAFT):
        return PlannedRow(row, RowOutcome.REFUSED, entry)
    same = row.status == entry.status and _says_the_same(row.content, entry, version)
    return PlannedRow(row, RowOutcome.SKIPPED if same else RowOutcome.UPDATED, entry)


def _says_the_same(content: Content, entry: KnowledgeEntry, version: KnowledgeVersion) -> bool:
    """Dates that the file leaves empty are left as they are."""
    for name, value in content.row(date.min).items():
        if name == "review_due":
            same = value in (None, entry.review_due)
        elif name == "effective_from":
            same = content.effective_from in (None, version.effective_from)
        elif name == "item" and entry.kind == KnowledgeKind.ITEM:
            same = True
        else:
            same = value == getattr(version, name)
        if not same:
            return False
    return True


def _create(
    session: Session, actor: Actor, kind: str, rows: Sequence[EntryRow], desk: Desk
) -> None:
    today, usual = desk.now().date(), timedelta(days=desk.city.settings.review_days)
    entries = [_entry(kind, row, desk, row.content.review_due or today + usual) for row in rows]
    session.add_all(entries)
    session.flush()
    for entry, row in zip(entries, rows, strict=True):
        values = row.content.row(today) | (
            {"item": entry.code} if kind == KnowledgeKind.ITEM else {}
        )
        session.add(
            KnowledgeVersion(
                entry_id=entry.row_id, number=1, by=actor.login, at=desk.now(), **values
            )
        )
        session.add_all(
            KnowledgeStep(
                entry_id=entry.row_id,
                version=1,
                action=action,
                by=actor.login,
                at=desk.now(),
                note=NOTE,
            )
            for action in ACTS[KnowledgeStatus(row.status)]
        )
    session.flush()


def _entry(kind: str, row: EntryRow, desk: Desk, review_due: date) -> KnowledgeEntry:
    values, now = row.content.row(desk.now().date()), desk.now()
    return KnowledgeEntry(
        code=row.code,
        kind=KnowledgeKind(kind),
        status=KnowledgeStatus(row.status),
        pending=row.status == KnowledgeStatus.DRAFT,
        live=1 if row.status == KnowledgeStatus.PUBLISHED else 0,
        review_due=review_due,
        created_at=now,
        updated_at=now,
        **{name: values[name] for name in (*SHOWN, "effective_from")},
    )


def _update(
    session: Session, actor: Actor, entry: KnowledgeEntry, row: EntryRow, desk: Desk
) -> None:
    content = row.content
    know.revise(session, actor, entry, desk, content=content, seen_version=entry.newest, note=NOTE)
    session.flush()
    if row.status == KnowledgeStatus.PUBLISHED:
        know.publish(session, actor, entry, desk, number=entry.newest, note=NOTE)
    elif row.status == KnowledgeStatus.WITHDRAWN and entry.live:
        know.withdraw(session, actor, entry, desk, reason=NOTE)
