"""What staff have to know leaves the house: to the one receiver that the installation names, which
brings it to people by SMS or WeChat Work. Without one it stands on their pages only.

Posted many at once and signed like a webhook; noted as sent when the receiver has taken them. So
after an accident it may get the same ones twice, by the same ids, and never not at all.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from hotline.config import Settings
from hotline.delivery.networks import allowed_networks
from hotline.delivery.posting import checked_url
from hotline.delivery.webhook import send_webhook
from hotline.desk.desk import open_desk
from hotline.domain.deliveries import SendingOutcome
from hotline.domain.errors import InvalidInput, NoCity
from hotline.reading.notice_messages import NoticeGroup, messages
from hotline.storage.chore_runs import claim, due_names
from hotline.storage.database import Database
from hotline.storage.notices import note_sent
from hotline.storage.vault import Vault

log = logging.getLogger("hotline.delivery")

# By which one worker of several posts at a time; longer than a receiver may take to answer.
TURN, EVERY = "post_notices", timedelta(seconds=15)


def check_receiver(settings: Settings) -> str:
    """HOTLINE_NOTICES_TO, "" for nowhere; raises InvalidInput for what nothing can be posted to."""
    try:
        return checked_url(settings.notices_to) if settings.notices_to else ""
    except InvalidInput:
        raise InvalidInput(
            "HOTLINE_NOTICES_TO 不可用",
            field="HOTLINE_NOTICES_TO",
            remedy="请写成 https://网关.example/路径，不带用户名；不向外发送时不要设置",
        ) from None


def post_notices(database: Database, vault: Vault, now: datetime) -> int:
    """Post what may leave now; how many messages were taken. What was not taken is posted again."""
    settings = database.settings
    if not settings.notices_to or not _has_turn(database, now):
        return 0
    total = 0
    while groups := _ready(database, vault, now):
        ids = [notice.row_id for group in groups for notice in group.notices]
        result = send_webhook(
            settings.notices_to,
            settings.notices_secret,
            _code(ids),
            msgspec.json.encode({"event": "notices", "messages": [*map(_document, groups)]}),
            now,
            allowed_networks(settings),
        )
        if result.outcome is not SendingOutcome.DONE:
            log.warning("notices: %s", result.reason)
            break
        with database.writing() as session:
            note_sent(session, ids, now)
        total += len(groups)
    return total


def _has_turn(database: Database, now: datetime) -> bool:
    with database.reading() as session:
        if not due_names(session, {TURN: EVERY}, now):
            return False
    with database.writing() as session:
        return claim(session, TURN, EVERY, now)


def _ready(database: Database, vault: Vault, now: datetime) -> list[NoticeGroup]:
    with database.reading() as session:
        try:
            desk = open_desk(session, vault, now=lambda: now)
        except NoCity:
            return []
        groups = messages(session, desk, root=database.settings.address)
        session.expunge_all()
    return groups


def _document(group: NoticeGroup) -> dict[str, Any]:
    return {
        "id": f"notice-{group.notices[0].row_id}",
        "receiver": group.receiver,
        "kind": str(group.kind),
        "text": group.text,
        "count": group.count,
    }


def _code(ids: Sequence[int]) -> str:
    """The same for the same messages, so that who got them knows them again."""
    return f"msg_{hashlib.sha256(repr(sorted(ids)).encode()).hexdigest()[:24]}"
