"""The worker raises early warnings: a new one, or one that stands and goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.models import RaisedWarning, WarningTicket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM
from hotline.domain.warnings import (
    OPEN_WARNINGS,
    ORDER_OF_GRADES,
    RECEIVERS,
    Grade,
    WarningAction,
    WarningKind,
)
from hotline.supervision.telling import receivers_of
from hotline.supervision.warning_history import note_step, tell_of_warning, tell_unit_of_warning

# The same matter is warned of again only after it was quiet so long.
QUIET = timedelta(hours=72)
# Each ticket of these is told of, whatever became of an earlier one at its place.
EACH = frozenset({WarningKind.DANGER, WarningKind.SENSITIVE})
# Who comes again and again may become a crowd: one matter, one warning.
GATHERED = frozenset({WarningKind.REPEAT, WarningKind.CROWD})
_COMPARED = 500  # tickets
CROWDED = "由重复反映发展为多人聚集反映"
HIGHER = "人数增加，预警等级上调"
JOINED = "又有 {n} 件同类反映"
LATER = "后续"


@dataclass(frozen=True)
class WarningDraft:
    """What the worker has found; `tickets` are ids, `key` is what it stands for.

    is_alone   another one of its kind and area is another matter, however soon it comes
    """

    key: str
    kind: WarningKind
    grade: Grade
    n: int
    expected: float
    why: Sequence[str]
    at: datetime
    tickets: Sequence[int]
    category: str = ""
    area: str = ""
    place: str = ""
    issue_id: int | None = None
    is_alone: bool = False
    danger: str = ""


def raise_warning(session: Session, desk: Desk, *, draft: WarningDraft) -> RaisedWarning | None:
    """The new warning; None where the same matter is warned of already, which then goes on: it
    grows, and its receivers are told again of a higher grade and of each danger.

    The caller holds the lock under which one worker raises at a time.
    """
    before = _standing(session, draft)
    if before is not None:
        _go_on(session, desk, before, draft)
        return None
    receivers = [str(role) for role in RECEIVERS[draft.grade]]
    row = RaisedWarning(
        unique_key=draft.key,
        kind=draft.kind,
        grade=draft.grade,
        category=draft.category,
        area=draft.area,
        place=draft.place,
        danger=draft.danger,
        n=draft.n,
        expected=draft.expected,
        why=list(draft.why),
        raised_at=draft.at,
        again_at=draft.at,
        receivers=receivers,
        issue_id=draft.issue_id,
    )
    session.add(row)
    session.flush()
    ids = sorted(set(draft.tickets))
    session.add_all(WarningTicket(warning_id=row.row_id, ticket_id=number) for number in ids)
    note_step(session, SYSTEM, row, desk, action=WarningAction.RAISE)
    _tell_centre(session, desk, row)
    return row


def _go_on(session: Session, desk: Desk, row: RaisedWarning, draft: WarningDraft) -> None:
    if row.state not in OPEN_WARNINGS:
        return
    row.again_at = max(row.again_at, draft.at)
    row.issue_id = row.issue_id or draft.issue_id
    new = _join(session, row, draft.tickets)
    has_crowded = (row.kind, draft.kind) == (WarningKind.REPEAT, WarningKind.CROWD)
    if draft.kind in EACH:
        row.n += new
    elif has_crowded or (draft.n > row.n and draft.kind == row.kind):
        row.n, row.expected, row.why = draft.n, draft.expected, _reasons(row, draft)
    row.kind = draft.kind if has_crowded else row.kind
    if ORDER_OF_GRADES[draft.grade] < ORDER_OF_GRADES[row.grade]:
        row.grade, row.why = draft.grade, _reasons(row, draft)
        row.receivers = [str(role) for role in RECEIVERS[draft.grade]]
        _tell_anew(session, desk, row, CROWDED if has_crowded else HIGHER)
    elif draft.kind in EACH and new:
        _tell_anew(session, desk, row, JOINED.format(n=new))


def _reasons(row: RaisedWarning, draft: WarningDraft) -> list[str]:
    """What was known when it was raised, and its newest development under its own date."""
    first = [line for line in row.why if not line.startswith(LATER)]
    return [*first, f"{LATER}（{draft.at:%-m 月 %-d 日 %H:%M}）：{'；'.join(draft.why)}"]


def _join(session: Session, row: RaisedWarning, tickets: Sequence[int]) -> int:
    """How many of these tickets are new to the warning."""
    members: Any = select(WarningTicket.ticket_id).where(WarningTicket.warning_id == row.row_id)
    new = sorted(set(tickets) - set(session.exec(members)))
    session.add_all(WarningTicket(warning_id=row.row_id, ticket_id=number) for number in new)
    session.flush()
    return len(new)


def _tell_anew(session: Session, desk: Desk, row: RaisedWarning, note: str) -> None:
    """Who is about to judge what they saw before has to look again: the version counts it."""
    row.version += 1
    note_step(session, SYSTEM, row, desk, action=WarningAction.RAISE, note=note)
    _tell_centre(session, desk, row)
    tell_unit_of_warning(session, row, desk, kind=NoticeKind.WARNING_ASSIGNED)


def _tell_centre(session: Session, desk: Desk, row: RaisedWarning) -> None:
    names = set(receivers_of(desk, NoticeKind.WARNING)) & set(row.receivers)
    tell_of_warning(
        session,
        row,
        desk,
        kind=NoticeKind.WARNING,
        receivers=[f"role:{name}" for name in sorted(names)],
    )


def _standing(session: Session, draft: WarningDraft) -> RaisedWarning | None:
    """The warning of the same kind and matter that has not been quiet for long enough; one that
    has ended silences no higher grade, and no danger and no sensitive report but its own.
    """
    own: Any = RaisedWarning.unique_key == draft.key
    if draft.kind in EACH:
        own = or_(own, _rests_on(draft))
    if exact := _first(session, own):
        return exact
    if draft.is_alone:
        return None
    kinds = GATHERED if draft.kind in GATHERED else {draft.kind}
    same: list[Any] = [
        col(RaisedWarning.kind).in_(sorted(kinds)),
        col(RaisedWarning.again_at) >= draft.at - QUIET,
    ]
    is_open = col(RaisedWarning.state).in_(OPEN_WARNINGS)
    as_high = [g for g, rank in ORDER_OF_GRADES.items() if rank <= ORDER_OF_GRADES[draft.grade]]
    same.append(
        is_open if draft.kind in EACH else or_(is_open, col(RaisedWarning.grade).in_(as_high))
    )
    here: Any = and_(
        # The category of a danger is but a guess.
        col(RaisedWarning.danger) == draft.danger
        if draft.danger
        else col(RaisedWarning.category) == draft.category,
        col(RaisedWarning.area) == draft.area,
        col(RaisedWarning.place) == draft.place,
    )
    if draft.kind not in EACH:
        here = and_(here, col(RaisedWarning.issue_id).is_(None))
    if draft.issue_id is not None:
        # The warning may be older than the issue of the same place.
        known = col(RaisedWarning.issue_id) == draft.issue_id
        here = or_(known, here) if draft.place else known
    if draft.kind in GATHERED:
        here = or_(here, col(RaisedWarning.id).in_(_of_the_same_people(session, draft)))
    return _first(session, *same, here)


def _of_the_same_people(session: Session, draft: WarningDraft) -> list[int]:
    """Warnings of repeats and crowds that share half of their tickets, or of the draft's."""
    ids = sorted(set(draft.tickets))[-_COMPARED:]
    shared: Any = (
        select(WarningTicket.warning_id, func.count())
        .join(RaisedWarning, col(RaisedWarning.id) == WarningTicket.warning_id)
        .where(col(WarningTicket.ticket_id).in_(ids), col(RaisedWarning.kind).in_(GATHERED))
        .group_by(col(WarningTicket.warning_id))
    )
    counts = {int(number): int(n) for number, n in session.execute(shared)}
    sizes: Any = (
        select(WarningTicket.warning_id, func.count())
        .where(col(WarningTicket.warning_id).in_(counts))
        .group_by(col(WarningTicket.warning_id))
    )
    return [
        number
        for number, size in session.execute(sizes)
        if 2 * counts[number] >= min(size, len(ids))
    ]


def _rests_on(draft: WarningDraft) -> Any:
    numbers = select(WarningTicket.warning_id).where(
        col(WarningTicket.ticket_id).in_(draft.tickets)
    )
    return and_(col(RaisedWarning.kind) == draft.kind, col(RaisedWarning.id).in_(numbers))


def _first(session: Session, *conditions: Any) -> RaisedWarning | None:
    """The newest, locked: a person may take a step on it meanwhile."""
    query = select(RaisedWarning).where(*conditions).order_by(col(RaisedWarning.id).desc())
    return session.exec(query.limit(1).with_for_update()).first()
