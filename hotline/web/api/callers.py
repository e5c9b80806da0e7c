"""What the caller does on his way: through an agent, or himself by number and code."""

from typing import Any

from litestar import Request, post
from sqlmodel import Session

from hotline.casework.caller_access import find_own
from hotline.casework.caller_steps import caller_urge, supplement
from hotline.casework.withdrawal import withdraw
from hotline.desk.steps import find_for_step
from hotline.domain.permissions import CALLER
from hotline.domain.workflow import Action
from hotline.web.address import address_of
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Signed, writing
from hotline.web.guards import may, public


class Withdrawal(Body):
    reason: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/withdrawals", guards=[may(Action.WITHDRAW)])
@writing
def withdraw_ticket(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Withdrawal
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    withdraw(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


class Supplement(Body):
    text: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/supplements", guards=[may(Action.SUPPLEMENT)])
@writing
def supplement_ticket(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Supplement
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    supplement(session, actor, ticket, desk, text=data.text)
    return after_step(ticket, desk)


class CallerUrging(Body):
    reason: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/caller-urgings", guards=[may(Action.CALLER_URGE)])
@writing
def urge_for_caller(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: CallerUrging
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    caller_urge(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


class Own(Body):
    """The caller names his ticket by the number and the code of his receipt; `text` is what he
    has to say.
    """

    ticket_no: str
    query_code: str
    text: str = ""


@post("/api/v1/progress/withdrawals", guards=[public, limited("progress")], sync_to_thread=True)
def withdraw_own(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, data: Own
) -> dict[str, Any]:
    with find_own(database, desk, data.ticket_no, data.query_code, address_of(request)) as (
        session,
        ticket,
    ):
        withdraw(session, CALLER, ticket, desk, reason=data.text)
        return {"ticket_no": ticket.no, "status": ticket.status}


@post("/api/v1/progress/supplements", guards=[public, limited("progress")], sync_to_thread=True)
def supplement_own(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, data: Own
) -> dict[str, Any]:
    with find_own(database, desk, data.ticket_no, data.query_code, address_of(request)) as (
        session,
        ticket,
    ):
        supplement(session, CALLER, ticket, desk, text=data.text)
        return {"ticket_no": ticket.no, "status": ticket.status}


@post("/api/v1/progress/urgings", guards=[public, limited("progress")], sync_to_thread=True)
def urge_own(
    request: Request[Any, Any, Any], database: Data, desk: AtDesk, data: Own
) -> dict[str, Any]:
    with find_own(database, desk, data.ticket_no, data.query_code, address_of(request)) as (
        session,
        ticket,
    ):
        caller_urge(session, CALLER, ticket, desk, reason=data.text)
        return {"ticket_no": ticket.no, "status": ticket.status, "urges": ticket.urges}


route_handlers = [
    withdraw_ticket,
    supplement_ticket,
    urge_for_caller,
    withdraw_own,
    supplement_own,
    urge_own,
]
