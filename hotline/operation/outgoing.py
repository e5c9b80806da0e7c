"""What fills the outbox or goes out beside it, and what is forgotten of it."""

from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import Session

from hotline.chats.hooking import queue_webhooks
from hotline.delivery.outbox import forget_bodies
from hotline.delivery.sender import Filler, Keeper
from hotline.desk.desk import Desk
from hotline.operation.notice_posting import post_notices
from hotline.storage.deliveries import ended_with_bodies
from hotline.storage.wechat import drop_pushes
from hotline.wechat.answering import queue_answers
from hotline.wechat.media import MEDIA, keep_media

FILLERS: tuple[Filler, ...] = (queue_webhooks, queue_answers, post_notices)
KEEPERS: Mapping[str, Keeper] = {MEDIA: keep_media}
BATCH = 100
# So long a delivery can be sent once more; so long a repeated push is known again.
KEPT, KNOWN = timedelta(days=30), timedelta(days=1)


def forget_sent(session: Session, desk: Desk) -> int:
    """Contents of deliveries that ended long ago; when and how they ended stays."""
    rows = ended_with_bodies(session, desk.now() - KEPT, limit=BATCH)
    return forget_bodies(rows)


def forget_pushes(session: Session, desk: Desk) -> int:
    return drop_pushes(session, desk.now() - KNOWN, limit=BATCH)
