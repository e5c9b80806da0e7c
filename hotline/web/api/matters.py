"""POST /api/v1/tickets/{no}/matters: one more matter of a contact that is registered already."""

from typing import Any

from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread

from hotline.casework.receive import Receipt
from hotline.casework.take_call import Ending, take_call
from hotline.domain.workflow import Action
from hotline.intake import api
from hotline.web.api.bodies import read_mapping
from hotline.web.api.reports import REPEATED, ReportOperation, key_of, registered
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import may


@post(
    "/api/v1/tickets/{no:str}/matters",
    guards=[may(Action.REGISTER)],
    operation_class=ReportOperation,
    responses={200: REPEATED},
)
async def create_matter(
    request: Request[Any, Any, Any], actor: Signed, desk: AtDesk, database: Data, no: str
) -> Response[dict[str, Any]]:
    """The body is a report: `text` is all that the caller said, `title` this matter, by which it is
    classified and routed. `no` is any ticket of the contact that the sender registered.
    """
    report, key = api.parse(await read_mapping(request), desk, actor=actor), key_of(request)

    def register() -> Receipt:
        with database.writing() as session:
            ending = Ending("dispatch")
            return take_call(session, actor, report, desk, ending=ending, key=key, first=no)

    receipt = await sync_to_thread(register)
    return registered(receipt, desk, report)


route_handlers = [create_matter]
