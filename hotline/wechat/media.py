"""What followers send beside texts: fetched from WeChat within its three days, kept with the chat,
and with the ticket that the chat has become by then.
"""

from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from hotline.casework.attachments import attach
from hotline.chats.messages import tell
from hotline.delivery.outbox import Parcel, queue_delivery
from hotline.delivery.wechat_interface import Fetched
from hotline.desk.desk import Desk, open_desk
from hotline.domain.attachments import KINDS, File, read_file
from hotline.domain.chats.states import ChatEventKind
from hotline.domain.deliveries import DeliveryKind, SendingOutcome, SendingResult
from hotline.domain.errors import Conflict, HotlineError, IllegalTransition, Unavailable
from hotline.domain.models import (
    ChatAttachment,
    ChatConversation,
    ChatMessage,
    Ticket,
)
from hotline.domain.roles import CALLER
from hotline.storage.chats import attachments_of
from hotline.storage.database import Database
from hotline.storage.files import Stored, open_files
from hotline.storage.vault import Vault

MEDIA = "media"
NAMES = {"image": "微信图片", "audio": "微信语音", "video": "微信视频"}
MOST_MB = 20


def queue_media(
    session: Session, inbox_id: int, message: ChatMessage, media: str, vault: Vault, now: datetime
) -> None:
    """It is fetched by the sender, which tries again as with all else."""
    queue_delivery(
        session,
        vault,
        DeliveryKind.WECHAT,
        inbox_id,
        MEDIA,
        {"media_id": media},
        now,
        message_id=message.row_id,
    )


def keep_media(
    database: Database, vault: Vault, parcel: Parcel, fetched: Fetched, now: datetime
) -> SendingResult:
    """The file with its message, once; what is no picture, voice or film is refused."""
    files = open_files(database.settings)
    try:
        stored = files.put(_file_of(fetched))
    except Unavailable as error:
        return SendingResult(SendingOutcome.LATER, reason=error.message)
    except HotlineError as error:
        return SendingResult(SendingOutcome.REFUSED, reason=error.message)
    is_kept = False
    try:
        with database.reading() as session:
            desk = open_desk(session, vault, now=lambda: now)
        with database.writing() as session:
            is_kept = _keep(session, session.get_one(ChatMessage, parcel.message_id), stored, desk)
    finally:
        if not is_kept:
            files.drop(stored.key)
    return SendingResult(SendingOutcome.DONE, fetched.status)


def _keep(session: Session, message: ChatMessage, stored: Stored, desk: Desk) -> bool:
    if attachments_of(session, [message.row_id]):
        return False
    session.add(ChatAttachment(message_id=message.row_id, **vars(stored)))
    chat = session.get_one(ChatConversation, message.conversation_id)
    tell(session, chat, ChatEventKind.MESSAGE_UPDATED, desk.now(), message=message)
    if chat.ticket_id:
        # A ticket that takes nothing more leaves it to the chat, which is found from the ticket.
        with suppress(Conflict, IllegalTransition):
            attach(session, CALLER, session.get_one(Ticket, chat.ticket_id), desk, stored=stored)
    return True


def _file_of(fetched: Fetched) -> File:
    """By its first bytes: WeChat names files by numbers. Raises InvalidInput."""
    content = fetched.content
    for media_type, endings, signature, at in KINDS:
        name = NAMES.get(media_type.partition("/")[0])
        if name and content[at : at + len(signature)] == signature:
            return read_file(f"{name}.{endings[0]}", content, most_mb=MOST_MB)
    return read_file("微信附件.bin", content, most_mb=MOST_MB)
