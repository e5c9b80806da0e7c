"""The API for other systems and for staff: a JSON object or a form with the fields of a report."""

from collections.abc import Mapping
from typing import Any

from hotline.casework.hiding import with_wish
from hotline.desk.desk import Desk
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, Actor, Role
from hotline.intake.channel import checked

CHANNEL = "web"
# What a caller without a login may name; staff may name any channel.
PUBLIC_CHANNELS = ("web", "app", "wechat", "miniprogram")


def parse(data: Mapping[str, Any], desk: Desk, *, actor: Actor = CALLER) -> IncomingReport:
    """Fields as they came; a caller's report comes over a public channel. Raises InvalidInput."""
    if actor.role == Role.CALLER and data.get("channel") not in PUBLIC_CHANNELS:
        data = {**data, "channel": CHANNEL}
    return checked(with_wish(data), desk)


def example() -> Mapping[str, Any]:
    return {
        "text": "人民路与幸福路口的红绿灯坏了一个星期，早晚高峰经常堵车，很危险。",
        "title": "红绿灯不亮",
        "channel": "wechat",
        "ref": "wx-20260309-0017",
        "time": "2026-03-09T08:30:00+08:00",
        "caller": "李先生",
        "phone": "+86 13900000001",
    }
