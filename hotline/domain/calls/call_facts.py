"""What the events of a call make of it: a function of their set, so that neither order nor
repetition matters.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from hotline.domain.calls.causes import (
    BY_CALLER,
    CAUSES,
    FORWARDED,
    NEVER_ANSWERED,
    NO_END,
    NORMAL,
    cause_of,
)
from hotline.domain.calls.events import CallEvent, CallEventKind, Direction


class CallState(StrEnum):
    RINGING = "ringing"
    TALKING = "talking"
    ANSWERED = "answered"
    MISSED = "missed"
    ABANDONED = "abandoned"
    FORWARDED = "forwarded"
    REJECTED = "rejected"


UNANSWERED = frozenset({CallState.MISSED, CallState.ABANDONED})
LIVE = frozenset({CallState.RINGING, CallState.TALKING})
MOST_EVENTS = 40
# An answer and a hang-up of one moment may overtake each other.
OVERTAKES = timedelta(seconds=1)
# Numbers are told best by the beginning; an answer of Asterisk's dialplan names the called twice.
_TOLD_BEST = (CallEventKind.NEW_CALL, CallEventKind.HANGUP, CallEventKind.ANSWER)


@dataclass(frozen=True)
class CallFacts:
    """A call as its events tell it; `answered_by`: extension, login or name of who answered.

    state      missed: nobody answered; abandoned: the caller gave up before that
    rings      whom it rings at, while nobody has answered
    waited     seconds until somebody answered or the call ended; talked: from then on
    """

    direction: Direction
    caller: str
    called: str
    queue: str
    state: CallState
    rings: tuple[str, ...]
    answered_by: tuple[str, ...]
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    waited: int | None
    talked: int | None
    cause: str
    raw_cause: str
    recording: str
    ivr_path: str


def with_event(events: Iterable[CallEvent], event: CallEvent) -> tuple[CallEvent, ...]:
    """The set of events with one more; the same one again counts from when it came first."""
    known = {replace(other, at=event.at): other for other in events}
    if event in known:
        first = known[event]
        known[event] = replace(first, at=min(first.at, event.at))
    elif len(known) < MOST_EVENTS:
        known[event] = event
    return tuple(sorted(known.values(), key=_order))


def facts_of(events: Sequence[CallEvent]) -> CallFacts:
    """The call that these events, at least one, make together; moments to the second."""
    events = sorted(events, key=_order)
    hangups = _of(events, CallEventKind.HANGUP)
    answers = _believed(events, hangups)
    sent = [event for event in hangups if event.cause != NO_END]
    started = _first_moment(events)
    ended = _first_moment(sent or hangups)
    answered = _first_moment(answers)
    assert started is not None
    if answered and ended:
        answered = min(answered, ended)
    raw, cause = _cause(hangups, is_answered=answered is not None)
    caller, called = _numbers(events)
    return CallFacts(
        direction=Direction.OUT if _first(events, _direction) == "out" else Direction.IN,
        caller=caller,
        called=called,
        queue=_first(events, lambda event: event.queue),
        state=_state(answered, ended, cause),
        rings=_rings(events),
        answered_by=_answered_by(events, answers),
        started_at=started,
        answered_at=answered,
        ended_at=ended,
        waited=_waited(events, started, answered or (ended if sent else None)),
        talked=_talked(events, answered, ended if sent else None),
        cause=cause,
        raw_cause=raw,
        recording=_first(events, lambda event: event.recording),
        ivr_path=_first(events, lambda event: event.ivr_path),
    )


def _believed(events: Sequence[CallEvent], hangups: Sequence[CallEvent]) -> list[CallEvent]:
    """The answers, but none that is told after a hang-up which says that nobody had answered: a
    call that was given up stays so, unless somebody counted how long was talked.
    """
    answers = _of(events, CallEventKind.ANSWER)
    never = _cause(hangups)[1] in NEVER_ANSWERED
    if not never or any(event.talked for event in events):
        return answers
    last = max(event.at for event in hangups)
    # A beginning that is told after the end: the events of this call come in no order.
    if any(event.at > last for event in _of(events, CallEventKind.NEW_CALL)):
        return answers
    last += OVERTAKES
    return [event for event in answers if event.at <= last]


def _first_moment(events: Sequence[CallEvent]) -> datetime | None:
    return min((event.at.replace(microsecond=0) for event in events), default=None)


def _state(answered: datetime | None, ended: datetime | None, cause: str) -> CallState:
    if answered:
        return CallState.ANSWERED if ended else CallState.TALKING
    if not ended:
        return CallState.RINGING
    if cause == FORWARDED:
        return CallState.FORWARDED
    return CallState.ABANDONED if cause in BY_CALLER else CallState.MISSED


def _cause(hangups: Sequence[CallEvent], *, is_answered: bool = False) -> tuple[str, str]:
    """As it was sent, and what it means: the most telling of several. Of an answered call none says
    that nobody answered: it was cleared, whatever was sent.
    """
    sent = sorted({event.cause for event in hangups if event.cause})
    ranked = sorted(sent, key=lambda raw: (_rank(cause_of(raw)), raw))
    fitting = [raw for raw in ranked if not is_answered or cause_of(raw) not in NEVER_ANSWERED]
    if fitting:
        return fitting[0], cause_of(fitting[0])
    return (ranked[0], NORMAL) if ranked else ("", "")


def _rank(cause: str) -> int:
    return CAUSES.index(cause) if cause in CAUSES else len(CAUSES)


def _numbers(events: Sequence[CallEvent]) -> tuple[str, str]:
    """Caller and called, each from the event that tells it best."""
    ordered = sorted(events, key=lambda event: (_TOLD_BEST.index(event.kind), _order(event)))
    # Who calls themselves was overwritten by their own phone system.
    callers = [event.caller for event in ordered if event.caller and event.caller != event.called]
    called = [event.called for event in ordered if event.called]
    return (callers or [""])[0], (called or [""])[0]


def _answered_by(events: Sequence[CallEvent], answers: Sequence[CallEvent]) -> tuple[str, ...]:
    """All ways in which the first answer names its agent."""
    first = min(answers, key=lambda event: (event.at, _order(event)), default=None)
    if first is None:
        return ()
    names = (first.agent, first.answering, *first.users)
    if not any(names):
        others = (event for event in events if event.kind == CallEventKind.HANGUP)
        names = tuple(name for event in others for name in (event.agent, event.answering))
    return tuple(dict.fromkeys(name for name in names if name))


def _rings(events: Sequence[CallEvent]) -> tuple[str, ...]:
    new = _of(events, CallEventKind.NEW_CALL)
    names = [name for event in new for name in (event.agent, event.answering, *event.users)]
    return tuple(dict.fromkeys(name for name in names if name))


def _waited(events: Sequence[CallEvent], started: datetime, until: datetime | None) -> int | None:
    counted = [event.waited for event in events if event.waited is not None]
    if counted:
        return max(counted)
    return int((until - started).total_seconds()) if until else None


def _talked(
    events: Sequence[CallEvent], answered: datetime | None, ended: datetime | None
) -> int | None:
    if answered is None or ended is None:
        return None
    counted = [event.talked for event in events if event.talked is not None]
    return max(counted) if counted else int((ended - answered).total_seconds())


def _direction(event: CallEvent) -> str:
    return event.direction


def _first(events: Sequence[CallEvent], field: Callable[[CallEvent], str]) -> str:
    return next((value for event in events if (value := field(event))), "")


def _of(events: Sequence[CallEvent], kind: CallEventKind) -> list[CallEvent]:
    return [event for event in events if event.kind == kind]


def _order(event: CallEvent) -> tuple[object, ...]:
    """By what an event says, so that it does not matter when it came."""
    return (_TOLD_BEST.index(event.kind), *(str(part) for part in _content(event)), event.at)


def _content(event: CallEvent) -> tuple[object, ...]:
    return tuple(value for name, value in vars(event).items() if name not in ("at", "kind"))
