"""What is to be known of a number when it calls: marks by people, and what counting tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.desk.steps import choose_key, require_text
from hotline.domain.audit import AuditKind
from hotline.domain.calls.permissions import MARKS_NUMBERS
from hotline.domain.calls.words import NUMBER_MARKS
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import NumberMark, PhoneCall
from hotline.domain.roles import Actor
from hotline.storage.audit import note
from hotline.storage.calls import count_calls, count_with_ticket
from hotline.storage.number_marks import marks_of

MOST_DAYS, LONGEST = 366, 200


@dataclass(frozen=True)
class ShownMark:
    """`rule` says why it stands there; `number` of a mark by a person, 0 for a counted one."""

    kind: str
    rule: str
    until: datetime | None = None
    number: int = 0


def mark_number(
    session: Session,
    actor: Actor,
    call: PhoneCall,
    desk: Desk,
    *,
    kind: str,
    reason: str,
    days: int,
) -> NumberMark:
    """Mark the number of a call for so many days; a blocked one is refused when it calls. A mark of
    the same kind that holds is renewed; the log keeps what it was.
    """
    _require_supervisor(actor)
    kind = choose_key(NUMBER_MARKS, kind, "kind", "标记")
    reason = mask(require_text(reason, "reason", "依据")[:LONGEST])
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(f"有效天数应为 1 到 {MOST_DAYS}", field="days")
    if call.number is None or call.number_key is None:
        raise InvalidInput("这通来电没有号码，不能标记", field="kind")
    at, until = desk.now(), desk.now() + timedelta(days=days)
    fields: dict[str, Any] = {"reason": reason, "by": actor.login, "at": at, "until": until}
    if standing := _of_kind(session, call.number_key, kind, desk):
        mark = standing[0]
        mark.sqlmodel_update(fields)
    else:
        mark = NumberMark(number_key=call.number_key, number=call.number, kind=kind, **fields)
    session.add(mark)
    subject = f"call:{call.row_id}"
    _note(session, AuditKind.NUMBER_MARKED, actor, mark, desk, subject=subject, reason=reason)
    return mark


def lift_mark(session: Session, actor: Actor, mark: NumberMark, desk: Desk, *, reason: str) -> None:
    """After this none of its kind holds for its number."""
    _require_supervisor(actor)
    reason = mask(require_text(reason, "reason", "解除原因")[:LONGEST])
    if mark.lifted_at:
        raise Conflict("此标记已经解除", remedy="请刷新页面")
    for row in [mark, *_of_kind(session, mark.number_key, mark.kind, desk)]:
        row.lifted_at, row.lifted_by = desk.now(), actor.login
        session.add(row)
    subject = f"mark:{mark.row_id}"
    _note(session, AuditKind.NUMBER_UNMARKED, actor, mark, desk, subject=subject, reason=reason)


def shown_marks(session: Session, call: PhoneCall, desk: Desk) -> Sequence[ShownMark]:
    """All that holds now for the number of this call."""
    if call.number_key is None:
        return ()
    marks = [
        ShownMark(mark.kind, mark.reason, mark.until, mark.row_id)
        for mark in marks_of(session, call.number_key, desk.now())
    ]
    return [*marks, *_counted(session, call.number_key, desk)]


def _of_kind(session: Session, number_key: str, kind: str, desk: Desk) -> list[NumberMark]:
    """One; two where two people marked the number in the same moment."""
    marks = marks_of(session, number_key, desk.now())
    return [mark for mark in marks if mark.kind == kind]


def _counted(session: Session, number_key: str, desk: Desk) -> Sequence[ShownMark]:
    rules, now = desk.city.settings.calls, desk.now()
    marks = []
    calls = count_calls(session, number_key, now - timedelta(days=rules.repeat_days))
    if calls >= rules.repeat_calls:
        marks.append(ShownMark("repeat", f"{rules.repeat_days} 天内第 {calls} 次来电"))
    since = now - timedelta(hours=rules.harassment_hours)
    often = count_calls(session, number_key, since)
    if often >= rules.harassment_calls and not count_with_ticket(session, number_key, since):
        rule = f"{rules.harassment_hours} 小时内来电 {often} 次，均未形成工单"
        marks.append(ShownMark("suspect", rule))
    return marks


def _note(
    session: Session,
    kind: AuditKind,
    actor: Actor,
    mark: NumberMark,
    desk: Desk,
    *,
    subject: str,
    reason: str,
) -> None:
    """Which call or mark and not which number: a log holds no numbers."""
    note(
        session,
        kind,
        desk.now(),
        actor=actor.login,
        subject=subject,
        reason=reason,
        mark=NUMBER_MARKS[mark.kind],
        until=mark.until.date().isoformat(),
    )


def _require_supervisor(actor: Actor) -> None:
    if actor.role not in MARKS_NUMBERS:
        raise NotAllowed("此岗位不能标记号码", remedy="请由督办员（班长）办理")
