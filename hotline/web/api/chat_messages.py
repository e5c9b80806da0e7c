"""Messages of a contact: Chatwoot's public client API."""

from typing import Any

from litestar import Request, Response, get, patch, post
from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from hotline.chats.documents import message_document, message_documents
from hotline.chats.hearing import Incoming, check_client_id, check_speed, hear
from hotline.chats.messages import check_content
from hotline.chats.reading import read_chat_text
from hotline.chats.submitting import submit_values
from hotline.domain.chats.states import ChatState
from hotline.domain.errors import NotFound
from hotline.domain.models import ChatAttachment, ChatMessage
from hotline.storage.chats import messages_of
from hotline.web.api.bodies import read_form_or_mapping, read_mapping
from hotline.web.api.chat_contacts import CONTACT
from hotline.web.api.chat_conversations import CHAT
from hotline.web.budgets import limited
from hotline.web.chats import (
    LARGEST_FORM,
    address_in,
    in_reading,
    in_writing,
    kept,
    own_chat,
)
from hotline.web.dependencies import AtDesk, Data, Stores
from hotline.web.guards import public
from hotline.web.uploads import as_file

SHOWN = 20


@post(
    CHAT + "/messages",
    guards=[public, limited("chats")],
    status_code=200,
    request_max_body_size=LARGEST_FORM,
)
async def write_message(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    files: Stores,
    inbox: str,
    source: str,
    number: int,
) -> dict[str, Any]:
    """`content` and `echo_id`, or a form with `attachments[]`. The same `echo_id` again gives the
    same message: who does not know whether it came may send it once more.
    """
    address = address_in(request, inbox, source)

    def admit(session: Session) -> bool:
        door = address.door(session, desk)
        chat = own_chat(session, door, number)
        check_speed(session, door.contact, desk)
        return chat.state == ChatState.MACHINE

    for_machine = await in_reading(database, admit)
    data, sent = await read_form_or_mapping(request, desk)
    text = check_content(data.get("content"), has_files=bool(sent))
    client_id = check_client_id(data.get("echo_id"))

    def write() -> dict[str, Any]:
        reading = read_chat_text(text, desk, for_machine=for_machine)
        with kept(files, sent) as stored, database.writing() as session:
            door = address.door(session, desk)
            chat = own_chat(session, door, number)
            incoming = Incoming(text, client_id, stored, reading)
            message = hear(session, door.contact, desk, incoming=incoming, conversation=chat)
            return message_documents(session, [message], door.view)[0]

    return await sync_to_thread(write)


@get(CHAT + "/messages", guards=[public, limited("chat-looks")])
async def list_messages(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
    before: int = 0,
    after: int = 0,
) -> list[dict[str, Any]]:
    """The newest, oldest of them first; `before` and `after` are ids."""
    address = address_in(request, inbox, source)

    def look(session: Session) -> list[dict[str, Any]]:
        door = address.door(session, desk)
        chat = own_chat(session, door, number)
        rows = messages_of(
            session, chat.row_id, before=before, after=after, for_contact=True, limit=SHOWN
        )
        return message_documents(session, rows, door.view)

    return await in_reading(database, look)


@patch(CHAT + "/messages/{message:int}", guards=[public, limited("chats")])
async def answer_form(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
    message: int,
) -> dict[str, Any]:
    """`submitted_values`: what the contact chose or filled in of what a message offers."""
    data, address = await read_mapping(request), address_in(request, inbox, source)

    def submit(session: Session) -> dict[str, Any]:
        door = address.door(session, desk)
        chat = own_chat(session, door, number, locked=True)
        row = session.get(ChatMessage, message)
        if row is None or row.conversation_id != chat.id:
            raise NotFound(f"没有消息 {message}", remedy="请核对消息编号")
        submit_values(session, chat, desk, message=row, values=data.get("submitted_values"))
        return message_document(row, door.view)

    return await in_writing(database, submit)


@get(CONTACT + "/attachments/{number:int}", guards=[public, limited("chat-looks")])
async def download_file(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    files: Stores,
    inbox: str,
    source: str,
    number: int,
) -> Response[bytes]:
    """A file of this contact's own chats."""
    address = address_in(request, inbox, source)

    def look(session: Session) -> ChatAttachment:
        door = address.door(session, desk)
        row = session.get(ChatAttachment, number)
        message = session.get(ChatMessage, row.message_id) if row else None
        if row is None or message is None:
            raise NotFound("没有这个附件", remedy="请核对附件编号")
        own_chat(session, door, message.conversation_id)
        return row

    row = await in_reading(database, look)
    return await sync_to_thread(as_file, row.name, row.media_type, row.key, files)


route_handlers = [write_message, list_messages, answer_form, download_file]
