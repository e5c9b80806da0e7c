"""Who made a paper, and when: it stands on every sheet that leaves the system."""

from hotline.desk.desk import Desk
from hotline.domain.roles import Actor
from hotline.web.names import when

EXAMPLE = "示例数据，非现行权责。"
MASKED = "个人信息已隐去，不得对外公开。"


def watermark(actor: Actor, desk: Desk) -> str:
    return f"{actor.login} {when(desk.now())} 导出。"
