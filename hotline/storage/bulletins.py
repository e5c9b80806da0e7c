"""Bulletins that were drafted: which wait, which were signed, who has read them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.domain.bulletins import BulletinKind, BulletinState
from hotline.domain.models import Notice, StoredBulletin
from hotline.domain.outcomes import NoticeKind

MOST_WAITING = 100


def bulletin_about(
    session: Session, kind: BulletinKind, since: datetime, topic: str = ""
) -> StoredBulletin | None:
    query = select(StoredBulletin).where(
        StoredBulletin.kind == kind, StoredBulletin.topic == topic, StoredBulletin.since == since
    )
    return session.exec(query).first()


def bulletin_by_id(session: Session, number: int, *, locked: bool = False) -> StoredBulletin | None:
    query = select(StoredBulletin).where(StoredBulletin.id == number)
    return session.exec(query.with_for_update() if locked else query).first()


def newest_bulletins(session: Session, *, after: int = 0, limit: int) -> Sequence[StoredBulletin]:
    """Newest first; `after` is the id of the last one of the page before."""
    query = select(StoredBulletin)
    if after:
        query = query.where(col(StoredBulletin.id) < after)
    return session.exec(query.order_by(col(StoredBulletin.id).desc()).limit(limit)).all()


def untold_drafts(session: Session) -> Sequence[StoredBulletin]:
    """Drafts that wait and of which nobody was told yet that they wait too long; locked."""
    query = (
        select(StoredBulletin)
        .where(
            col(StoredBulletin.decided_at).is_(None),
            StoredBulletin.state == BulletinState.DRAFTED,
            col(StoredBulletin.told_at).is_(None),
        )
        .order_by(col(StoredBulletin.id))
        .limit(MOST_WAITING)
    )
    return session.exec(query.with_for_update()).all()


def readings_of(session: Session, number: int) -> Sequence[Notice]:
    """Who got the signed bulletin, and whether and when they read it."""
    query = select(Notice).where(
        Notice.bulletin_id == number, Notice.kind == NoticeKind.BULLETIN_SIGNED
    )
    return session.exec(query.order_by(col(Notice.id))).all()


def titles_of(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    query = select(StoredBulletin.id, StoredBulletin.title).where(
        col(StoredBulletin.id).in_(numbers)
    )
    rows = session.exec(query).all() if numbers else ()
    return {number: title for number, title in rows if number is not None}
