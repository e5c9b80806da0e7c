"""Calls: found by their number at the phone system, by their caller, by who sees them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.events import Direction
from hotline.domain.calls.permissions import reads_all_calls
from hotline.domain.errors import NotFound
from hotline.domain.models import Caller, PhoneCall, Ticket
from hotline.domain.roles import Actor

# A phone system that starts anew may count from the beginning: no call is as long as this.
SAME_CALL = timedelta(days=1)
COUNTED, ON_SHEET, OF_ONE_ID = 1000, 20, 20
NEWEST = (col(PhoneCall.started_at).desc(), col(PhoneCall.id).desc())


@dataclass(frozen=True)
class CallFilter:
    """Which calls of a log; `since` and `until` are moments, the second one left out."""

    view: str = ""
    queue: str = ""
    agent: str = ""
    direction: str = ""
    state: str = ""
    number_key: str = ""
    since: datetime | None = None
    until: datetime | None = None


def calls_of_id(session: Session, source: str, call_id: str) -> Sequence[PhoneCall]:
    """The newest calls that a phone system knew by this number, newest first, locked."""
    query = (
        select(PhoneCall)
        .where(PhoneCall.source == source, PhoneCall.call_id == call_id)
        .order_by(col(PhoneCall.turn).desc())
        .limit(OF_ONE_ID)
    )
    return session.exec(query.with_for_update()).all()


def find_call(session: Session, actor: Actor, number: int, *, locked: bool = False) -> PhoneCall:
    """Raises NotFound, also for a call that is not for these eyes."""
    query = select(PhoneCall).where(PhoneCall.id == number, *_seen_by(actor))
    call = session.exec(query.with_for_update() if locked else query).first()
    if call is None:
        raise NotFound(f"没有来电 {number}", remedy="请从来电记录进入")
    return call


def newest_calls(
    session: Session, actor: Actor, chosen: CallFilter, *, after: int = 0, limit: int
) -> Sequence[PhoneCall]:
    """Newest first; `after` is the id of the last call of the page before.

    An index answers for each agent whose calls the reader sees, so that a page costs what it shows.
    """
    conditions = [*_chosen(actor, chosen), *_behind(session, after)]
    agents: list[str | None] = [None] if reads_all_calls(actor) else [actor.login, ""]
    calls: list[PhoneCall] = []
    for agent in agents:
        own = [] if agent is None else [PhoneCall.agent == agent]
        query = select(PhoneCall).where(*own, *conditions).order_by(*NEWEST).limit(limit)
        calls += session.exec(query)
    calls.sort(key=lambda call: (call.started_at, call.row_id), reverse=True)
    return calls[:limit]


def calls_on_sheet(session: Session, login: str) -> Sequence[PhoneCall]:
    """What waits on the sheet of an agent: answered by them and not yet handled, newest first."""
    query = select(PhoneCall).where(
        PhoneCall.agent == login, col(PhoneCall.agent) != "", col(PhoneCall.handled_at).is_(None)
    )
    return session.exec(query.order_by(col(PhoneCall.id).desc()).limit(ON_SHEET)).all()


def nobodys_calls(session: Session, since: datetime) -> Sequence[PhoneCall]:
    """Calls that go on with somebody of whom nobody knows who they are."""
    query = select(PhoneCall).where(
        col(PhoneCall.ended_at).is_(None),
        PhoneCall.started_at > since,
        PhoneCall.agent == "",
        PhoneCall.state == CallState.TALKING,
    )
    return session.exec(query.order_by(col(PhoneCall.started_at)).limit(10)).all()


def live_calls(session: Session, since: datetime) -> Sequence[PhoneCall]:
    """Calls that go on now; what a lost hang-up has left open since before `since` is not."""
    query = select(PhoneCall).where(col(PhoneCall.ended_at).is_(None), PhoneCall.started_at > since)
    return session.exec(query.order_by(col(PhoneCall.started_at)).limit(500)).all()


def ringing_at(session: Session, login: str, since: datetime) -> Sequence[PhoneCall]:
    """Calls that ring at the phone of this agent."""
    return [
        call
        for call in live_calls(session, since)
        if call.state == CallState.RINGING and login in call.rings
    ]


def silent_calls(
    session: Session, *, ringing_before: datetime, before: datetime, limit: int
) -> Sequence[PhoneCall]:
    """Calls without an end that began before these moments, locked."""
    is_ringing = col(PhoneCall.state) == CallState.RINGING
    query = select(PhoneCall).where(
        col(PhoneCall.ended_at).is_(None),
        PhoneCall.started_at < ringing_before,
        or_(is_ringing, col(PhoneCall.started_at) < before),
    )
    return session.exec(query.limit(limit).with_for_update()).all()


def open_calls_of(session: Session, source: str, since: datetime) -> Sequence[PhoneCall]:
    query = select(PhoneCall).where(
        col(PhoneCall.ended_at).is_(None), PhoneCall.started_at > since, PhoneCall.source == source
    )
    return session.exec(query).all()


def with_needless_events(session: Session, before: datetime, *, limit: int) -> Sequence[PhoneCall]:
    """Calls that began before this moment and still have their events."""
    query = select(PhoneCall).where(
        PhoneCall.started_at < before,
        col(PhoneCall.events).is_not(None),
    )
    return session.exec(query.order_by(col(PhoneCall.started_at)).limit(limit)).all()


def newest_of_numbers(session: Session, keys: Collection[str]) -> Sequence[PhoneCall]:
    """The last call of each of these numbers, where there is one."""
    newest = (
        select(func.max(PhoneCall.id))
        .where(col(PhoneCall.number_key).in_(keys))
        .group_by(col(PhoneCall.number_key))
    )
    return session.exec(select(PhoneCall).where(col(PhoneCall.id).in_(newest))).all()


def count_calls(session: Session, number_key: str, since: datetime) -> int:
    """How often this number called in, up to COUNTED."""
    query: Any = (
        select(PhoneCall.id)
        .where(
            PhoneCall.number_key == number_key,
            PhoneCall.started_at > since,
            PhoneCall.direction == Direction.IN,
        )
        .limit(COUNTED)
    )
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def count_with_ticket(session: Session, number_key: str, since: datetime) -> int:
    query: Any = (
        select(PhoneCall.id)
        .where(
            PhoneCall.number_key == number_key,
            PhoneCall.started_at > since,
            col(PhoneCall.ticket_id).is_not(None),
        )
        .limit(COUNTED)
    )
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def calls_of_tickets(session: Session, ids: Collection[int]) -> Sequence[PhoneCall]:
    query = select(PhoneCall).where(
        col(PhoneCall.ticket_id).in_(ids), col(PhoneCall.ticket_id).is_not(None)
    )
    return session.exec(query.order_by(col(PhoneCall.id))).all()


def tickets_of_calls(session: Session, calls: Collection[PhoneCall]) -> dict[int, Ticket]:
    """The tickets of these calls, by id."""
    ids = {call.ticket_id for call in calls if call.ticket_id}
    rows = session.exec(select(Ticket).where(col(Ticket.id).in_(ids))).all() if ids else ()
    return {ticket.row_id: ticket for ticket in rows}


def caller_of_number(session: Session, number_key: str) -> Caller | None:
    return session.exec(select(Caller).where(Caller.phone_key == number_key)).first()


def newest_of_caller(session: Session, caller: Caller, *, limit: int) -> Sequence[Ticket]:
    query = select(Ticket).where(Ticket.caller_id == caller.id)
    return session.exec(query.order_by(col(Ticket.id).desc()).limit(limit)).all()


def _chosen(actor: Actor, chosen: CallFilter) -> list[ColumnElement[bool]]:
    views: dict[str, ColumnElement[bool]] = {
        "mine": col(PhoneCall.agent) == actor.login,
        "missed": col(PhoneCall.state) == CallState.MISSED,
        "abandoned": col(PhoneCall.state) == CallState.ABANDONED,
    }
    equal = [
        col(getattr(PhoneCall, name)) == value
        for name in ("queue", "agent", "direction", "state", "number_key")
        if (value := getattr(chosen, name))
    ]
    since = [col(PhoneCall.started_at) >= chosen.since] if chosen.since else []
    until = [col(PhoneCall.started_at) < chosen.until] if chosen.until else []
    return [*([views[chosen.view]] if chosen.view in views else []), *equal, *since, *until]


def _behind(session: Session, after: int) -> list[ColumnElement[bool]]:
    """What stands behind this call in the order of the list."""
    last = session.get(PhoneCall, after) if after else None
    if last is None:
        return []
    started, number = col(PhoneCall.started_at), col(PhoneCall.id)
    same = and_(started == last.started_at, number < last.row_id)
    return [started <= last.started_at, or_(started < last.started_at, same)]


def _seen_by(actor: Actor) -> list[ColumnElement[bool]]:
    """Agents see their own calls, and those that are nobody's."""
    return [] if reads_all_calls(actor) else [col(PhoneCall.agent).in_((actor.login, ""))]
