"""What agents are doing: they say it themselves, and calls say it for them."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from hotline.calls.numbers import text_of
from hotline.desk.desk import Desk
from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.permissions import TAKES_CALLS
from hotline.domain.calls.seat_states import CHOSEN, SeatState, after_call
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import PhoneCall, Seat
from hotline.domain.roles import Actor
from hotline.storage.seats import own_seat, seat_at, seat_of


def sit_down(session: Session, actor: Actor, desk: Desk, *, extension: str) -> Seat:
    """The agent sits at this extension from now on; "" for none. Raises Conflict for one at which
    somebody else sits.
    """
    _require_agent(actor)
    extension = text_of(extension, 40)
    other = seat_at(session, extension) if extension else None
    if other and other.login != actor.login:
        if other.state != SeatState.AWAY:
            raise Conflict(
                f"分机 {extension} 已由“{other.login}”使用",
                remedy="请核对分机号，或请对方先设为离席",
            )
        other.extension = None
        session.add(other)
        session.flush()
    seat = seat_of(session, actor.login, desk.now())
    seat.extension = extension or None
    session.add(seat)
    try:
        session.flush()
    except IntegrityError:
        raise Conflict(f"分机 {extension} 刚被使用", remedy="请核对分机号") from None
    return seat


def choose_state(session: Session, actor: Actor, desk: Desk, *, state: str) -> Seat:
    """What the agent says of themselves. Raises InvalidInput, or Conflict during a call."""
    _require_agent(actor)
    if state not in CHOSEN:
        raise InvalidInput("没有这种坐席状态", field="state", remedy="请选空闲、整理、小休、离席")
    seat = seat_of(session, actor.login, desk.now())
    if seat.state == SeatState.TALK and _goes_on(session, seat):
        raise Conflict("通话还没有结束，状态没有改变", remedy="请在挂断后设置")
    _change(session, seat, SeatState(state), desk.now())
    return seat


def leave_seat(session: Session, actor: Actor, now: datetime) -> None:
    """Who signs out is away, unless they still talk."""
    seat = own_seat(session, actor.login)
    if seat and seat.state != SeatState.TALK:
        _change(session, seat, SeatState.AWAY, now)


def move_seat(session: Session, call: PhoneCall, desk: Desk) -> None:
    """The agent of a call talks, or has work to do after it."""
    if not call.agent:
        return
    seat = seat_of(session, call.agent, desk.now())
    state = after_call(seat.state, call.state, own=seat.call_id == call.id)
    _change(session, seat, state, call.ended_at or call.answered_at or desk.now())
    if call.state == CallState.TALKING:
        seat.call_id = call.id


def end_wrap(session: Session, actor: Actor, call: PhoneCall, desk: Desk) -> None:
    """The work after this call is done: its agent is free, if that was what they were doing."""
    if call.agent != actor.login:
        return
    seat = seat_of(session, actor.login, desk.now())
    if seat.state == SeatState.WRAP and seat.call_id == call.id:
        _change(session, seat, SeatState.IDLE, desk.now())


def _goes_on(session: Session, seat: Seat) -> bool:
    """Whether the phone system has told of no end of the call that the agent is on."""
    call = session.get(PhoneCall, seat.call_id) if seat.call_id else None
    return call is not None and call.state == CallState.TALKING


def _change(session: Session, seat: Seat, state: SeatState, now: datetime) -> None:
    if seat.state == SeatState.WRAP and seat.call_id and state != SeatState.WRAP:
        call = session.get(PhoneCall, seat.call_id)
        if call and call.wrapped_at is None:
            call.wrapped_at = now
            session.add(call)
    if seat.state != state:
        seat.state, seat.since = state, now
    session.add(seat)


def _require_agent(actor: Actor) -> None:
    if actor.role not in TAKES_CALLS:
        raise NotAllowed("只有接听来电的岗位有坐席", remedy="请由话务员或派单员操作")
