"""What dispatchers and agents decide: dispatches, answers, rejections, decisions on returns."""

from typing import Any, Literal

import msgspec
from litestar import post
from sqlmodel import Session

from hotline.casework import dispatch as desk_work
from hotline.casework.correction import Correction
from hotline.desk.steps import find_for_step
from hotline.domain.workflow import Action
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.guards import may


class Dispatch(Body):
    unit: str
    co_units: list[str] = msgspec.field(default_factory=list)
    category: str = ""
    request_type: str = ""
    urgency: str = ""
    reason: str = ""
    basis: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/dispatches", guards=[may(Action.DISPATCH)])
@writing
def dispatch(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Dispatch
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    correction = Correction(data.category, data.request_type, data.urgency)
    words = {"reason": data.reason, "basis": data.basis}
    desk_work.dispatch(
        session,
        actor,
        ticket,
        desk,
        unit=data.unit,
        co_units=data.co_units,
        correction=correction,
        **words,
    )
    return after_step(ticket, desk)


class DirectAnswer(Body):
    """`cites` names what the answer rests on as CODE@VERSION; `uncited` says why nothing does."""

    text: str
    cites: list[str] = msgspec.field(default_factory=list)
    uncited: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/answers", guards=[may(Action.ANSWER)])
@writing
def answer(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: DirectAnswer
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    desk_work.answer(
        session, actor, ticket, desk, text=data.text, cites=data.cites, uncited=data.uncited
    )
    return after_step(ticket, desk)


class Rejection(Body):
    reason: str
    explanation: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/rejections", guards=[may(Action.REJECT)])
@writing
def reject(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Rejection
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    desk_work.reject(session, actor, ticket, desk, reason=data.reason, explanation=data.explanation)
    return after_step(ticket, desk)


class ReturnDecision(Body):
    decision: Literal["grant", "refuse"]
    note: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/return-decisions", guards=[may(Action.GRANT_RETURN)])
@writing
def decide_return(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: ReturnDecision
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    decide = desk_work.grant_return if data.decision == "grant" else desk_work.refuse_return
    decide(session, actor, ticket, desk, note=data.note)
    return after_step(ticket, desk)


route_handlers = [dispatch, answer, reject, decide_return]
