"""What our own widget asks beside Chatwoot's calls: who is there, a ticket, a rating."""

from typing import Any

from litestar import Request, get, post
from sqlmodel import Session

from hotline.chats.calling import opening_of, show_moment
from hotline.chats.presence import people_there
from hotline.chats.submitting import rate_chat
from hotline.chats.ticket import contact_words, promised_day, register_for_contact
from hotline.domain.chats.states import ChatState
from hotline.storage.chats import find_inbox, inbox_of_kind
from hotline.web.api.bodies import read_mapping
from hotline.web.api.chat_conversations import CHAT
from hotline.web.budgets import limited
from hotline.web.chats import address_in, in_writing, own_chat
from hotline.web.dependencies import AtDesk, Data, reading
from hotline.web.guards import public

WIDGET = "widget"


@get("/public/api/v1/widget", guards=[public, limited("chat-looks")])
@reading
def show_widget(session: Session, request: Request[Any, Any, Any], desk: AtDesk) -> dict[str, Any]:
    """`inbox`, or the first one that was made for the widget; `identifier` "" where there is none.

    people   how many take chats now; opening: when people answer again, "" while they do
    """
    chosen = request.query_params.get("inbox", "")
    inbox = find_inbox(session, chosen) if chosen else inbox_of_kind(session, WIDGET)
    opening = opening_of(desk)
    return {
        "identifier": inbox.identifier if inbox else "",
        "city": desk.city.name,
        "people": 0 if opening else people_there(session, desk),
        "opening": show_moment(opening, desk.now()) if opening else "",
    }


@get(CHAT + "/tickets", guards=[public, limited("chat-looks")])
@reading
def show_own_words(
    session: Session,
    request: Request[Any, Any, Any],
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> dict[str, Any]:
    """What a report of this chat would say if nothing were filled in."""
    row = own_chat(session, address_in(request, inbox, source).door(session, desk), number)
    return {"text": contact_words(session, row, desk)[: desk.city.settings.text_max]}


@post(CHAT + "/tickets", guards=[public, limited("reports")])
async def register_own_chat(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> dict[str, Any]:
    """What the contact has said becomes their report: made once, the same afterwards."""
    data = await read_mapping(request) if await request.body() else {}
    address = address_in(request, inbox, source)
    fields = {
        name: value
        for name in ("text", "address", "caller", "phone")
        if isinstance(value := data.get(name), str) and value.strip()
    }

    def register(session: Session) -> dict[str, Any]:
        row = own_chat(session, address.door(session, desk), number, locked=True)
        receipt = register_for_contact(session, row, desk, fields=fields)
        return {
            "ticket_no": receipt.no,
            "query_code": receipt.query_code,
            "promised_at": promised_day(receipt, desk),
        }

    return await in_writing(database, register)


@post(CHAT + "/ratings", guards=[public, limited("chats")])
async def rate_own_chat(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    inbox: str,
    source: str,
    number: int,
) -> dict[str, Any]:
    """`rating` is 1 to 5, 5 the best."""
    rating, address = (
        (await read_mapping(request)).get("rating"),
        address_in(request, inbox, source),
    )

    def rate(session: Session) -> dict[str, Any]:
        row = own_chat(session, address.door(session, desk), number, locked=True)
        rate_chat(session, row, desk, rating=rating)
        return {"rating": row.rating, "closed": row.state == ChatState.CLOSED}

    return await in_writing(database, rate)


route_handlers = [show_widget, show_own_words, register_own_chat, rate_own_chat]
