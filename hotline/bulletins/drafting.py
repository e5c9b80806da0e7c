"""Drafts: a bulletin as its figures are now, kept until a person signs or drops it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

import msgspec
from sqlmodel import Session

from hotline.bulletins.making import make_bulletin
from hotline.bulletins.spans import ONE_DAY, bulletin_span
from hotline.desk.desk import Desk
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import Conflict
from hotline.domain.models import Notice, StoredBulletin
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.time.working_time import due
from hotline.papers.paper import Paper
from hotline.storage.bulletins import bulletin_about, untold_drafts
from hotline.storage.reported_groups import first_reported
from hotline.supervision.telling import receivers_of


def due_drafts(session: Session, desk: Desk) -> list[tuple[BulletinKind, date]]:
    """Which kinds are to be drafted now, with a day of the period: the newest whole one, once. A
    worker that was down in the morning drafts when it is back; a city without tickets gets none.
    """
    first = first_reported(session)
    return [
        (kind, day)
        for kind, day in _regular(desk)
        if (span := bulletin_span(kind, day, desk.now())) and first is not None
        if first < span.until and bulletin_about(session, kind, span.since) is None
        if kind != BulletinKind.ASSESSMENT or desk.city.schemes
    ]


def _regular(desk: Desk) -> Iterator[tuple[BulletinKind, date]]:
    """Of each kind of the city the last day of the newest period whose draft is due."""
    rules, now = desk.city.settings.bulletins, desk.now()
    at = timedelta(hours=rules.draft_at.hour, minutes=rules.draft_at.minute)
    today = (now - at).date()  # before seven it is still the day before
    for kind in rules.kinds:
        if kind == BulletinKind.DAILY:
            yield kind, today - ONE_DAY
        elif kind == BulletinKind.WEEKLY:
            yield kind, today - (today.weekday() + 1) * ONE_DAY
        else:
            yield kind, today.replace(day=1) - ONE_DAY


def make_draft(
    session: Session,
    desk: Desk,
    kind: BulletinKind,
    day: date,
    *,
    topic: str = "",
    first: date | None = None,
    actor: Actor = SYSTEM,
) -> StoredBulletin:
    """Not stored yet: reading its figures holds up nobody who writes. Raises InvalidInput."""
    paper = make_bulletin(session, desk, kind, day, topic=topic, first=first)
    return StoredBulletin(
        kind=kind,
        topic=topic if first is None else f"{topic} 至{day}",
        since=bulletin_span(kind, day, desk.now(), first=first).since,
        title=f"{paper.title} {paper.number}",
        paper=asdict(paper),
        drafted_at=desk.now(),
        drafted_by=actor.login,
    )


def store_draft(session: Session, desk: Desk, draft: StoredBulletin) -> StoredBulletin:
    """Tells those who sign. Raises Conflict where there is one about the same already."""
    known = bulletin_about(session, draft.kind, draft.since, draft.topic)
    if known is not None:
        raise Conflict(f"“{known.title}”已经起草", remedy="请在简报页打开它")
    session.add(draft)
    session.flush()
    _tell_signers(session, desk, draft, NoticeKind.BULLETIN_DRAFTED)
    return draft


def tell_unsigned(session: Session, desk: Desk) -> int:
    """Tell of each draft that waits longer than the city allows, once; how many were told now."""
    now, within = desk.now(), desk.city.settings.bulletins.sign_within
    late = [
        draft
        for draft in untold_drafts(session)
        if due(draft.drafted_at, within, desk.calendar).due < now
    ]
    for draft in late:
        draft.told_at = now
        _tell_signers(session, desk, draft, NoticeKind.BULLETIN_UNSIGNED)
    return len(late)


def _tell_signers(session: Session, desk: Desk, draft: StoredBulletin, kind: NoticeKind) -> None:
    for name in receivers_of(desk, kind):
        tell_of_bulletin(session, draft, f"role:{name}", kind, desk.now())


def tell_of_bulletin(
    session: Session, bulletin: StoredBulletin, receiver: str, kind: NoticeKind, at: datetime
) -> None:
    session.add(
        Notice(receiver=receiver, kind=kind, ticket_no="", bulletin_id=bulletin.row_id, at=at)
    )


def paper_of(bulletin: StoredBulletin) -> Paper:
    """As it was drafted."""
    return msgspec.convert(bulletin.paper, Paper)
