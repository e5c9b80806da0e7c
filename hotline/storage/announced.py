"""What is announced to everybody: exposures (曝光纠错) and public replies (有问有答)."""

from datetime import date
from typing import Any, cast

from sqlmodel import Session, col

from hotline.domain.models import KnowledgeEntry
from hotline.domain.outcomes import KnowledgeKind
from hotline.storage.knowledge import Known, holds_on, published


def announced(
    session: Session, kind: KnowledgeKind, today: date, *, skip: int = 0, limit: int = 20
) -> tuple[list[Known], int]:
    """In their published version, the newest first, and where the next page begins (0: nowhere)."""
    query = _published(kind, today)
    newest = (col(KnowledgeEntry.effective_from).desc(), col(KnowledgeEntry.id).desc())
    rows = list(session.exec(query.order_by(*newest).offset(skip).limit(limit + 1)))
    return rows[:limit], skip + limit if len(rows) > limit else 0


def announced_one(session: Session, kind: KnowledgeKind, today: date, code: str) -> Known | None:
    """One of them by its code."""
    query = _published(kind, today).where(KnowledgeEntry.code == code)
    return cast(Known | None, session.exec(query).first())


def _published(kind: KnowledgeKind, today: date) -> Any:
    return published().where(KnowledgeEntry.kind == kind, *holds_on(today))
