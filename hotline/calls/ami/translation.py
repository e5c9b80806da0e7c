"""What the manager interface tells, as events of calls.

Only callers who came into a queue are calls: channels of agents' phones hang up too.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hotline.calls.ami.messages import Message
from hotline.calls.numbers import number_of, text_of
from hotline.domain.calls.causes import CANCEL
from hotline.domain.calls.events import CallEvent, CallEventKind, Direction
from hotline.domain.time.times import CITY_TIME

_INTERFACE = re.compile(r"^(?:[A-Za-z0-9]+/)?([^@/;-]+)")
_DISPOSITIONS = {"NO ANSWER": "NO_ANSWER", "BUSY": "USER_BUSY", "CONGESTION": "SWITCH_CONGESTION"}
_DAY = 86_400
MOST_CALLERS = 20_000


class Translator:
    """Remembers which channels are callers; `open_ids` are those of calls that go on already."""

    def __init__(self, open_ids: Iterable[str] = ()) -> None:
        self._callers = dict.fromkeys(open_ids)
        self._answered: set[str] = set()
        self._gave_up: set[str] = set()

    @property
    def callers(self) -> frozenset[str]:
        return frozenset(self._callers)

    def translate(self, message: Message, now: datetime) -> CallEvent | None:
        """The event of a message; None for all that says nothing of a call."""
        read = READERS.get(message.get("Event", ""))
        number = message.get("Uniqueid", "")
        if read is None or not number:
            return None
        if message["Event"] == "QueueCallerJoin":
            self._note_caller(number)
        if number not in self._callers:
            return None
        kind, fields = read(message)
        self._remember(message["Event"], number)
        if message["Event"] == "Hangup":
            self._forget(number, fields)
        at = _moment(message, now)
        return CallEvent(call_id=number, kind=kind, at=at, direction=Direction.IN, **fields)

    def _note_caller(self, number: str) -> None:
        """The Cdr may come after the hang-up, so ended calls are forgotten only when they are many
        calls ago.
        """
        self._callers[number] = None
        if len(self._callers) > MOST_CALLERS:
            del self._callers[next(iter(self._callers))]

    def _remember(self, name: str, number: str) -> None:
        if name == "AgentConnect":
            self._answered.add(number)
        elif name == "QueueCallerAbandon":
            self._gave_up.add(number)

    def _forget(self, number: str, fields: dict[str, Any]) -> None:
        """Who neither gave up nor was answered was given up by the queue, whatever the cause. The
        Cdr comes after the hang-up or before it.
        """
        if fields["cause"] == "16" and number not in self._answered | self._gave_up:
            fields["cause"] = "NO_ANSWER"
        for memory in (self._answered, self._gave_up):
            memory.discard(number)


def extension_of(interface: str) -> str:
    """8001 of PJSIP/8001, Local/8001@agents/n and PJSIP/8001-0000001f."""
    match = _INTERFACE.match(interface.strip())
    return text_of(match[1]) if match else ""


def _joined(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    return CallEventKind.NEW_CALL, {
        "caller": number_of(message.get("CallerIDNum")),
        "called": number_of(message.get("Exten")),
        "queue": text_of(message.get("Queue")),
    }


def _rings(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    extension = extension_of(message.get("Interface", ""))
    return CallEventKind.NEW_CALL, {
        "queue": text_of(message.get("Queue")),
        "users": (extension,) if extension else (),
    }


def _connected(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    name = text_of(message.get("MemberName"))
    return CallEventKind.ANSWER, {
        "queue": text_of(message.get("Queue")),
        "answering": extension_of(message.get("Interface", "")),
        "users": (name,) if name and "/" not in name else (),
        "waited": _seconds(message, "HoldTime"),
    }


def _completed(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    return CallEventKind.HANGUP, {"talked": _seconds(message, "TalkTime")}


def _abandoned(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    return CallEventKind.HANGUP, {"cause": CANCEL, "waited": _seconds(message, "HoldTime")}


def _hung_up(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    return CallEventKind.HANGUP, {"cause": text_of(message.get("Cause"))}


def _recorded(message: Message) -> tuple[CallEventKind, dict[str, Any]]:
    return CallEventKind.HANGUP, {"cause": _DISPOSITIONS.get(message.get("Disposition", ""), "")}


READERS: Mapping[str, Any] = {
    "QueueCallerJoin": _joined,
    "AgentCalled": _rings,
    "AgentConnect": _connected,
    "AgentComplete": _completed,
    "QueueCallerAbandon": _abandoned,
    "Hangup": _hung_up,
    "Cdr": _recorded,
}


def _seconds(message: Message, name: str) -> int | None:
    text = message.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and int(text[:9]) <= _DAY else None


def _moment(message: Message, now: datetime) -> datetime:
    """Asterisk's own time, where it tells one that can be: with `timestampevents = yes`."""
    try:
        moment = datetime.fromtimestamp(float(message["Timestamp"]), CITY_TIME)
    except (KeyError, ValueError, OverflowError, OSError):
        return now
    moment = moment.replace(tzinfo=None, microsecond=0)
    return moment if abs((now - moment).total_seconds()) < _DAY else now
