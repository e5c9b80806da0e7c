"""A bad rating is mended (整改): the unit says what it did within a limit, the reviewer judges
it, the late are reminded.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, col, select

from hotline.casework.personal_data import note_review
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, require_text, take_step
from hotline.domain.errors import Conflict, NotAllowed
from hotline.domain.models import Rectification, Ticket
from hotline.domain.outcomes import RectificationReview
from hotline.domain.permissions import require_other
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import Status
from hotline.domain.time.working_time import due
from hotline.domain.workflow import Action

BATCH = 25
# Written out and not as parameters: only so does SQLite know that the partial index holds all that
# is asked for.
WAITING: ColumnElement[bool] = literal_column("warned_at is null and decision != 'passed'")


def open_rectification(session: Session, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The unit of this cycle gets the task; its clock does not touch the ticket's."""
    now = desk.now()
    end = due(now, desk.city.settings.rectify_within, desk.calendar).due
    row = Rectification(
        ticket_id=ticket.row_id, cycle=ticket.cycle, unit=ticket.unit, opened_at=now, due_at=end
    )
    take_step(
        session,
        SYSTEM,
        ticket,
        Action.RECTIFY,
        at=now,
        reason=reason,
        details={"due": end.isoformat()},
    )
    session.add(row)


def answer_rectification(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, text: str
) -> None:
    """What the unit has done about it; after a refusal it answers again, its limit stays."""
    text = check_length(require_text(text, "text", "整改情况"), "text", "内容")
    check_step(actor, ticket, Action.ANSWER_RECTIFICATION)
    mine = [row for row in _open(session, ticket) if row.unit in actor.units]
    if not mine:
        raise NotAllowed("只有被评价的承办单位可以反馈整改", remedy="请联系热线中心核对")
    row = next((row for row in mine if not is_answered(row)), mine[0])
    if is_answered(row):
        raise Conflict(f"工单 {ticket.no} 的整改已反馈，等待审核", remedy="请等审核回访员审核")
    take_step(session, actor, ticket, Action.ANSWER_RECTIFICATION, at=desk.now(), reason=text)
    row.answer, row.answered_by, row.answered_at, row.decision = (
        text,
        actor.login,
        desk.now(),
        RectificationReview.WAITING,
    )


def check_rectification(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, passed: bool, note: str
) -> None:
    """The reviewer's judgement; a refusal says why.

    One that nobody answered within its limit may be closed with a note: it stays unmended.
    """
    note = note.strip() if passed else require_text(note, "note", "退回整改的理由")
    check_length(note, "note", "内容")
    action = Action.PASS_RECTIFICATION if passed else Action.REFUSE_RECTIFICATION
    check_step(actor, ticket, action)
    rows = _open(session, ticket)
    row = next((row for row in rows if is_answered(row)), None)
    if row is None and passed and note:
        row = next((row for row in rows if is_overdue(row, desk)), None)
    if row is None:
        raise Conflict(
            f"工单 {ticket.no} 的整改还没有反馈",
            remedy="请等承办单位反馈后再审核；逾期未反馈的，写明意见后可以结束",
        )
    require_other(actor, row.answered_by, "整改")
    take_step(session, actor, ticket, action, at=desk.now(), reason=note)
    row.note, row.decision = (
        note,
        (RectificationReview.PASSED if passed else RectificationReview.REFUSED),
    )
    row.checked_by, row.checked_at = actor.login, desk.now()
    note_review(session, actor, ticket, desk, step="rectification", reason="审核保密诉求的整改")


def remind_late(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Write into the history of tickets whose rectification is late, once; how many there were."""
    query = (
        select(Rectification, Ticket)
        .join(Ticket, col(Ticket.id) == col(Rectification.ticket_id))
        .where(WAITING, col(Rectification.due_at) < desk.now())
        .order_by(col(Rectification.due_at))
        .limit(limit)
    )
    rows = session.exec(query.with_for_update(skip_locked=True)).all()
    for row, ticket in rows:
        row.warned_at = desk.now()
        if ticket.status != Status.ARCHIVED and not is_answered(row):
            take_step(
                session, SYSTEM, ticket, Action.RECTIFY, at=desk.now(), reason="差评整改超期未反馈"
            )
    return len(rows)


def is_answered(row: Rectification) -> bool:
    """Whether it waits for the reviewer."""
    return bool(row.answer) and row.decision == RectificationReview.WAITING


def is_overdue(row: Rectification, desk: Desk) -> bool:
    """Whether the unit has let its limit pass without an answer."""
    return not row.answer and row.due_at < desk.now()


def waiting_rectifications(session: Session, ticket: Ticket) -> Sequence[Rectification]:
    """Those that are not passed, oldest first: of several cycles there may be one each, of
    different units.
    """
    query = select(Rectification).where(
        Rectification.ticket_id == ticket.id, Rectification.decision != RectificationReview.PASSED
    )
    return session.exec(query.order_by(col(Rectification.cycle))).all()


def _open(session: Session, ticket: Ticket) -> Sequence[Rectification]:
    rows = waiting_rectifications(session, ticket)
    if not rows:
        raise Conflict(f"工单 {ticket.no} 没有待整改的差评", remedy="请刷新页面")
    return rows
