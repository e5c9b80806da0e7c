"""Files on tickets: sent as multipart/form-data with the field `file`.

Given back as downloads, never shown in the page.
"""

from typing import Any

from litestar import Request, Response, get, post
from sqlmodel import Session

from hotline.casework.attachments import open_attachment
from hotline.domain.models import Attachment
from hotline.domain.workflow import Action
from hotline.reading.masking import mask_of
from hotline.storage.ticket_rows import rows_of_ticket
from hotline.storage.tickets import find_ticket
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Signed, Stores, reading, writing
from hotline.web.guards import may, public, signed_in
from hotline.web.multipart_form import Upload
from hotline.web.uploads import (
    LARGEST_BODY,
    as_download,
    download_merged,
    receive_file,
    receive_own_file,
)

SHOWN = ("id", "name", "media_type", "size", "audience", "note", "by", "at")


@post(
    "/api/v1/tickets/{no:str}/attachments",
    guards=[may(Action.ATTACH)],
    request_max_body_size=LARGEST_BODY,
)
async def attach_to_ticket(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    files: Stores,
    actor: Signed,
    no: str,
) -> dict[str, Any]:
    return shown(await receive_file(request, database, desk, files, actor, no))


@get("/api/v1/tickets/{no:str}/attachments", guards=[signed_in])
@reading
def list_attachments(session: Session, actor: Signed, desk: AtDesk, no: str) -> dict[str, Any]:
    ticket = find_ticket(session, actor, no)
    mask = mask_of(session, actor, ticket, desk.vault)
    rows = mask.rows(rows_of_ticket(session, Attachment, ticket))
    return {"attachments": [shown(row) for row in rows]}


@get("/api/v1/tickets/{no:str}/attachments/{number:int}", guards=[signed_in])
@writing
def download(
    session: Session, actor: Signed, desk: AtDesk, files: Stores, no: str, number: int
) -> Response[bytes]:
    row = open_attachment(session, actor, find_ticket(session, actor, no), desk, number=number)
    return as_download(row, files)


@get("/api/v1/tickets/{no:str}/merged/{other:str}/attachments/{number:int}", guards=[signed_in])
@writing
def download_of_merged(
    session: Session,
    actor: Signed,
    desk: AtDesk,
    files: Stores,
    no: str,
    other: str,
    number: int,
) -> Response[bytes]:
    return download_merged(session, actor, desk, files, no=no, other=other, number=number)


@post(
    "/api/v1/progress/attachments",
    guards=[public, limited("uploads")],
    request_max_body_size=LARGEST_BODY,
)
async def attach_own(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, files: Stores
) -> dict[str, Any]:
    """The fields `ticket_no` and `query_code` stand before `file`."""
    upload = Upload()
    row = await receive_own_file(request, database, desk, files, upload)
    return {"ticket_no": upload.fields["ticket_no"].strip(), "name": row.name, "size": row.size}


def shown(row: Attachment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SHOWN}


route_handlers = [attach_to_ticket, list_attachments, download, download_of_merged, attach_own]
