"""The API for other systems and for staff: a JSON object or a form with the fields of a report."""

from collections.abc import Mapping
from typing import Any

from hotline.casework.hiding import with_wish
from hotline.desk.desk import Desk
from hotline.domain.errors import NotAllowed, NotSignedIn
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, Actor, Role, is_gateway
from hotline.intake.channel import checked

CHANNEL = "web"
# What a caller without a login may name; staff may name any channel.
PUBLIC_CHANNELS = ("web", "app", "wechat", "miniprogram")


def parse(data: Mapping[str, Any], desk: Desk, *, actor: Actor = CALLER) -> IncomingReport:
    """Fields as they came; a caller's report comes over a public channel.

    Raises InvalidInput; NotSignedIn or NotAllowed for an openid that no gateway vouches for.
    """
    if actor.role == Role.CALLER and data.get("channel") not in PUBLIC_CHANNELS:
        data = {**data, "channel": CHANNEL}
    report = checked(with_wish(data), desk)
    if report.openid:
        _require_gateway(actor)
    return report


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


def _require_gateway(actor: Actor) -> None:
    """Whose openid it is only the city's own program knows: anybody else could put tickets into
    another person's list.
    """
    if is_gateway(actor):
        return
    if actor.role == Role.CALLER:
        raise NotSignedIn(
            "带 openid 提交要用接入令牌，诉求没有登记",
            remedy="请管理员建立 gateway 令牌，放在 Authorization 头中；本人提交请去掉 openid",
        )
    raise NotAllowed(
        "openid 只能由持 gateway 令牌的程序填写，诉求没有登记", remedy="请去掉 openid 再提交"
    )
