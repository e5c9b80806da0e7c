"""What the unit does: acceptances, contacts, returns, replies."""

from typing import Any

from litestar import post
from sqlmodel import Session

from hotline.casework import handling as handle
from hotline.desk.steps import find_for_step
from hotline.domain.workflow import Action
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.guards import may


class Acceptance(Body):
    version: int | None = None


@post("/api/v1/tickets/{no:str}/acceptances", guards=[may(Action.ACCEPT)])
@writing
def accept(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Acceptance | None = None
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version if data else None)
    handle.accept(session, actor, ticket, desk)
    return after_step(ticket, desk)


class Contact(Body):
    way: str
    note: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/contacts", guards=[may(Action.CONTACT)])
@writing
def contact(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Contact
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    handle.contact(session, actor, ticket, desk, way=data.way, note=data.note)
    return after_step(ticket, desk)


class Return(Body):
    code: str
    reason: str
    basis: str
    suggested_unit: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/returns", guards=[may(Action.ASK_RETURN)])
@writing
def ask_return(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Return
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    words = {
        "code": data.code,
        "reason": data.reason,
        "basis": data.basis,
        "suggested_unit": data.suggested_unit,
    }
    handle.ask_return(session, actor, ticket, desk, **words)
    return after_step(ticket, desk)


class Reply(Body):
    result: str
    handling: str
    public_answer: str
    basis: str = ""
    is_true: bool | None = None
    unsolved_reason: str = ""
    without_opinions: str = ""
    version: int | None = None

    def answer(self) -> handle.ReplyContent:
        names = (
            "result",
            "handling",
            "public_answer",
            "basis",
            "unsolved_reason",
            "without_opinions",
        )
        return handle.ReplyContent(
            **{name: getattr(self, name) for name in names}, is_true=self.is_true
        )


@post("/api/v1/tickets/{no:str}/replies", guards=[may(Action.REPLY)])
@writing
def reply(session: Session, actor: Signed, desk: AtDesk, no: str, data: Reply) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    handle.reply(session, actor, ticket, desk, answer=data.answer())
    return after_step(ticket, desk)


route_handlers = [accept, contact, ask_return, reply]
