"""What waits for the centre without a clock of its ticket: told once when its limit has ended."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.notices import end_notices, notify_of_ticket
from hotline.domain.models import (
    Application,
    Exclusion,
    Notice,
    Rectification,
    SupervisionOrder,
    Ticket,
)
from hotline.domain.outcomes import ApplicationKind, NoticeKind
from hotline.domain.statuses import Status
from hotline.domain.time.working_time import due
from hotline.storage.notices import unread_of_kind

RECEIVER = "role:supervisor"


def tell_overdue(session: Session, desk: Desk) -> int:
    """Tell supervisors of every decision that is overdue, each once; how many were told now. What
    has been decided since is asked of them no more.
    """
    count, numbers = 0, set[str]()
    for ticket, limit_end in _waiting(session, desk):
        if limit_end >= desk.now():
            continue
        numbers.add(ticket.no)
        if not _is_told(session, ticket, limit_end):
            notify_of_ticket(session, RECEIVER, NoticeKind.UNDECIDED, ticket, desk.now())
            session.flush()
            count += 1
    unread = unread_of_kind(session, RECEIVER, NoticeKind.UNDECIDED)
    end_notices((notice for notice in unread if notice.ticket_no not in numbers), desk.now())
    return count


def _waiting(session: Session, desk: Desk) -> Iterator[tuple[Ticket, datetime]]:
    """Tickets with the end of the limit within which somebody should have decided."""
    is_less_secret = col(Application.kind) == ApplicationKind.RELAXATION
    for table, handed_in, conditions in (
        (Application, Application.asked_at, (col(Application.decision) == "", is_less_secret)),
        (Exclusion, Exclusion.asked_at, (col(Exclusion.decision) == "",)),
        (
            Rectification,
            Rectification.answered_at,
            (col(Rectification.decision) == "", col(Rectification.answered_at).is_not(None)),
        ),
        (
            SupervisionOrder,
            SupervisionOrder.answered_at,
            (
                col(SupervisionOrder.closed_at).is_(None),
                col(SupervisionOrder.answered_at).is_not(None),
            ),
        ),
    ):
        for ticket, at in session.exec(_query(table, handed_in, conditions, desk)).all():
            yield ticket, due(at, desk.city.settings.decide_within, desk.calendar).due
    unanswered = (
        col(SupervisionOrder.closed_at).is_(None),
        col(SupervisionOrder.answered_at).is_(None),
        col(SupervisionOrder.due_at).is_not(None),
    )
    yield from session.exec(_query(SupervisionOrder, SupervisionOrder.due_at, unanswered, desk))
    unmended = (col(Rectification.answer) == "", col(Rectification.decision) != "passed")
    yield from session.exec(_query(Rectification, Rectification.due_at, unmended, desk))


def _query(table: Any, moment: Any, conditions: Any, desk: Desk) -> Any:
    query: Any = select(Ticket, moment).join(table, col(table.ticket_id) == col(Ticket.id))
    return query.where(*conditions, col(moment) < desk.now(), Ticket.status != Status.ARCHIVED)


def _is_told(session: Session, ticket: Ticket, limit_end: datetime) -> bool:
    query = select(Notice.id).where(
        Notice.receiver == RECEIVER,
        Notice.kind == NoticeKind.UNDECIDED,
        Notice.ticket_no == ticket.no,
        col(Notice.at) > limit_end,
    )
    return session.exec(query.limit(1)).first() is not None
