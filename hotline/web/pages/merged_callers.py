"""Names, phones and files of the callers of merged tickets, opened from the leading ticket."""

from litestar import Response, get, post
from sqlmodel import Session

from hotline.casework.merged_tickets import find_merged
from hotline.casework.personal_data import open_caller
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Signed, Stores, writing
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Sent, typed
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.ticket import ticket_page
from hotline.web.uploads import download_merged


@post("/tickets/{no:str}/merged/{other:str}/openings", guards=[signed_in], status_code=200)
@writing
def open_merged_caller(
    session: Session,
    request: PageRequest,
    no: str,
    other: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
) -> Response[str]:
    parent = find_ticket(session, actor, no)
    ticket = find_merged(session, parent, other)
    shown = open_caller(session, actor, ticket, desk, reason=typed(data).get("reason", ""))
    return ticket_page(session, request, actor, parent, desk, opened={ticket.no: shown})


@get("/tickets/{no:str}/merged/{other:str}/attachments/{number:int}", guards=[signed_in])
@writing
def open_merged_file(
    session: Session,
    actor: Signed,
    desk: AtDesk,
    files: Stores,
    no: str,
    other: str,
    number: int,
) -> Response[bytes]:
    return download_merged(session, actor, desk, files, no=no, other=other, number=number)
