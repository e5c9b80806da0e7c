"""What has changed in somebody's queue since they looked: a range of the history's newest rows,
however many tickets are stored.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, true
from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.roles import Actor, Role
from hotline.domain.statuses import WITH_DISPATCHER
from hotline.domain.vocabulary import priority_of
from hotline.domain.workflow import Action
from hotline.storage.history import newest_entry
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
    """`cursor` to ask with next time, whether rows changed, how many 特急 came."""

    cursor: int
    changed: bool
    critical: int


def queue_news(session: Session, actor: Actor, after: int, now: datetime) -> QueueNews:
    """What came after this number of the history; a number below 0 asks for the present one."""
    if after < 0:
        return QueueNews(newest_step(session, now), False, 0)
    last = newest_entry(session)
    if last <= after:
        return QueueNews(last, False, 0)
    since = max(after, last - MOST)
    newest = _settled(session, since, last, now)
    if newest <= after:
        return QueueNews(after, False, 0)
    own = (col(HistoryEntry.id) > since, col(HistoryEntry.id) <= newest, _concerns(actor))
    changed = session.exec(select(HistoryEntry.id).where(*own).limit(1)).first() is not None
    return QueueNews(newest, changed, _critical(session, actor, own) if changed else 0)


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
        return or_(*(unit == actor.unit for unit in units))
    if actor.role == Role.DISPATCHER:
        waiting = sorted(WITH_DISPATCHER)
        statuses = (col(HistoryEntry.from_status), col(HistoryEntry.to_status))
        return or_(*(status.in_(waiting) for status in statuses))
    return true()


def _critical(session: Session, actor: Actor, own: tuple[Any, ...]) -> int:
    query: Any = (
        select(func.count(func.distinct(Ticket.id)))
        .join(HistoryEntry, col(HistoryEntry.ticket_id) == Ticket.id)
        .where(
            *own,
            col(HistoryEntry.action).in_(_ARRIVES.get(actor.role, ())),
            Ticket.priority == _FIRST,
            *visible_to(actor),
        )
    )
    return int(session.exec(query).one())
