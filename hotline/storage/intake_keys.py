"""Which references of a channel have their ticket already."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from hotline.domain.models import IntakeKey


def known_refs(session: Session, channel: str, refs: Iterable[str]) -> set[str]:
    """Those of the references under which this channel has a ticket."""
    query = select(IntakeKey.key).where(IntakeKey.source == f"ref:{channel}", col(IntakeKey.key).in_(list(refs)))
    return set(session.exec(query))
