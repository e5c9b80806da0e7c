"""What WeChat pushes: a message or an event of one follower, from XML or JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from hotline.domain.errors import InvalidInput
from hotline.domain.report_fields import CONTROL, OPENID
from hotline.domain.time.times import CITY_TIME
from hotline.domain.wechat.markup import LARGEST, REMEDY, read_xml

NUMBER = re.compile(r"[0-9]{1,20}")
TEXT_MOST, LINE_MOST = 20_000, 500


class PushKind(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    LINK = "link"
    EVENT = "event"
    OTHER = "other"


KINDS = {str(kind): kind for kind in PushKind} | {"shortvideo": PushKind.VIDEO}


@dataclass(frozen=True)
class Push:
    """One push.

    key      the same for each repetition of it: MsgId, for events who, when and which
    account  the original id (gh_...) of the account that it was sent to
    text     what was written, recognised from a voice, or told by a location or a link
    event    of an event its name in lower case; value: its key, such as that of a menu
    """

    kind: PushKind
    openid: str
    account: str
    at: datetime
    key: str
    text: str = ""
    media: str = ""
    picture: str = ""
    latitude: float | None = None
    longitude: float | None = None
    event: str = ""
    value: str = ""


@dataclass(frozen=True)
class Parts:
    """A body as it came: values by name, and whether it was JSON."""

    values: Mapping[str, Any]
    is_json: bool

    def text(self, name: str, most: int = LINE_MOST) -> str:
        """As a line or text that can be stored; "" for what is no text."""
        value = self.values.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        return CONTROL.sub("", value)[:most].strip() if isinstance(value, str) else ""


def read_parts(body: bytes) -> Parts:
    """Raises InvalidInput for what is neither XML nor JSON of one object, and for a long body."""
    if len(body) > LARGEST:
        raise InvalidInput(f"消息超过 {LARGEST} 字节", field="(正文)", remedy=REMEDY)
    if not body.lstrip().startswith(b"{"):
        return Parts(read_xml(body), is_json=False)
    try:
        values = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise InvalidInput("消息不是有效的 JSON", field="(正文)", remedy=REMEDY) from None
    return Parts(values, is_json=True)


def read_push(parts: Parts) -> Push:
    """Raises InvalidInput for a sender that is no openid and for a time that is none."""
    name = parts.text("MsgType").lower()
    kind = KINDS.get(name, PushKind.OTHER)
    openid, at, event = _openid(parts), _moment(parts), parts.text("Event").lower()
    return Push(
        kind=kind,
        openid=openid,
        account=parts.text("ToUserName"),
        at=at,
        key=_key(parts, openid, event),
        text=_text(parts, kind),
        media=parts.text("MediaId"),
        picture=parts.text("PicUrl"),
        latitude=_number(parts, "Location_X", 90),
        longitude=_number(parts, "Location_Y", 180),
        event=event if kind is PushKind.EVENT else "",
        value=parts.text("EventKey"),
    )


def _openid(parts: Parts) -> str:
    value = parts.values.get("FromUserName")
    if not isinstance(value, str) or not OPENID.fullmatch(value):
        raise InvalidInput("发送者不是有效的 openid", field="FromUserName", remedy=REMEDY)
    return value


def _moment(parts: Parts) -> datetime:
    text = parts.text("CreateTime")
    if not NUMBER.fullmatch(text) or len(text) > 11:
        raise InvalidInput("发送时间不是 Unix 秒数", field="CreateTime", remedy=REMEDY)
    return datetime.fromtimestamp(int(text), CITY_TIME).replace(tzinfo=None)


def _key(parts: Parts, openid: str, event: str) -> str:
    """Events have no number: of them who, when and which tell the same one."""
    number = parts.text("MsgId") or parts.text("MsgID")
    if NUMBER.fullmatch(number):
        return number
    which = f"{event}:{value}" if (value := parts.text("EventKey")) else event
    return f"{openid}:{parts.text('CreateTime')}:{which}"


def _text(parts: Parts, kind: PushKind) -> str:
    if kind is PushKind.TEXT:
        return parts.text("Content", TEXT_MOST)
    if kind is PushKind.VOICE:
        return parts.text("Recognition", TEXT_MOST)
    if kind is PushKind.LOCATION:
        return parts.text("Label")
    if kind is PushKind.LINK:
        lines = (parts.text(name) for name in ("Title", "Description", "Url"))
        return "\n".join(line for line in lines if line)
    return ""


def _number(parts: Parts, name: str, most: int) -> float | None:
    try:
        value = float(parts.text(name))
    except ValueError:
        return None
    return value if abs(value) <= most else None
