"""Conversations of a contact: Chatwoot's public client API."""

from typing import Any

from litestar import Request, Response, get, post
from sqlmodel import Session

from hotline.chats.contacts import read_attributes
from hotline.chats.conversations import open_conversation
from hotline.chats.documents import conversation_document, message_documents
from hotline.chats.signs import leave_chat, note_contact_read, show_typing
from hotline.domain.models import ChatConversation
from hotline.storage.chats import conversations_of, messages_of
from hotline.web.api.bodies import read_mapping
from hotline.web.api.chat_contacts import CONTACT
from hotline.web.budgets import limited
from hotline.web.chats import (
    ChatDoor,
    address_in,
    in_reading,
    in_writing,
    own_chat,
    own_contacts,
)
from hotline.web.dependencies import AtDesk, Data
from hotline.web.guards import public

CHATS = CONTACT + "/conversations"
CHAT = CHATS + "/{number:int}"
SHOWN = 20


@post(CHATS, guards=[public, limited("chats")], status_code=200)
async def create_chat(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, inbox: str, source: str
) -> dict[str, Any]:
    """A new conversation, beside those that go on."""
    attributes = read_attributes(await read_mapping(request) if await request.body() else {})
    address = address_in(request, inbox, source)

    def create(session: Session) -> dict[str, Any]:
        door = address.door(session, desk)
        row = open_conversation(session, door.contact, desk, attributes=attributes)
        return conversation_document(row, door.view)

    return await in_writing(database, create)


@get(CHATS, guards=[public, limited("chat-looks")])
async def list_chats(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, inbox: str, source: str
) -> list[dict[str, Any]]:
    """The newest first: with a verified identity all of this person's, else of this source."""
    address = address_in(request, inbox, source)

    def look(session: Session) -> list[dict[str, Any]]:
        door = address.door(session, desk)
        rows = conversations_of(session, own_contacts(session, door), limit=SHOWN)
        return [_whole(session, row, door) for row in rows]

    return await in_reading(database, look)


@get(CHAT, guards=[public, limited("chat-looks")])
async def show_chat(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> dict[str, Any]:
    address = address_in(request, inbox, source)

    def look(session: Session) -> dict[str, Any]:
        door = address.door(session, desk)
        return _whole(session, own_chat(session, door, number), door)

    return await in_reading(database, look)


@post(CHAT + "/toggle_status", guards=[public, limited("chats")], status_code=200)
async def resolve_chat(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> dict[str, Any]:
    """The contact ends it; one that has ended stays so."""
    address = address_in(request, inbox, source)

    def resolve(session: Session) -> dict[str, Any]:
        door = address.door(session, desk)
        row = own_chat(session, door, number, locked=True)
        leave_chat(session, row, desk)
        return _whole(session, row, door)

    return await in_writing(database, resolve)


@post(CHAT + "/toggle_typing", guards=[public, limited("chats")], status_code=200)
async def type_in_chat(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> Response[None]:
    """`typing_status` is on or off."""
    typing = (await read_mapping(request)).get("typing_status")
    address = address_in(request, inbox, source)

    def show(session: Session) -> None:
        row = own_chat(session, address.door(session, desk), number)
        show_typing(session, row, desk, typing=typing)

    await in_writing(database, show, waits=False)
    return _nothing()


@post(CHAT + "/update_last_seen", guards=[public, limited("chats")], status_code=200)
async def read_chat(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> Response[None]:
    address = address_in(request, inbox, source)

    def note(session: Session) -> None:
        row = own_chat(session, address.door(session, desk), number, locked=True)
        note_contact_read(session, row, desk)

    await in_writing(database, note, waits=False)
    return _nothing()


def _whole(session: Session, row: ChatConversation, door: ChatDoor) -> dict[str, Any]:
    messages = messages_of(session, row.row_id, for_contact=True, limit=SHOWN)
    return conversation_document(row, door.view, message_documents(session, messages, door.view))


def _nothing() -> Response[None]:
    return Response(None, status_code=200, media_type="text/plain")


route_handlers = [create_chat, list_chats, show_chat, resolve_chat, type_in_chat, read_chat]
