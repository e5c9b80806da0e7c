"""Queries on the knowledge base, with names.

What is not published is found by its keepers alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, case, false, func, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.knowledge_permissions import KEEPERS, can_read
from hotline.domain.models import KnowledgeEntry, KnowledgeFeedback, KnowledgeStep, KnowledgeVersion
from hotline.domain.outcomes import ANNOUNCED
from hotline.domain.roles import Actor, Role

Known = tuple[KnowledgeEntry, KnowledgeVersion]
COUNT_LIMIT = 10_000


@dataclass(frozen=True, kw_only=True)
class KnowledgeFilter:
    """What a list shows; empty fields do not restrict.

    state   pending, due (review is due), expired, or a status
    """

    kind: str = ""
    unit: str = ""
    category: str = ""
    state: str = ""


def find_entry(
    session: Session, actor: Actor | None, code: str, *, kind: str = "", lock: bool = False
) -> KnowledgeEntry:
    """One entry; one that the actor may not see is answered like one that does not exist.

    `actor` None is a caller.
    """
    query = select(KnowledgeEntry).where(KnowledgeEntry.code == code)
    entry = session.exec(query.with_for_update() if lock else query).first()
    if entry is None or not can_read(actor, entry) or kind not in ("", entry.kind):
        raise NotFound(f"没有编码为“{code[:40]}”的内容", remedy="请核对编码，或在列表中查找")
    return entry


def related_item(session: Session, actor: Actor | None, version: KnowledgeVersion) -> str:
    """The code of the item that an entry belongs to, if the actor may read it."""
    entry = session.exec(select(KnowledgeEntry).where(KnowledgeEntry.code == version.item)).first()
    return entry.code if entry and entry.id != version.entry_id and can_read(actor, entry) else ""


def version_of(session: Session, entry: KnowledgeEntry, number: int) -> KnowledgeVersion:
    query = select(KnowledgeVersion).where(
        KnowledgeVersion.entry_id == entry.id, KnowledgeVersion.number == number
    )
    version = session.exec(query).first()
    if version is None:
        raise NotFound(f"“{entry.title}”没有第 {number} 版", remedy=f"最新为第 {entry.newest} 版")
    return version


def versions_of(session: Session, entry: KnowledgeEntry) -> Sequence[KnowledgeVersion]:
    query = select(KnowledgeVersion).where(KnowledgeVersion.entry_id == entry.id)
    return session.exec(query.order_by(col(KnowledgeVersion.number).desc())).all()


def steps_of(session: Session, entry: KnowledgeEntry) -> Sequence[KnowledgeStep]:
    query = select(KnowledgeStep).where(KnowledgeStep.entry_id == entry.id)
    return session.exec(query.order_by(col(KnowledgeStep.id).desc())).all()


def list_entries(
    session: Session,
    actor: Actor | None,
    filters: KnowledgeFilter,
    today: date,
    *,
    after: int = 0,
    limit: int = 50,
) -> tuple[Sequence[KnowledgeEntry], int]:
    """Oldest first, and the key of the next page (0 on the last)."""
    query = select(KnowledgeEntry).where(
        *_conditions(actor, filters, today), col(KnowledgeEntry.id) > after
    )
    rows = session.exec(query.order_by(col(KnowledgeEntry.id)).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].row_id if len(rows) > limit else 0


def count_entries(
    session: Session, actor: Actor | None, filters: KnowledgeFilter, today: date
) -> int:
    """How many there are, counted up to COUNT_LIMIT."""
    ids = select(KnowledgeEntry.id).where(*_conditions(actor, filters, today)).limit(COUNT_LIMIT)
    return session.exec(select(func.count()).select_from(ids.subquery())).one()


def valid_today(
    session: Session, ids: Collection[int], today: date, *, public_only: bool = False
) -> dict[int, Known]:
    """Of these entries those that hold on the day, with their published content: the database
    has the last word.
    """
    query = published().where(
        col(KnowledgeEntry.id).in_(ids), *holds_on(today, public_only=public_only)
    )
    return {entry.row_id: (entry, version) for entry, version in session.exec(query)}


def newest_published(session: Session, today: date, *, limit: int) -> list[Known]:
    """What everybody may read today, the newest version first."""
    query = published().where(*holds_on(today, public_only=True))
    return list(session.exec(query.order_by(col(KnowledgeVersion.id).desc()).limit(limit)))


def published() -> Any:
    """Each published entry with its published version."""
    return _with_version(KnowledgeEntry.live)


def with_content() -> Any:
    """Each entry with the version that counts: the published one, the newest where there is
    none.
    """
    counts = case((col(KnowledgeEntry.live) > 0, KnowledgeEntry.live), else_=KnowledgeEntry.newest)
    return _with_version(counts)


def _with_version(number: Any) -> Any:
    is_shown = (col(KnowledgeVersion.entry_id) == KnowledgeEntry.id) & (
        col(KnowledgeVersion.number) == number
    )
    return select(KnowledgeEntry, KnowledgeVersion).join(KnowledgeVersion, is_shown)


def holds_on(today: date, *, public_only: bool = False) -> list[ColumnExpressionArgument[bool]]:
    end = col(KnowledgeEntry.effective_to)
    conditions: list[ColumnExpressionArgument[bool]] = [
        col(KnowledgeEntry.live) > 0,
        col(KnowledgeEntry.effective_from) <= today,
        or_(end.is_(None), end >= today),
    ]
    if not public_only:
        return conditions
    return [*conditions, col(KnowledgeEntry.is_public), is_answer()]


def is_answer() -> ColumnElement[bool]:
    """What is announced answers nobody: it is not reviewed and not offered to callers."""
    return col(KnowledgeEntry.kind).not_in(ANNOUNCED)


def waiting_feedback(
    session: Session, actor: Actor, *, limit: int = 100
) -> Sequence[tuple[KnowledgeFeedback, str]]:
    """Tasks for the actor, oldest first, with the code of the entry ("" for a gap)."""
    query = (
        select(KnowledgeFeedback, KnowledgeEntry.code)
        .join(KnowledgeEntry, col(KnowledgeEntry.id) == KnowledgeFeedback.entry_id, isouter=True)
        .where(
            col(KnowledgeFeedback.decided_at).is_(None), *_own(actor, col(KnowledgeFeedback.unit))
        )
    )
    rows = session.exec(query.order_by(col(KnowledgeFeedback.id)).limit(limit))
    return [(feedback, code or "") for feedback, code in rows]


def count_feedback(session: Session, actor: Actor) -> int:
    waiting = select(KnowledgeFeedback.id).where(
        col(KnowledgeFeedback.decided_at).is_(None), *_own(actor, col(KnowledgeFeedback.unit))
    )
    return session.exec(
        select(func.count()).select_from(waiting.limit(COUNT_LIMIT).subquery())
    ).one()


def _conditions(
    actor: Actor | None, filters: KnowledgeFilter, today: date
) -> list[ColumnExpressionArgument[bool]]:
    conditions = _visible(actor, today)
    for name in ("kind", "unit"):
        if getattr(filters, name):
            conditions.append(getattr(KnowledgeEntry, name) == getattr(filters, name))
    if filters.category:
        code = col(KnowledgeEntry.category)
        conditions += [code >= filters.category, code < filters.category + "~"]
    if filters.state == "pending":
        conditions.append(col(KnowledgeEntry.pending))
        if actor is not None and actor.role not in KEEPERS:
            conditions.append(is_answer())
    elif filters.state == "due":
        conditions += [
            col(KnowledgeEntry.status) == "published",
            col(KnowledgeEntry.review_due) <= today,
            is_answer(),
        ]
    elif filters.state == "expired":
        conditions += [
            col(KnowledgeEntry.status) == "published",
            col(KnowledgeEntry.effective_to) < today,
        ]
    elif filters.state:
        conditions.append(col(KnowledgeEntry.status) == filters.state)
    return conditions


def _visible(actor: Actor | None, today: date) -> list[ColumnExpressionArgument[bool]]:
    """The list's form of `knowledge_permissions.can_read`.

    Callers are not shown what no longer holds.
    """
    if actor is None:
        return holds_on(today, public_only=True)
    live = col(KnowledgeEntry.live) > 0
    if actor.role in KEEPERS:
        return []
    if actor.role != Role.CLERK:
        return [live]
    return [or_(live, and_(*_own(actor, col(KnowledgeEntry.unit)), is_answer()))]


def _own(actor: Actor, unit: Mapped[str]) -> list[ColumnExpressionArgument[bool]]:
    if actor.role in KEEPERS:
        return []
    return [unit.in_(actor.units)] if actor.role == Role.CLERK and actor.units else [false()]
