"""POST /api/v1/ratings: the caller's rating by his one-time token.

And what follows a bad one, and exclusions.
"""

from typing import Any, Literal

import msgspec
from litestar import Request, get, post
from sqlmodel import Session

from hotline.casework import exclusion, rectification
from hotline.casework.caller_rating import checked
from hotline.casework.rating import rate_by_token
from hotline.desk.steps import find_for_step
from hotline.domain.workflow import Action
from hotline.reading.cycles import find_afterwards, find_cycle
from hotline.web.address import address_of
from hotline.web.api.documents import after_step, after_step_of_cycle, cycle_document
from hotline.web.api.forms import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Signed, Visitor, reading, writing
from hotline.web.guards import may, public, signed_in


class Rating(Body):
    token: str
    rating: int
    solved: bool
    reasons: list[str] = msgspec.field(default_factory=list)
    note: str = ""


@post("/api/v1/ratings", guards=[public, limited("ratings")], sync_to_thread=True)
def rate(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, visitor: Visitor, data: Rating
) -> dict[str, Any]:
    said = checked(data.rating, data.solved, tuple(data.reasons), data.note)
    address = address_of(request)
    ticket = rate_by_token(database, desk, visitor, data.token, said, address)
    return {
        "ticket_no": ticket.no,
        "status": ticket.status,
        "rating": data.rating,
        "solved": data.solved,
    }


@get("/api/v1/tickets/{no:str}/cycles/{cycle:int}", guards=[signed_in])
@reading
def show_cycle(session: Session, actor: Signed, no: str, cycle: int) -> dict[str, Any]:
    """What followed from one cycle, for its unit also when the ticket went on to another."""
    return cycle_document(find_cycle(session, actor, no, cycle))


class Text(Body):
    text: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/rectifications", guards=[may(Action.ANSWER_RECTIFICATION)])
@writing
def answer_rectification(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Text
) -> dict[str, Any]:
    ticket = find_afterwards(session, actor, no, version=data.version)
    rectification.answer_rectification(session, actor, ticket, desk, text=data.text)
    return after_step_of_cycle(actor, ticket, desk)


class Check(Body):
    decision: Literal["pass", "send_back"]
    note: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/rectification-checks", guards=[may(Action.PASS_RECTIFICATION)])
@writing
def check_rectification(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Check
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    rectification.check_rectification(
        session, actor, ticket, desk, passed=data.decision == "pass", note=data.note
    )
    return after_step(ticket, desk)


class Exclusion(Body):
    metrics: list[str]
    code: str
    evidence: str
    cycle: int | None = None
    version: int | None = None


@post("/api/v1/tickets/{no:str}/exclusions", guards=[may(Action.ASK_EXCLUSION)])
@writing
def ask_exclusion(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Exclusion
) -> dict[str, Any]:
    ticket = find_afterwards(session, actor, no, version=data.version)
    words: dict[str, Any] = {
        name: getattr(data, name) for name in ("metrics", "code", "evidence", "cycle")
    }
    exclusion.ask_exclusion(session, actor, ticket, desk, **words)
    return after_step_of_cycle(actor, ticket, desk)


class Decision(Body):
    decision: Literal["grant", "refuse"]
    note: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/exclusion-decisions", guards=[may(Action.GRANT_EXCLUSION)])
@writing
def decide_exclusion(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Decision
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    decide = exclusion.grant_exclusion if data.decision == "grant" else exclusion.refuse_exclusion
    decide(session, actor, ticket, desk, note=data.note)
    return after_step(ticket, desk)


route_handlers = [
    rate,
    show_cycle,
    answer_rectification,
    check_rectification,
    ask_exclusion,
    decide_exclusion,
]
