"""What has changed in somebody's queue since they looked: a range of the history's newest rows,
however many tickets are stored.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, true
from sqlmodel import Session, col, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.permissions import Actor, Role
from hotline.domain.vocabulary import priority_of
from hotline.domain.workflow import WITH_DISPATCHER, Action
from hotline.storage.scopes import visible_to

# Behind so many steps nobody is told each: they look at their page again.
MOST = 2000
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


def queue_news(session: Session, actor: Actor, after: int) -> QueueNews:
    """What came after this number of the history; a number below 0 asks for the present one."""
    newest = newest_step(session)
    if after < 0 or newest <= after:
        return QueueNews(newest, False, 0)
    since = max(after, newest - MOST)
    own = (col(HistoryEntry.id) > since, col(HistoryEntry.id) <= newest, _concerns(actor))
    changed = session.exec(select(HistoryEntry.id).where(*own).limit(1)).first() is not None
    return QueueNews(newest, changed, _critical(session, actor, own) if changed else 0)


def newest_step(session: Session) -> int:
    """Number of the newest row of the history, 0 for none."""
    return session.exec(select(func.max(HistoryEntry.id))).one() or 0


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
