"""Calls of which no end is told: a phone system that was restarted, a line that was lost."""

from datetime import timedelta

from sqlmodel import Session

from hotline.calls.record import add_event
from hotline.desk.desk import Desk
from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.causes import NO_END
from hotline.domain.calls.events import CallEvent, CallEventKind
from hotline.domain.models import PhoneCall
from hotline.storage.call_news import LIVE
from hotline.storage.calls import silent_calls

# No caller waits so long for an answer.
RINGS = timedelta(hours=1)


def end_silent_calls(session: Session, desk: Desk, *, limit: int = 25) -> int:
    """End what can go on no longer, and say so as its cause. How long it lasted nobody knows; a
    hang-up that is told later counts instead.
    """
    now = desk.now()
    calls = silent_calls(session, ringing_before=now - RINGS, before=now - LIVE, limit=limit)
    for call in calls:
        if call.events is None:
            _end_forgotten(call, desk)
        else:
            event = CallEvent(call.call_id, CallEventKind.HANGUP, now, cause=NO_END)
            add_event(session, call, desk, event=event)
        session.add(call)
    return len(calls)


def _end_forgotten(call: PhoneCall, desk: Desk) -> None:
    """One whose events are gone, so that nothing can be computed anew."""
    call.ended_at, call.cause = desk.now(), NO_END
    if call.state == CallState.RINGING:
        call.state = CallState.MISSED
    elif call.state == CallState.TALKING:
        call.state = CallState.ANSWERED
