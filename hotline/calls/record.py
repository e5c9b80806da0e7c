"""An event of a phone system changes its call, and what follows from that: once, however often
and in whatever order it comes.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.calls.quality import draw_check
from hotline.calls.ringback import Standing, follow_call
from hotline.calls.seats import move_seat
from hotline.calls.stored_events import events_of, sealed_events
from hotline.desk.desk import Desk
from hotline.domain.calls.call_facts import CallFacts, CallState, facts_of, with_event
from hotline.domain.calls.events import CallEvent, CallEventKind, Direction
from hotline.domain.models import PhoneCall
from hotline.storage.calls import SAME_CALL, calls_of_id
from hotline.storage.number_marks import is_blocked
from hotline.storage.seats import login_of
from hotline.storage.vault import Vault

PLAIN = ("direction", "queue", "started_at", "answered_at", "ended_at", "waited", "talked")
CAUSES = ("cause", "raw_cause", "ivr_path")


def record_event(session: Session, event: CallEvent, desk: Desk, *, source: str) -> PhoneCall:
    """The call as it is now.

    source  the phone system that told: two of them may use one number for different calls
    """
    call = _call_of(session, event, source, desk.vault)
    return add_event(session, call, desk, event=event)


def add_event(session: Session, call: PhoneCall, desk: Desk, *, event: CallEvent) -> PhoneCall:
    """The call as it is with this event."""
    known = events_of(call, desk.vault)
    at = _behind(known, event.at)
    events = with_event(known, replace(event, at=at, transcript=""))
    _keep_transcript(call, event, desk.vault)
    before = _standing(call) if known else None
    if events != known:
        facts = facts_of(events)
        _keep_number(call, facts, desk)
        _keep(session, call, facts)
        _keep_recording(call, facts, desk.vault)
        if _is_refused(session, call, before, desk):
            call.state = CallState.REJECTED
        call.events = sealed_events(events, desk.vault)
    session.add(call)
    session.flush()
    if _standing(call) != before:
        move_seat(session, call, desk)
        follow_call(session, call, desk, before=before)
        draw_check(session, call, desk)
    return call


def _behind(known: Sequence[CallEvent], at: datetime) -> datetime:
    """Of what comes within one second the first stays the first."""
    same = [other.at for other in known if other.at.replace(microsecond=0) == at]
    return max(same) + timedelta(microseconds=1) if same else at


def _standing(call: PhoneCall) -> Standing:
    return Standing(call.state, call.direction, call.number_key)


def _call_of(session: Session, event: CallEvent, source: str, vault: Vault) -> PhoneCall:
    """The call of this number at the phone system and of this caller; one of another caller that
    begins under the same number is a call of its own.
    """
    turns = calls_of_id(session, source, event.call_id)
    recent = [call for call in turns if event.at - call.started_at < SAME_CALL]
    key = vault.key_of(_number_of(event))
    same = [call for call in recent if key is None or call.number_key in (key, None)]
    if same:
        return same[0]
    if recent and event.kind != CallEventKind.NEW_CALL:
        return recent[0]
    return PhoneCall(
        source=source,
        call_id=event.call_id,
        turn=turns[0].turn + 1 if turns else 1,
        started_at=event.at,
    )


def _number_of(event: CallEvent) -> str:
    """Of the other end, as far as this event tells it; who calls themselves was overwritten."""
    if event.caller == event.called:
        return ""
    return event.called if event.direction == Direction.OUT else event.caller


def _keep_transcript(call: PhoneCall, event: CallEvent, vault: Vault) -> None:
    """The longest one: what comes later of the same call has more of it."""
    if len(event.transcript) > len(vault.decrypt(call.transcript)):
        call.transcript = vault.encrypt(event.transcript)


def _keep_recording(call: PhoneCall, facts: CallFacts, vault: Vault) -> None:
    if facts.recording != vault.decrypt(call.recording):
        call.recording = vault.encrypt(facts.recording)


def _keep_number(call: PhoneCall, facts: CallFacts, desk: Desk) -> None:
    outgoing = facts.direction == Direction.OUT
    number, call.line = (facts.called, facts.caller) if outgoing else (facts.caller, facts.called)
    key = desk.vault.key_of(number)
    if key != call.number_key:
        call.number_key, call.number = key, desk.vault.encrypt(number)


def _is_refused(session: Session, call: PhoneCall, before: Standing | None, desk: Desk) -> bool:
    """A blocked number is refused when it calls; one that is blocked while it talks goes on, and
    whoever somebody answers all the same was not refused.
    """
    if call.answered_at is not None:
        return False
    if before and before.state == CallState.REJECTED:
        return True
    is_new = before is None or before.number_key != call.number_key
    return (
        is_new
        and call.direction == Direction.IN
        and is_blocked(session, call.number_key, desk.now())
    )


def _keep(session: Session, call: PhoneCall, facts: CallFacts) -> None:
    for name in (*PLAIN, *CAUSES):
        setattr(call, name, getattr(facts, name))
    call.state = facts.state
    answered_by = "、".join(facts.answered_by)[:200]
    if not call.agent and answered_by != call.answered_by:
        call.agent = login_of(session, facts.answered_by)
    call.answered_by = answered_by
    rings = [login_of(session, [name]) for name in facts.rings]
    call.rings = sorted({login for login in rings if login})
