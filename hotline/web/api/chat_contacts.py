"""/public/api/v1/inboxes/{inbox}/contacts: Chatwoot's public client API, whose names these are.

Whoever knows a contact's source_id is that contact: it stands in no list and is made by chance.
"""

from typing import Any

from litestar import Request, get, patch, post
from sqlmodel import Session

from hotline.chats.contacts import (
    add_contact,
    person_of,
    read_person,
    read_source,
    update_contact,
)
from hotline.chats.documents import ContactView, contact_document
from hotline.storage.chats import find_inbox
from hotline.web.api.bodies import read_mapping
from hotline.web.budgets import limited
from hotline.web.chats import address_in, in_reading, in_writing
from hotline.web.dependencies import AtDesk, Data
from hotline.web.guards import public
from hotline.web.site import site_of

PATH = "/public/api/v1/inboxes/{inbox:str}"
CONTACT = PATH + "/contacts/{source:str}"
HASH_LENGTH = 128


@post(PATH + "/contacts", guards=[public, limited("chats")], status_code=200)
async def create_contact(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, inbox: str
) -> dict[str, Any]:
    """A contact, or the one that is known by this `source_id` already."""
    data, site = await read_mapping(request, may_be_empty=True), site_of(request).origin
    person, source = read_person(data), read_source(data)
    digest = str(data.get("identifier_hash") or "")[:HASH_LENGTH]

    def create(session: Session) -> dict[str, Any]:
        door, vault = find_inbox(session, inbox), desk.vault
        contact = add_contact(
            session,
            door,
            person,
            vault,
            desk.now(),
            source_id=source,
            identifier_hash=digest,
        )
        return contact_document(ContactView(door, contact, vault, site))

    return await in_writing(database, create)


@get(CONTACT, guards=[public, limited("chat-looks")])
async def show_contact(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, inbox: str, source: str
) -> dict[str, Any]:
    address = address_in(request, inbox, source)
    return await in_reading(
        database, lambda session: contact_document(address.door(session, desk).view)
    )


@patch(CONTACT, guards=[public, limited("chats")])
async def change_contact(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, inbox: str, source: str
) -> dict[str, Any]:
    """What the body names; everything else stays as it is."""
    data, address = await read_mapping(request), address_in(request, inbox, source)
    digest = str(data.get("identifier_hash") or "")[:HASH_LENGTH]

    def change(session: Session) -> dict[str, Any]:
        door = address.door(session, desk)
        person = read_person(data, person_of(door.contact, desk.vault))
        args = (session, door.inbox, door.contact, person, desk.vault, desk.now())
        update_contact(*args, identifier_hash=digest)
        return contact_document(door.view)

    return await in_writing(database, change)


route_handlers = [create_contact, show_contact, change_contact]
