"""What a unit asks for or passes on: extensions, suspensions, materials, pass-downs.

And what supporting units say.
"""

from typing import Any

from litestar import post
from sqlmodel import Session

from hotline.casework import extension, missing_material, pass_down, support, suspension
from hotline.desk.steps import find_for_step
from hotline.domain.time.times import day_of
from hotline.domain.workflow import Action
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.guards import may


class Extension(Body):
    limit: str
    reason: str
    basis: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/extensions", guards=[may(Action.ASK_EXTENSION)])
@writing
def ask_extension(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Extension
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    words = {"limit": data.limit, "reason": data.reason, "basis": data.basis}
    extension.ask_extension(session, actor, ticket, desk, **words)
    return after_step(ticket, desk)


class Suspension(Body):
    until: str
    reason: str
    basis: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/suspensions", guards=[may(Action.ASK_SUSPENSION)])
@writing
def ask_suspension(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Suspension
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    until = day_of("until", data.until)
    suspension.ask_suspension(
        session, actor, ticket, desk, until=until, reason=data.reason, basis=data.basis
    )
    return after_step(ticket, desk)


class Materials(Body):
    items: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/materials", guards=[may(Action.REQUEST_MATERIAL)])
@writing
def request_material(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Materials
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    missing_material.request_material(session, actor, ticket, desk, items=data.items)
    return after_step(ticket, desk)


class PassDown(Body):
    unit: str
    reason: str
    limit: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/pass-downs", guards=[may(Action.PASS_DOWN)])
@writing
def pass_ticket_down(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: PassDown
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    pass_down.pass_down(
        session, actor, ticket, desk, unit=data.unit, limit=data.limit, reason=data.reason
    )
    return after_step(ticket, desk)


class SupportAcceptance(Body):
    version: int | None = None


@post("/api/v1/tickets/{no:str}/support-acceptances", guards=[may(Action.SUPPORT_ACCEPT)])
@writing
def support_accept(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: SupportAcceptance | None = None
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version if data else None)
    support.support_accept(session, actor, ticket, desk)
    return after_step(ticket, desk)


class Opinion(Body):
    opinion: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/opinions", guards=[may(Action.SUPPORT_REPLY)])
@writing
def support_reply(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Opinion
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    support.support_reply(session, actor, ticket, desk, opinion=data.opinion)
    return after_step(ticket, desk)


route_handlers = [
    ask_extension,
    ask_suspension,
    request_material,
    pass_ticket_down,
    support_accept,
    support_reply,
]
