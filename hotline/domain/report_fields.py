"""The fields of a report, each read by a function of its own, and what belongs to their texts."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hotline.domain.credit_code import read_credit_code
from hotline.domain.phones import read_phone
from hotline.domain.time.times import parse_time
from hotline.domain.value_names import named
from hotline.domain.vocabulary import (
    CALLER_KINDS,
    CHANNELS,
    IDENTITIES,
    REQUEST_TYPES,
    SECRECIES,
    URGENCIES,
    key_of,
)

TEXT_LIMIT = 20_000
EARLIEST = datetime(2000, 1, 1)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LINE_LIMITS = {
    "title": 200,
    "caller": 60,
    "address": 300,
    "district": 60,
    "ref": 120,
    "accused": 200,
    "proxy": 60,
    "proxy_relation": 20,
    "enterprise": 100,
    "contact": 60,
}
OPENID = re.compile(r"[A-Za-z0-9_-]{6,64}")


def _line(name: str, value: Any, _now: datetime) -> str:
    text = _clean(name, value).replace("\n", " ").strip()
    limit = LINE_LIMITS[name]
    if len(text) > limit:
        raise ValueError(f"有 {len(text)} 个字，最多 {limit} 个；请缩短，详情写入 text")
    return text


def _body(name: str, value: Any, _now: datetime) -> str:
    text = _clean(name, value).strip()
    if len(text) > TEXT_LIMIT:
        raise ValueError(too_long(len(text), TEXT_LIMIT))
    if not text:
        raise ValueError("诉求内容为空；请写明时间、地点和事情经过")
    return text


def too_long(length: int, limit: int) -> str:
    return f"有 {length} 个字，最多 {limit} 个；请缩短或分次提交"


def _phone(name: str, value: Any, _now: datetime) -> str:
    text = _clean(name, str(value) if isinstance(value, int) else value).strip()
    return read_phone(text) if text else ""


def _credit_code(name: str, value: Any, _now: datetime) -> str:
    text = _clean(name, value).strip()
    return read_credit_code(text) if text else ""


def _time(_name: str, value: Any, now: datetime) -> datetime | None:
    if isinstance(value, str) and not value.strip():
        return None
    time = parse_time(value, now)
    if time > now + timedelta(minutes=5):
        raise ValueError(f"“{time}”晚于现在；请核对年月日")
    if time < EARLIEST:
        raise ValueError(f"“{time}”早于 {EARLIEST:%Y-%m-%d}；请核对年月日")
    return time


def _one_of(names: dict[str, str], *, empty: str = "") -> Callable[[str, Any, datetime], str]:
    def read(name: str, value: Any, _now: datetime) -> str:
        text = _clean(name, value).strip()
        key = key_of(names, text) if text else empty
        if key is None:
            choices = "、".join(f"{k}（{v}）" for k, v in names.items())
            raise ValueError(f"“{short(text)}”不可用；可用：{choices}")
        return key

    return read


def _openid(name: str, value: Any, _now: datetime) -> str:
    text = _clean(name, value).strip()
    if text and not OPENID.fullmatch(text):
        raise ValueError("应为 6 至 64 个字母、数字、“-”或“_”；请原样填写微信给的 openid")
    return text


def _code(name: str, value: Any, _now: datetime) -> str:
    text = _clean(name, value).strip()
    if text and not re.fullmatch(r"[0-9A-Za-z._-]{1,20}", text):
        raise ValueError(f"“{short(text)}”不是分类代码；请用分类目录中的代码，如 0101")
    return text


def _clean(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"应为文字，收到的是 {named(value)}")
    bad = CONTROL.search(value)
    if bad:
        raise ValueError(
            f"第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存；请删除该字符后重试"
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")


def short(value: object) -> str:
    text = CONTROL.sub("?", str(value))
    return text if len(text) <= 40 else text[:40] + "…"


READERS: dict[str, Callable[[str, Any, datetime], Any]] = {
    "text": _body,
    "channel": _one_of(CHANNELS, empty="web"),
    "ref": _line,
    "title": _line,
    "time": _time,
    "occurred": _time,
    "caller": _line,
    "caller_kind": _one_of(CALLER_KINDS, empty="person"),
    "phone": _phone,
    "address": _line,
    "district": _line,
    "request_type": _one_of(REQUEST_TYPES),
    "urgency": _one_of(URGENCIES),
    "category": _code,
    "identity": _one_of(IDENTITIES, empty="real"),
    "secrecy": _one_of(SECRECIES, empty="open"),
    "accused": _line,
    "openid": _openid,
    "proxy": _line,
    "proxy_relation": _line,
    "proxy_phone": _phone,
    "enterprise": _line,
    "credit_code": _credit_code,
    "contact": _line,
}
