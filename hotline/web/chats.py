"""What the public chat API has in common: whose chat it is, small transactions, files of a form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from sqlmodel import Session

from hotline.chats.contacts import source_keys_of
from hotline.chats.documents import ContactView
from hotline.chats.presence import is_presence_due, note_presence
from hotline.desk.desk import Desk
from hotline.domain.attachments import File, read_file
from hotline.domain.chats.permissions import TAKES_CHATS
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.models import ChatContact, ChatConversation, ChatInbox
from hotline.domain.roles import Actor
from hotline.storage.chats import contact_of_key, contacts_of_identifier, find_inbox
from hotline.storage.database import Database
from hotline.storage.files import Files, Stored
from hotline.web.site import site_of
from hotline.web.uploads import dropping

Answer = TypeVar("Answer")
MOST_FILES, LARGEST_FORM = 5, 21_000_000
FIELDS = ("attachments[]", "attachments")


@dataclass(frozen=True)
class ChatDoor:
    """An inbox and one of its contacts, as an address names them; `view` is for documents."""

    inbox: ChatInbox
    contact: ChatContact
    view: ContactView


@dataclass(frozen=True)
class ChatAddress:
    """What stands in the address of a request of a contact."""

    inbox: str
    source: str
    site: str

    def door(self, session: Session, desk: Desk) -> ChatDoor:
        """Raises NotFound for an unknown inbox or contact; the two look the same."""
        inbox = find_inbox(session, self.inbox)
        contact = contact_of_key(session, source_keys_of(inbox, self.source, desk.vault))
        if contact is None:
            raise NotFound("没有这个会话入口或联系人", remedy="请先建立联系人（contacts）")
        return ChatDoor(inbox, contact, ContactView(inbox, contact, desk.vault, self.site))


def address_in(request: Request[Any, Any, Any], inbox: str, source: str) -> ChatAddress:
    return ChatAddress(inbox, source, site_of(request).origin)


def own_chat(
    session: Session, door: ChatDoor, number: int, *, locked: bool = False
) -> ChatConversation:
    """A conversation of this contact, or with a verified identity of the same person. Raises
    NotFound.
    """
    row = session.get(ChatConversation, number, with_for_update=locked or None)
    if row is None or row.contact_id not in own_contacts(session, door):
        raise NotFound(f"没有会话 {number}", remedy="请先建立会话（conversations）")
    return row


def own_contacts(session: Session, door: ChatDoor) -> set[int]:
    """Ids of the contacts that are verified as the same person, with this one."""
    contact, ids = door.contact, {door.contact.row_id}
    if contact.verified and contact.identifier_key:
        same = contacts_of_identifier(session, door.inbox, contact.identifier_key)
        ids |= {row.row_id for row in same}
    return ids


async def in_reading(database: Database, work: Callable[[Session], Answer]) -> Answer:
    """What `work` answers, from a snapshot, in a worker thread."""

    def run() -> Answer:
        with database.reading() as session:
            return work(session)

    return await sync_to_thread(run)


async def in_writing(
    database: Database, work: Callable[[Session], Answer], *, waits: bool = True
) -> Answer:
    """The same in a transaction that is committed before this returns."""

    def run() -> Answer:
        with database.writing(waits=waits) as session:
            return work(session)

    return await sync_to_thread(run)


async def read_form(
    request: Request[Any, Any, Any], desk: Desk
) -> tuple[Mapping[str, Any], list[File]]:
    """Fields and files of a form with photos; raises InvalidInput for what is no such file."""
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    sent = [
        value
        for name, value in form.multi_items()
        if name in FIELDS and isinstance(value, UploadFile)
    ]
    if len(sent) > MOST_FILES:
        raise InvalidInput(
            f"一次发来 {len(sent)} 个文件", field="attachments", remedy=f"最多 {MOST_FILES} 个"
        )
    most = desk.city.settings.attachment_mb
    files = [read_file(part.filename or "", await part.read(), most_mb=most) for part in sent]
    return fields, files


@contextmanager
def kept(files: Files, sent: Sequence[File]) -> Iterator[list[Stored]]:
    """On the disk before their rows are committed: they go again where that fails."""
    with ExitStack() as stack:
        stored = list[Stored]()
        for file in sent:
            stored.append(files.put(file))
            stack.enter_context(dropping(files, stored[-1]))
        yield stored


def note_page(database: Database, actor: Actor, desk: Desk) -> None:
    """The page of somebody who takes chats is open, or asks by itself: they are there."""
    if actor.role not in TAKES_CHATS:
        return
    with database.reading() as session:
        is_due = is_presence_due(session, actor, desk)
    if is_due:
        with database.writing(waits=False) as session:
            note_presence(session, actor, desk)
