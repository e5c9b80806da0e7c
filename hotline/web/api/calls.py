"""GET /api/v1/calls, /api/v1/seats: the call log and what agents are doing, by role."""

from typing import Any

from litestar import Request, get
from sqlmodel import Session

from hotline.calls.log import lines_of
from hotline.domain.calls.permissions import READS_CALLS, WATCHES_SEATS
from hotline.storage.calls import newest_calls
from hotline.storage.seats import all_seats
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.reading.call_documents import call_document, seat_documents
from hotline.web.reading.call_filters import read_call_filter


@get("/api/v1/calls", guards=[only(*READS_CALLS)])
@reading
def list_calls(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """Newest first; agents see their own and those that nobody answered. `next` is the `after` of
    the following page, "" on the last one.
    """
    chosen = read_call_filter(request.query_params)
    calls = newest_calls(session, actor, chosen.chosen, after=chosen.after, limit=chosen.limit + 1)
    shown = calls[: chosen.limit]
    return {
        "calls": [call_document(line) for line in lines_of(session, actor, shown, desk)],
        "next": str(shown[-1].id) if len(calls) > chosen.limit else "",
    }


@get("/api/v1/seats", guards=[only(*WATCHES_SEATS)])
@reading
def list_seats(session: Session) -> dict[str, Any]:
    return {"seats": seat_documents(all_seats(session))}


route_handlers = [list_calls, list_seats]
