"""Tickets by role: the list with its filters, one ticket in full, its caller in clear for a
reason.
"""

from dataclasses import asdict
from typing import Any

from litestar import Request, get, post
from sqlmodel import Session

from hotline.casework.personal_data import open_caller
from hotline.desk.steps import find_for_step
from hotline.domain.errors import InvalidInput
from hotline.domain.roles import READS_PERSONAL
from hotline.reading.masking import shown_hits
from hotline.reading.search import search
from hotline.reading.ticket_lists import find_tickets
from hotline.reading.ticket_search import read_ticket_search
from hotline.storage.tickets import COUNT_LIMIT, find_ticket
from hotline.web.api.documents import in_full, in_list
from hotline.web.body import Body
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only, signed_in


@get("/api/v1/tickets", guards=[signed_in])
@reading
def list_tickets(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """Newest or most urgent first; `after` is the `next` of the page before; `total` counts up
    to 10,000.
    """
    ticket_search = read_ticket_search(request.query_params.dict(), desk.now(), desk.city)
    if ticket_search.q:
        raise InvalidInput("列表不按文字查询", field="q", remedy="请用 /api/v1/search?q=")
    engine = request.app.state.engine
    tickets = find_tickets(
        session, engine, actor, ticket_search, vault=desk.vault, most=COUNT_LIMIT
    )
    return {
        "total": tickets.total,
        "tickets": [in_list(ticket, desk) for ticket in tickets.tickets],
        "next": tickets.next,
    }


@get("/api/v1/tickets/{no:str}", guards=[signed_in])
@reading
def show_ticket(session: Session, actor: Signed, desk: AtDesk, no: str) -> dict[str, Any]:
    return in_full(session, actor, find_ticket(session, actor, no), desk)


@get("/api/v1/search", guards=[signed_in])
@reading
def search_tickets(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """Full text with the filters of the list; `degraded` when the database answers for an engine
    that is away.
    """
    parameters = request.query_params.dict()
    ticket_search = read_ticket_search(parameters, desk.now(), desk.city, by_engine=True)
    query = ticket_search.query()
    hits = search(session, request.app.state.engine, actor, query)
    hits = shown_hits(session, hits, query, desk.vault)
    return {
        "total": hits.total,
        "tickets": [hit.fields | {"highlights": hit.highlights} for hit in hits.hits],
        "next": hits.next_cursor or "",
        "degraded": hits.degraded,
    }


class Disclosure(Body):
    reason: str


@post("/api/v1/tickets/{no:str}/disclosures", guards=[only(*READS_PERSONAL)])
@writing
def disclose_caller(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Disclosure
) -> dict[str, Any]:
    """Who the caller is, and what they wrote, whole; who asked and why is written down."""
    ticket = find_for_step(session, actor, no)
    caller = open_caller(session, actor, ticket, desk, reason=data.reason)
    shown = {"kind": caller.kind, "name": caller.name, "phone": caller.phone}
    shown |= asdict(caller.parties)
    return {**shown, "title": ticket.title, "content": ticket.content}


route_handlers = [list_tickets, show_ticket, search_tickets, disclose_caller]
