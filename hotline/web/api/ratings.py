"""POST /api/v1/ratings: the caller's rating by their one-time token; and what followed from it."""

from typing import Any

import msgspec
from litestar import Request, get, post
from sqlmodel import Session

from hotline.casework.caller_rating import check_rating
from hotline.casework.danger import plan_for
from hotline.casework.rating import rate_by_token
from hotline.reading.cycles import find_cycle
from hotline.web.address import address_of
from hotline.web.api.danger import danger_document, numbers_first, opened_document
from hotline.web.api.documents import cycle_document
from hotline.web.body import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Signed, Visitor, reading
from hotline.web.guards import public, signed_in


class TokenRating(Body):
    token: str
    rating: int
    solved: bool
    reasons: list[str] = msgspec.field(default_factory=list)
    note: str = ""


@post("/api/v1/ratings", guards=[public, limited("ratings")], sync_to_thread=True)
def rate(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    visitor: Visitor,
    data: TokenRating,
) -> dict[str, Any]:
    desk = desk.remembering()
    plan, address = plan_for(data.note, desk), address_of(request)
    with numbers_first(plan):
        rating = check_rating(data.rating, data.solved, tuple(data.reasons), data.note)
        ticket, opened = rate_by_token(database, desk, visitor, data.token, rating, address)
    return {
        "ticket_no": ticket.no,
        "status": ticket.status,
        "rating": data.rating,
        "solved": data.solved,
        "danger": danger_document(plan),
        "opened": opened_document(opened),
    }


@get("/api/v1/tickets/{no:str}/cycles/{cycle:int}", guards=[signed_in])
@reading
def show_cycle(
    session: Session, actor: Signed, desk: AtDesk, no: str, cycle: int
) -> dict[str, Any]:
    """What followed from one cycle, for its unit also when the ticket went on to another."""
    return cycle_document(find_cycle(session, actor, no, cycle, vault=desk.vault))


route_handlers = [rate, show_cycle]
