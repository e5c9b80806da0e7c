"""The body of a CTI event: Zammad's names, and what senders write instead of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from hotline.calls.numbers import SHORT, number_of, text_of
from hotline.domain.calls.events import CallEvent, CallEventKind, Direction
from hotline.domain.errors import InvalidInput

CALL_IDS = ("callId", "call_id", "callid")
# The answers in Zammad's own samples call the user so.
USERS = ("user", "user[]", "caller")
KINDS = {str(kind).lower(): kind for kind in CallEventKind}
LONGEST_ID, LONGEST_URL, LONGEST_TRANSCRIPT = 120, 1_000, 200_000
MOST_USERS, DAY_SECONDS = 20, 86_400


def read_event(data: Mapping[str, Any], now: datetime) -> CallEvent:
    """The event of a body. Raises InvalidInput for one that names no event or no call."""
    kind = KINDS.get(text_of(data.get("event")).lower())
    if kind is None:
        raise InvalidInput("事件不是 newCall、answer、hangup", field="event")
    call_id = _first(data, CALL_IDS, LONGEST_ID)
    if not call_id:
        raise InvalidInput("没有 callId、call_id 或 callid", field="callId")
    direction = _direction(data)
    return CallEvent(
        call_id=call_id,
        kind=kind,
        at=now.replace(microsecond=0),
        direction=direction,
        caller=number_of(data.get("from")),
        called=number_of(data.get("to")),
        queue=_queue(data, kind, direction),
        users=_users(data),
        answering=text_of(data.get("answeringNumber")),
        agent=text_of(data.get("agentId")),
        cause=text_of(data.get("cause")) if kind == CallEventKind.HANGUP else "",
        recording=_address(data.get("recordingUrl")),
        ivr_path=text_of(data.get("ivrPath"), 200),
        waited=_seconds(data.get("queueWaitMs")),
        transcript=text_of(data.get("transcript"), LONGEST_TRANSCRIPT),
    )


def _direction(data: Mapping[str, Any]) -> str:
    text = text_of(data.get("direction")).lower()
    return text if text in set(Direction) else ""


def _queue(data: Mapping[str, Any], kind: CallEventKind, direction: str) -> str:
    """Where no queue is named it stands in `to`: a name or a short number, never a caller's."""
    queue, called = text_of(data.get("queue")), text_of(data.get("to"))
    if queue or kind != CallEventKind.NEW_CALL or direction == Direction.OUT:
        return queue
    return called if SHORT.fullmatch(called) or not number_of(called) else ""


def _users(data: Mapping[str, Any]) -> tuple[str, ...]:
    values = [data[name] for name in USERS if name in data]
    several = [part for value in values for part in (value if isinstance(value, list) else [value])]
    names = [text_of(part) for part in several[:MOST_USERS]]
    return tuple(dict.fromkeys(name for name in names if name))


def _seconds(value: object) -> int | None:
    text = text_of(value, 20).partition(".")[0]
    if not text.isdecimal() or not text.isascii():
        return None
    seconds = int(text) // 1000
    return seconds if seconds <= DAY_SECONDS else None


def _address(value: object) -> str:
    """An http address, or "": a link of any other kind would do something in a browser."""
    text = text_of(value, LONGEST_URL)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _first(data: Mapping[str, Any], names: tuple[str, ...], longest: int) -> str:
    return next((text for name in names if (text := text_of(data.get(name), longest))), "")
