"""The rows of an entry beside its own: versions, checks, steps. Their notes are masked before they
are kept: an entry is no place for who called about it.
"""

from sqlmodel import Session

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.knowledge import Content
from hotline.domain.knowledge_permissions import KnowledgeAction
from hotline.domain.models import KnowledgeCheck, KnowledgeEntry, KnowledgeStep, KnowledgeVersion
from hotline.domain.outcomes import ANNOUNCED, CheckKind, KnowledgeKind
from hotline.domain.roles import Actor
from hotline.knowledge.announcing import require_publishable

# What an entry repeats of the version that it shows.
SHOWN = ("title", "unit", "category", "is_public", "effective_to")


def write_version(
    session: Session,
    actor: Actor,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    content: Content,
    note: str,
) -> None:
    """Add the newest version of an entry, with its step."""
    values = content.row(desk.now().date())
    if entry.kind in ANNOUNCED:
        require_publishable(content, desk)
    if entry.kind == KnowledgeKind.ITEM:
        values["item"] = entry.code
    session.add(
        KnowledgeVersion(
            entry_id=entry.row_id, number=entry.newest, by=actor.login, at=desk.now(), **values
        )
    )
    keep_step(
        session, actor, entry, desk, version=entry.newest, action=KnowledgeAction.DRAFT, note=note
    )


def show_version(entry: KnowledgeEntry, version: KnowledgeVersion) -> None:
    """Put on the entry what it repeats of the version."""
    for name in (*SHOWN, "effective_from"):
        setattr(entry, name, getattr(version, name))


def keep_review(
    session: Session, actor: Actor, entry: KnowledgeEntry, desk: Desk, *, note: str
) -> None:
    """Add a review (复核) that is done now of the live version."""
    session.add(
        KnowledgeCheck(
            entry_id=entry.row_id,
            version=entry.live,
            kind=CheckKind.REVIEW,
            due=entry.review_due,
            note=mask(note),
            by=actor.login,
            at=desk.now(),
        )
    )


def keep_step(
    session: Session,
    actor: Actor,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    version: int,
    action: KnowledgeAction,
    note: str,
) -> None:
    """Add to what was done to an entry: who, when, with which version."""
    by, at = actor.login, desk.now()
    session.add(
        KnowledgeStep(
            entry_id=entry.row_id, version=version, action=action, by=by, at=at, note=mask(note)
        )
    )
