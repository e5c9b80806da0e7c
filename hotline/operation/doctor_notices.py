"""What `hotline doctor` looks at of the messages for staff: where they go, whether somebody is
there, when the last one went and how many wait.
"""

import socket
from datetime import datetime
from urllib.parse import urlsplit

from sqlmodel import Session

from hotline.config import Settings
from hotline.delivery.networks import allowed_networks, resolve
from hotline.delivery.posting import PORTS, why_unreached
from hotline.operation.diagnosis import Diagnosis
from hotline.operation.notice_posting import check_receiver
from hotline.reading.notice_messages import OLDEST
from hotline.storage.notices import count_unsent, last_sent

PART, SECONDS = "通知外发", 5.0
UNSET = "没有设置，通知只在各人页面上，无人看页面时险情也无短信"
UNSIGNED = "没有设 HOTLINE_NOTICES_SECRET，发出的内容没有签名，网关无从核验"


def examine_notices(session: Session, settings: Settings, now: datetime) -> Diagnosis:
    url = check_receiver(settings)
    if not url:
        return Diagnosis(PART, "degraded", UNSET, "请设置 HOTLINE_NOTICES_TO 为短信或企业微信网关")
    last, waiting = last_sent(session), count_unsent(session, since=now - OLDEST)
    course = f"上次送达：{f'{last:%Y-%m-%d %H:%M}' if last else '从未'}，等待 {waiting} 条"
    if why := _unreached(url, settings):
        remedy = "请核对 HOTLINE_NOTICES_TO 和网络；恢复后自动补发"
        return Diagnosis(PART, "down", f"连不上网关：{why}；{course}", remedy)
    if not settings.notices_secret:
        remedy = "请设置 HOTLINE_NOTICES_SECRET，与网关一致"
        return Diagnosis(PART, "degraded", f"{course}；{UNSIGNED}", remedy)
    return Diagnosis(PART, "ok", f"网关可连，{course}")


def _unreached(url: str, settings: Settings) -> str:
    """Why nobody answers there, "" where somebody does. Raises RefusedAddress."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        addresses = resolve(host, port, allowed_networks(settings))
        socket.create_connection((addresses[0], port), SECONDS).close()
    except OSError as error:
        return why_unreached(error)
    return ""
