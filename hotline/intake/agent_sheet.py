"""The agent's sheet: what a caller says on the phone, or a visitor or a letter."""

from collections.abc import Mapping
from typing import Any

from hotline.casework.hiding import with_hiding
from hotline.desk.desk import Desk
from hotline.domain.parties import PARTY_FIELDS
from hotline.domain.reports import IncomingReport
from hotline.intake.channel import checked

CHANNEL = "phone"
FIELDS = (
    "title",
    "text",
    "address",
    "district",
    "occurred",
    "category",
    "request_type",
    "urgency",
    "identity",
    "caller",
    "phone",
    "caller_kind",
    "channel",
    "secrecy",
    "accused",
    *PARTY_FIELDS,
)


def parse(data: Mapping[str, Any], desk: Desk) -> IncomingReport:
    """The sheet's fields by name; how the call ends stands in others. Raises InvalidInput."""
    filled = {name: data[name] for name in FIELDS if data.get(name)}
    return checked({"channel": CHANNEL} | with_hiding(filled, data), desk)


def example() -> Mapping[str, Any]:
    return {
        "title": "夜间施工噪声",
        "text": "来电人反映隔壁工地每天半夜打桩施工，噪声很大，影响老人和孩子休息。",
        "address": "东湖区鼓楼街道",
        "occurred": "2026-03-08T23:30",
        "identity": "real",
        "caller": "张先生",
        "phone": "0123-4567890",
        "caller_kind": "person",
        "channel": "phone",
        "secrecy": "open",
        "accused": "",
        "proxy": "张小文",
        "proxy_relation": "女儿",
        "proxy_phone": "139 0013 9000",
        "ending": "dispatch",
        "unit": "",
    }
