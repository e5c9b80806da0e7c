"""What has changed in somebody's queue since they looked: a range of the history's newest rows,
however many tickets are stored.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, true
from sqlmodel import Session, col, select

from hotline.domain.models import Assignment, HistoryEntry, Notice, Ticket
from hotline.domain.notice_rules import ALARMS
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import Actor, Role
from hotline.domain.statuses import WITH_DISPATCHER
from hotline.domain.vocabulary import priority_of
from hotline.domain.workflow import Action
from hotline.storage.history import newest_entry
from hotline.storage.notices import newest_notice, shared_receiver, to_be_ready
from hotline.storage.scopes import visible_to

# Behind so many steps nobody is told each: they look at their page again.
MOST = 2000
LOOK_BACK, SETTLES = 100, timedelta(seconds=10)
_FIRST = priority_of("critical", is_red=False)
_ARRIVES = {
    Role.DISPATCHER: (Action.TRIAGE,),
    Role.SUPERVISOR: (Action.REGISTER,),
    Role.CLERK: (Action.DISPATCH, Action.FORCE_DISPATCH, Action.MOVE, Action.PASS_DOWN),
}


@dataclass(frozen=True)
class QueueNews:
    """`cursor` to ask with next time, whether rows changed.

    critical  how many 特急 came, or are in danger by now
    gone      how many 特急 it does not have any more
    ahead     how many dangers this unit is told to be ready for, and has not read so
    loudest   number of the newest notice where something loud came, else 0: each is heard once
    """

    cursor: int
    changed: bool
    critical: int = 0
    gone: int = 0
    ahead: int = 0
    loudest: int = 0


def queue_news(session: Session, actor: Actor, after: int, now: datetime) -> QueueNews:
    """What came after this number of the history; a number below 0 asks for the present one."""
    if after < 0:
        return QueueNews(newest_step(session, now), False)
    last = newest_entry(session)
    if last <= after:
        return QueueNews(last, False)
    since = max(after, last - MOST)
    newest = _settled(session, since, last, now)
    if newest <= after:
        return QueueNews(after, False)
    own = (col(HistoryEntry.id) > since, col(HistoryEntry.id) <= newest, _concerns(actor))
    if session.exec(select(HistoryEntry.id).where(*own).limit(1)).first() is None:
        return QueueNews(newest, False)
    arrived = or_(_arrived(actor), _told(actor, NoticeKind.DANGER))
    critical = _count(session, own, arrived)
    is_loud = critical or _count(session, own, _told(actor, NoticeKind.DANGER_AHEAD))
    loudest = newest_notice(session, actor) if is_loud else 0
    gone, ahead = _count(session, own, _left(actor)), to_be_ready(session, actor)
    return QueueNews(newest, True, critical, gone, ahead, loudest)


def newest_step(session: Session, now: datetime) -> int:
    """Number up to which the history is complete, 0 for none."""
    last = newest_entry(session)
    return _settled(session, max(0, last - LOOK_BACK), last, now)


def _settled(session: Session, after: int, last: int, now: datetime) -> int:
    """The newest number before the first that may still come; `last` is the newest there is.

    PostgreSQL commits side by side: a step may be there before one with a lower number. A number
    that is missing before a step of the last SETTLES is waited for; later it was rolled back.
    SQLite writes one transaction after the other.
    """
    if session.get_bind().dialect.name == "sqlite":
        return max(after, last)
    query = select(HistoryEntry.id, HistoryEntry.at).where(col(HistoryEntry.id) > after)
    complete = after
    for number, at in session.exec(query.order_by(col(HistoryEntry.id))):
        if number is None or (number > complete + 1 and at > now - SETTLES):
            break
        complete = number
    return complete


def _concerns(actor: Actor) -> Any:
    if actor.role == Role.CLERK:
        units = (col(HistoryEntry.from_unit), col(HistoryEntry.to_unit))
        of_danger = _told(actor, *ALARMS, NoticeKind.DANGER_ELSEWHERE)
        return or_(*(unit == actor.unit for unit in units), _supported(actor), of_danger)
    if actor.role == Role.DISPATCHER:
        waiting = sorted(WITH_DISPATCHER)
        statuses = (col(HistoryEntry.from_status), col(HistoryEntry.to_status))
        return or_(*(status.in_(waiting) for status in statuses))
    return true()


def _supported(actor: Actor) -> Any:
    """The actor's unit supports the ticket, or did."""
    of_ticket = col(Assignment.ticket_id) == HistoryEntry.ticket_id
    return exists().where(of_ticket, col(Assignment.unit) == actor.unit)


def _told(actor: Actor, *kinds: NoticeKind) -> Any:
    """The step told the actor's unit or role so, and nobody has read it."""
    return exists().where(
        col(Ticket.id) == HistoryEntry.ticket_id,
        col(Notice.ticket_no) == Ticket.no,
        col(Notice.receiver) == shared_receiver(actor),
        col(Notice.kind).in_(kinds),
        col(Notice.read_at).is_(None),
        col(Notice.at) >= HistoryEntry.at,
    )


def _arrived(actor: Actor) -> Any:
    return and_(
        col(HistoryEntry.action).in_(_ARRIVES.get(actor.role, ())),
        col(Ticket.priority) == _FIRST,
        *visible_to(actor),
    )


def _left(actor: Actor) -> Any:
    """A unit has it no longer, or the dispatcher has decided."""
    if actor.role == Role.CLERK:
        left: Any = and_(
            col(HistoryEntry.from_unit) == actor.unit, col(HistoryEntry.to_unit) != actor.unit
        )
    elif actor.role == Role.DISPATCHER:
        waiting = sorted(WITH_DISPATCHER)
        left = and_(
            col(HistoryEntry.from_status).in_(waiting), col(HistoryEntry.to_status).not_in(waiting)
        )
    else:
        return col(Ticket.id).is_(None)
    return and_(left, col(Ticket.priority) == _FIRST)


def _count(session: Session, own: tuple[Any, ...], matters: Any) -> int:
    query: Any = (
        select(func.count(func.distinct(Ticket.id)))
        .join(HistoryEntry, col(HistoryEntry.ticket_id) == Ticket.id)
        .where(*own, matters)
    )
    return int(session.exec(query).one())
