"""After a lost line: which calls go on, which came and which ended meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from hotline.calls.ami.messages import Message
from hotline.calls.ami.translation import extension_of
from hotline.calls.numbers import number_of, text_of
from hotline.domain.calls.events import CallEvent, CallEventKind, Direction


def missed_events(
    open_ids: Iterable[str],
    channels: Sequence[Message],
    entries: Sequence[Message],
    now: datetime,
) -> list[CallEvent]:
    """What must have been told while nobody listened.

    open_ids  calls that went on when the line was lost
    channels  all that there are now (CoreShowChannel); entries: who waits (QueueEntry)
    """
    living = {channel.get("Uniqueid", ""): channel for channel in channels}
    return [
        *(_came(entry, now) for entry in entries if entry.get("Uniqueid")),
        *(
            answer
            for number in sorted(open_ids)
            if number in living and (answer := _answered(living[number], channels, now))
        ),
        *(_ended(number, now) for number in sorted(open_ids) if number not in living),
    ]


def _came(entry: Message, now: datetime) -> CallEvent:
    wait = entry.get("Wait", "")
    since = timedelta(seconds=int(wait[:6])) if wait.isascii() and wait.isdecimal() else timedelta()
    return CallEvent(
        call_id=entry["Uniqueid"],
        kind=CallEventKind.NEW_CALL,
        at=now - since,
        direction=Direction.IN,
        caller=number_of(entry.get("CallerIDNum")),
        queue=text_of(entry.get("Queue")),
    )


def _answered(channel: Message, channels: Sequence[Message], now: datetime) -> CallEvent | None:
    """Who stands on one bridge with the caller has answered."""
    others = _on_bridge(channel, channels)
    if not others:
        return None
    return CallEvent(
        call_id=channel["Uniqueid"],
        kind=CallEventKind.ANSWER,
        at=now,
        direction=Direction.IN,
        answering=extension_of(others[0].get("Channel", "")),
    )


def _on_bridge(channel: Message, channels: Sequence[Message]) -> list[Mapping[str, str]]:
    bridge, own = channel.get("BridgeId", ""), channel["Uniqueid"]
    return [
        other
        for other in channels
        if bridge and other.get("BridgeId") == bridge and other.get("Uniqueid") != own
    ]


def _ended(number: str, now: datetime) -> CallEvent:
    """Nobody says how."""
    return CallEvent(
        call_id=number, kind=CallEventKind.HANGUP, at=now, direction=Direction.IN, cause=""
    )
