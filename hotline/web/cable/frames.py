"""ActionCable's frames as text, and what a client may send."""

import time
from dataclasses import dataclass
from typing import Any

import msgspec

PROTOCOL = "actioncable-v1-json"
LONGEST_FRAME = 16_384
WELCOME = '{"type":"welcome"}'


@dataclass(frozen=True)
class Command:
    """subscribe, unsubscribe or message.

    identifier  as it was sent, to be echoed byte for byte; token: the pubsub_token in it
    action      of a message
    """

    name: str
    identifier: str
    token: str = ""
    action: str = ""


def read_command(text: str) -> Command | None:
    """None for what is no command of ActionCable."""
    frame = _object(text) if len(text) <= LONGEST_FRAME else {}
    name, identifier = frame.get("command"), frame.get("identifier")
    if name not in ("subscribe", "unsubscribe", "message") or not isinstance(identifier, str):
        return None
    parts, data = _object(identifier), frame.get("data")
    # Some clients send the data of a message as an object, Rails' own as its text.
    content = _object(data) if isinstance(data, str) else data if isinstance(data, dict) else {}
    token = parts.get("pubsub_token") if parts.get("channel") == "RoomChannel" else ""
    action = content.get("action")
    return Command(
        name,
        identifier,
        token if isinstance(token, str) else "",
        action if isinstance(action, str) else "",
    )


def ping() -> str:
    return _text({"type": "ping", "message": int(time.time())})


def confirmation(identifier: str) -> str:
    return _text({"identifier": identifier, "type": "confirm_subscription"})


def rejection(identifier: str) -> str:
    return _text({"identifier": identifier, "type": "reject_subscription"})


def event(identifier: str, name: str, data: Any) -> str:
    return _text({"identifier": identifier, "message": {"event": name, "data": data}})


def disconnect(reason: str, *, reconnect: bool) -> str:
    return _text({"type": "disconnect", "reason": reason, "reconnect": reconnect})


def _text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _object(text: str) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return {}
    return value if isinstance(value, dict) else {}
