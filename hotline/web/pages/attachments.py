"""Files on the page of a ticket: added by a form, given back as downloads."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.casework.attachments import open_attachment
from hotline.domain.workflow import Action
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed, Stores, writing
from hotline.web.guards import may, signed_in
from hotline.web.pages.layout import PageRequest
from hotline.web.uploads import LARGEST_BODY, as_download, receive_file


@post(
    "/tickets/{no:str}/attachments", guards=[may(Action.ATTACH)], request_max_body_size=LARGEST_BODY
)
async def add_file(
    request: PageRequest, no: str, database: Data, desk: AtDesk, files: Stores, actor: Signed
) -> Response[Any]:
    await receive_file(request, database, desk, files, actor, no)
    return Redirect(f"/tickets/{no}?done=attachments&no={no}", status_code=303)


@get("/tickets/{no:str}/attachments/{number:int}", guards=[signed_in])
@writing
def open_file(
    session: Session, actor: Signed, desk: AtDesk, files: Stores, no: str, number: int
) -> Response[bytes]:
    row = open_attachment(session, actor, find_ticket(session, actor, no), desk, number=number)
    return as_download(row, files)
