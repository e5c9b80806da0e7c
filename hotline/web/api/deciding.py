"""What the centre decides on requests of units: extensions, suspensions, looks, resumptions,
arbitration, rework.
"""

from typing import Any, Literal

import msgspec
from litestar import post
from sqlmodel import Session

from hotline.casework import arbitration, cycles, extension, suspension
from hotline.desk.steps import find_for_step
from hotline.domain.workflow import Action
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.guards import may


class Decision(Body):
    decision: Literal["grant", "refuse"]
    note: str = ""
    version: int | None = None


class Reason(Body):
    reason: str
    version: int | None = None


class Note(Body):
    note: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/extension-decisions", guards=[may(Action.GRANT_EXTENSION)])
@writing
def decide_extension(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Decision
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    decide = extension.grant_extension if data.decision == "grant" else extension.refuse_extension
    decide(session, actor, ticket, desk, note=data.note)
    return after_step(ticket, desk)


@post("/api/v1/tickets/{no:str}/suspension-decisions", guards=[may(Action.SUSPEND)])
@writing
def decide_suspension(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Decision
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    decide = suspension.suspend if data.decision == "grant" else suspension.refuse_suspension
    decide(session, actor, ticket, desk, note=data.note)
    return after_step(ticket, desk)


@post("/api/v1/tickets/{no:str}/looks", guards=[may(Action.LOOK)])
@writing
def look(session: Session, actor: Signed, desk: AtDesk, no: str, data: Note) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    suspension.look(session, actor, ticket, desk, note=data.note)
    return after_step(ticket, desk)


@post("/api/v1/tickets/{no:str}/resumptions", guards=[may(Action.RESUME)])
@writing
def resume(session: Session, actor: Signed, desk: AtDesk, no: str, data: Reason) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    suspension.resume(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


@post("/api/v1/tickets/{no:str}/arbitrations", guards=[may(Action.REFER_ARBITRATION)])
@writing
def refer_arbitration(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Reason
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    arbitration.refer_arbitration(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


class ForcedDispatch(Body):
    unit: str
    reason: str
    basis: str
    co_units: list[str] = msgspec.field(default_factory=list)
    version: int | None = None


@post("/api/v1/tickets/{no:str}/forced-dispatches", guards=[may(Action.FORCE_DISPATCH)])
@writing
def force_dispatch(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: ForcedDispatch
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    words = {"reason": data.reason, "basis": data.basis}
    arbitration.force_dispatch(
        session, actor, ticket, desk, unit=data.unit, co_units=data.co_units, **words
    )
    return after_step(ticket, desk)


@post("/api/v1/tickets/{no:str}/reworks", guards=[may(Action.REWORK)])
@writing
def rework(session: Session, actor: Signed, desk: AtDesk, no: str, data: Reason) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    cycles.rework(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


route_handlers = [
    decide_extension,
    decide_suspension,
    look,
    resume,
    refer_arbitration,
    force_dispatch,
    rework,
]
