"""The calls on an agent's sheet: shown to who answers, taken, ended by a ticket or without one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from hotline.calls.marks import ShownMark, shown_marks
from hotline.calls.seats import end_wrap, move_seat
from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.permissions import TAKES_CALLS
from hotline.domain.errors import Conflict, NotAllowed
from hotline.domain.hiding import hides_caller
from hotline.domain.models import PhoneCall, Ticket
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.storage.call_news import LIVE
from hotline.storage.calls import (
    caller_of_number,
    calls_on_sheet,
    newest_of_caller,
    nobodys_calls,
    ringing_at,
)

LAST_TICKETS = 20
SHOWN_TICKETS = 5


@dataclass(frozen=True)
class KnownNumber:
    """What is known of a number.

    tickets  the newest that the agent may see; open_count: how many of the last ones have not
             ended. Those of hidden callers are not among them.
    """

    tickets: Sequence[Ticket]
    open_count: int
    is_known: bool


@dataclass(frozen=True)
class CallOnSheet(KnownNumber):
    """A call as the agent sees it who talks with the caller; the number is in full."""

    call: PhoneCall
    number: str
    marks: Sequence[ShownMark]


@dataclass(frozen=True)
class SheetCalls:
    """`own`: answered by this agent and not yet done with, the newest of them, what goes on first;
    `ringing` at their phone; `nobodys`: talking with somebody whose extension no agent has told.
    """

    own: Sequence[CallOnSheet]
    ringing: Sequence[CallOnSheet]
    nobodys: Sequence[PhoneCall]


def sheet_of(session: Session, actor: Actor, desk: Desk) -> SheetCalls:
    """What the agent's sheet shows of calls."""
    since = desk.now() - LIVE
    own, ringing = calls_on_sheet(session, actor.login), ringing_at(session, actor.login, since)
    own = sorted(own, key=lambda call: call.state != CallState.TALKING)
    return SheetCalls(
        [_shown(session, actor, call, desk) for call in own],
        [_shown(session, actor, call, desk) for call in ringing],
        nobodys_calls(session, since),
    )


def call_for_sheet(session: Session, actor: Actor, call: PhoneCall, desk: Desk) -> CallOnSheet:
    """One of the agent's own. Raises Conflict for a call on another sheet."""
    _require_own(actor, call)
    return _shown(session, actor, call, desk)


def take(session: Session, actor: Actor, call: PhoneCall, desk: Desk) -> PhoneCall:
    """The agent has the call. Raises Conflict for one that somebody else answers."""
    if actor.role not in TAKES_CALLS:
        raise NotAllowed("只有接听来电的岗位可以接", remedy="请由话务员或派单员接听")
    if not call.agent and call.state in (CallState.TALKING, CallState.ANSWERED):
        call.agent = actor.login
        move_seat(session, call, desk)
    _require_own(actor, call)
    call.taken_at = call.taken_at or desk.now()
    session.add(call)
    return call


def link(session: Session, actor: Actor, call: PhoneCall, desk: Desk, *, ticket: Ticket) -> None:
    """The ticket knows its call, and the call has left the sheet; `ticket` is one that the actor
    has just made or may see.
    """
    if call.agent and call.agent != actor.login:
        raise Conflict(f"这通来电由“{call.agent}”接听", remedy="请由接听人关联工单")
    if call.ticket_id and call.ticket_id != ticket.id:
        raise Conflict("这通来电已关联另一张工单", remedy="请在原工单上补充，或另行登记")
    call.agent = call.agent or actor.login
    call.ticket_id = ticket.row_id
    _handled(session, actor, call, desk)


def set_aside(session: Session, actor: Actor, call: PhoneCall, desk: Desk, *, note: str) -> None:
    """No ticket was needed, for a reason that stays with the call."""
    _require_own(actor, call)
    call.note = require_text(note, "note", "不建单的原因")[:500]
    _handled(session, actor, call, desk)


def write_note(session: Session, actor: Actor, call: PhoneCall, desk: Desk, *, note: str) -> None:
    """What the log says of this call; the agent's own, or an unanswered one of anybody."""
    if call.agent:
        _require_own(actor, call)
    call.note = note.strip()[:500]
    session.add(call)


def _handled(session: Session, actor: Actor, call: PhoneCall, desk: Desk) -> None:
    call.handled_at = call.handled_at or desk.now()
    session.add(call)
    end_wrap(session, actor, call, desk)


def _require_own(actor: Actor, call: PhoneCall) -> None:
    if call.agent != actor.login:
        who = f"由“{call.agent}”接听" if call.agent else "无人接听"
        raise Conflict(f"这通来电{who}，不在您的受理单上", remedy="请刷新来电列表")


def known_number(session: Session, actor: Actor, number: str, desk: Desk) -> KnownNumber:
    """The newest tickets of a number that somebody types."""
    return _known(session, actor, desk.vault.key_of(number))


def _shown(session: Session, actor: Actor, call: PhoneCall, desk: Desk) -> CallOnSheet:
    known = _known(session, actor, call.number_key)
    number, marks = desk.vault.decrypt(call.number), shown_marks(session, call, desk)
    return CallOnSheet(known.tickets, known.open_count, known.is_known, call, number, marks)


def _known(session: Session, actor: Actor, number_key: str | None) -> KnownNumber:
    caller = caller_of_number(session, number_key) if number_key else None
    tickets = newest_of_caller(session, caller, limit=LAST_TICKETS) if caller else ()
    tickets = [row for row in tickets if can_see(actor, row) and not hides_caller(row)]
    open_count = sum(row.closed_at is None and row.due_at is not None for row in tickets)
    return KnownNumber(tickets[:SHOWN_TICKETS], open_count, caller is not None)
