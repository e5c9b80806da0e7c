"""Supervision: orders on a ticket, their answers and closings, the list of them, the printed
order.
"""

from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from sqlmodel import Session

from hotline.desk.steps import find_for_step
from hotline.domain.audit import AuditKind
from hotline.domain.workflow import Action
from hotline.storage.audit import note
from hotline.storage.supervisions import newest_orders
from hotline.supervision import orders
from hotline.supervision.order_access import find_order_for_step, find_seen_order
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import may, signed_in
from hotline.web.papers.printing import PRINTERS, print_order
from hotline.web.reading.order_documents import order_document
from hotline.web.reading.order_filters import read_order_filter, read_until


class Supervision(Body):
    level: str
    demand: str
    unit: str = ""
    until: str = ""
    version: int | None = None

    def due(self) -> datetime | None:
        return read_until(self.until)


@post("/api/v1/tickets/{no:str}/supervisions", guards=[may(Action.SUPERVISE, Action.URGE)])
@writing
def issue(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Supervision
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    words = {"level": data.level, "demand": data.demand, "unit": data.unit, "until": data.due()}
    order = orders.issue(session, actor, ticket, desk, **words)
    return order_document(order, desk)


@get("/api/v1/supervisions", guards=[signed_in])
@reading
def list_orders(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """Newest first; a unit sees its own. `next` is the `after` of the following page."""
    wanted, after, limit = read_order_filter(request.query_params, desk.now())
    rows = newest_orders(session, actor, wanted, after=after, limit=limit + 1)
    following = str(rows[limit - 1].id) if len(rows) > limit else ""
    return {
        "supervisions": [order_document(order, desk) for order in rows[:limit]],
        "next": following,
    }


@get("/api/v1/supervisions/{name:str}", guards=[signed_in])
@reading
def show_order(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk, name: str
) -> Response[Any]:
    """By id, 2026-0001 or 督〔2026〕0001号; with .docx or .pdf behind it the printed order."""
    number, _, kind = name.partition(".")
    order, ticket = find_seen_order(session, actor, number if kind in PRINTERS else name)
    if not kind:
        return Response(order_document(order, desk))
    printed = print_order(actor, order, ticket, desk, kind)
    with request.app.state.database.writing() as writing_session:
        subject = f"{order.number} {ticket.no}"
        note(
            writing_session,
            AuditKind.PRINT,
            desk.now(),
            actor=actor.login,
            subject=subject,
            format=kind,
        )
    return printed


class OrderAnswer(Body):
    answer: str


@post("/api/v1/supervisions/{name:str}/answers", guards=[may(Action.ANSWER_SUPERVISION)])
@writing
def answer(
    session: Session, actor: Signed, desk: AtDesk, name: str, data: OrderAnswer
) -> dict[str, Any]:
    order, ticket = find_order_for_step(session, actor, name)
    orders.answer(session, actor, ticket, desk, order=order, text=data.answer)
    return order_document(order, desk)


class Closing(Body):
    note: str


@post("/api/v1/supervisions/{name:str}/closings", guards=[may(Action.LIFT_SUPERVISION)])
@writing
def close(
    session: Session, actor: Signed, desk: AtDesk, name: str, data: Closing
) -> dict[str, Any]:
    order, ticket = find_order_for_step(session, actor, name)
    orders.lift(session, actor, ticket, desk, order=order, note=data.note)
    return order_document(order, desk)


route_handlers = [issue, list_orders, show_order, answer, close]
