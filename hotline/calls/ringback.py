"""漏接回拨: a number that reached nobody is rung back, once however often it called."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import choose_key
from hotline.domain.calls.call_facts import UNANSWERED, CallState
from hotline.domain.calls.events import Direction
from hotline.domain.calls.permissions import RINGS_BACK
from hotline.domain.calls.words import RINGBACK_RESULTS
from hotline.domain.errors import Conflict, NotAllowed
from hotline.domain.models import PhoneCall, Ringback, RingbackAttempt
from hotline.domain.roles import SYSTEM, Actor
from hotline.storage.ringbacks import open_ringback

# These end it; after any other attempt the number stays on the list, up to the most.
ENDS = frozenset({"reached", "wrong_number", "refused"})
MOST_ATTEMPTS = 3


class Standing(NamedTuple):
    """What of a call decides whether its number has to be rung back."""

    state: CallState
    direction: Direction
    number_key: str | None

    @property
    def waits(self) -> str | None:
        """The key of the number that reached nobody, or None."""
        unanswered = self.state in UNANSWERED and self.direction == Direction.IN
        return self.number_key if unanswered else None


def follow_call(session: Session, call: PhoneCall, desk: Desk, *, before: Standing | None) -> None:
    """An unanswered call puts its number on the list; one that reached somebody takes it off.

    before  how the call stood until now: what came late may have shown that somebody answered
    """
    standing = Standing(call.state, call.direction, call.number_key)
    waited = before.waits if before else None
    if waited and waited != standing.waits:
        _take_back(session, call, waited)
    if standing.waits and waited != standing.waits:
        _put_on_list(session, call, standing.waits)
    if call.answered_at and call.number_key and call.state != CallState.REJECTED:
        ringback = open_ringback(session, call.number_key)
        if ringback and call.started_at >= ringback.first_at:
            result = "reached" if call.direction == Direction.OUT else "called_again"
            _end(session, ringback, desk.now(), result=result, by=call.agent or SYSTEM.login)


def attempt(
    session: Session, actor: Actor, ringback: Ringback, desk: Desk, *, result: str, note: str = ""
) -> Ringback:
    """One try to reach the caller, with what came of it."""
    if actor.role not in RINGS_BACK:
        raise NotAllowed("此岗位不办理漏接回拨", remedy="请由话务、回访或督办岗位办理")
    if ringback.done_at:
        raise Conflict("此号码的回拨已经办结", remedy="请刷新清单")
    result = choose_key(RINGBACK_RESULTS, result, "result", "回拨结果")
    ringback.attempts += 1
    session.add(
        RingbackAttempt(
            ringback_id=ringback.row_id, at=desk.now(), by=actor.login, result=result, note=note
        )
    )
    if result in ENDS or ringback.attempts >= MOST_ATTEMPTS:
        _end(session, ringback, desk.now(), result=result, by=actor.login)
    session.add(ringback)
    return ringback


def _put_on_list(session: Session, call: PhoneCall, number_key: str) -> None:
    at, ringback = call.ended_at or call.started_at, open_ringback(session, number_key)
    if ringback is None:
        ringback = Ringback(
            number_key=number_key,
            number=call.number or b"",
            call_id=call.row_id,
            calls=0,
            first_at=at,
            last_at=at,
        )
    ringback.calls += 1
    ringback.call_id, ringback.last_at = call.row_id, max(at, ringback.last_at)
    session.add(ringback)
    session.flush()


def _take_back(session: Session, call: PhoneCall, number_key: str) -> None:
    """The call had not reached nobody after all: as if it had never stood on the list."""
    ringback = open_ringback(session, number_key)
    if ringback is None:
        return
    if ringback.calls <= 1 and not ringback.attempts:
        session.delete(ringback)
    else:
        ringback.calls -= 1
        session.add(ringback)
    session.flush()


def _end(session: Session, ringback: Ringback, now: datetime, *, result: str, by: str) -> None:
    ringback.result, ringback.done_at, ringback.done_by = result, now, by
    session.add(ringback)
