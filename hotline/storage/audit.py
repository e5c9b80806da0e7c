"""The audit log: append-only, one chain of digests, written in the transaction of the event."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from hotline.domain.audit import AuditKind
from hotline.domain.models import AuditEntry, AuditHead

CHAINED = ("number", "at", "kind", "actor", "address", "subject", "reason", "details")
HEAD = "audit"
_encode = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True)
class AuditFilter:
    """Which entries: `since` and `until` are moments, the second one left out."""

    kind: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        equal = [
            col(getattr(AuditEntry, name)) == getattr(self, name)
            for name in ("kind", "actor", "subject")
            if getattr(self, name)
        ]
        since = [col(AuditEntry.at) >= self.since] if self.since else []
        until = [col(AuditEntry.at) < self.until] if self.until else []
        return [*equal, *since, *until]


def note(
    session: Session,
    kind: AuditKind,
    now: datetime,
    *,
    actor: str,
    subject: str = "",
    address: str = "",
    reason: str = "",
    **details: Any,
) -> AuditEntry:
    """Append an entry; other transactions that append wait until this one ends.

    details  what JSON can hold: never a password, a code or somebody's words
    """
    query = select(AuditHead).where(AuditHead.name == HEAD).with_for_update()
    head = session.exec(query.execution_options(populate_existing=True)).one()
    entry = AuditEntry(
        number=head.number + 1,
        at=now.replace(microsecond=0),
        kind=kind,
        actor=actor,
        address=address,
        subject=subject,
        reason=reason,
        details=details,
        digest="",
    )
    entry.digest = head.digest = audit_digest(entry, head.digest)
    head.number = entry.number
    session.add_all((entry, head))
    session.flush()
    return entry


def audit_digest(entry: AuditEntry, previous: str) -> str:
    """SHA-256 over the digest of the entry before ("" for the first) and this entry's content."""
    content = [getattr(entry, name) for name in CHAINED]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in content]
    return hashlib.sha256(previous.encode() + _encode(plain)).hexdigest()


def newest_entries(
    session: Session, chosen: AuditFilter, *, before: int = 0, limit: int
) -> Sequence[AuditEntry]:
    """The newest first; `before` is the last number of the page above, or 0."""
    query = select(AuditEntry).where(*chosen.conditions).order_by(col(AuditEntry.number).desc())
    if before:
        query = query.where(col(AuditEntry.number) < before)
    return session.exec(query.limit(limit)).all()


def entries_after(session: Session, number: int, *, limit: int) -> Sequence[AuditEntry]:
    """The oldest first, from the one after `number` on."""
    query = select(AuditEntry).where(col(AuditEntry.number) > number)
    return session.exec(query.order_by(col(AuditEntry.number)).limit(limit)).all()


def subjects_and_addresses(
    session: Session, kind: AuditKind, subjects: Collection[str], *, since: datetime
) -> set[tuple[str, str]]:
    """Who of `subjects` it happened to since then, and from which addresses."""
    query = select(AuditEntry.subject, AuditEntry.address).where(
        AuditEntry.kind == kind, col(AuditEntry.subject).in_(subjects), col(AuditEntry.at) > since
    )
    return set(session.exec(query.distinct()))


def audit_faults(session: Session, *, page: int = 1000) -> Iterator[str]:
    """What is wrong with the chain: an entry that is missing, was changed, or cut off."""
    number, digest = 0, ""
    while entries := entries_after(session, number, limit=page):
        yield from _faults(entries, number, digest)
        number, digest = entries[-1].number, entries[-1].digest
        session.expunge_all()
    head = session.get_one(AuditHead, HEAD)
    if (head.number, head.digest) != (number, digest):
        yield f"审计记录 {head.number}：最新的记录缺失"


def _faults(entries: Iterable[AuditEntry], number: int, digest: str) -> Iterator[str]:
    for entry in entries:
        number += 1
        if entry.number != number:
            yield f"审计记录 {number}：缺失"
            number = entry.number
        if audit_digest(entry, digest) != entry.digest:
            yield f"审计记录 {number}：内容或前一条被改动"
        digest = entry.digest
