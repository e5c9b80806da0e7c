"""POST /api/v1/tickets/{no}/NOUN for every step of the workflow, and the like for orders of
supervision and for callers themselves: made from the declarations.
"""

from typing import Any

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.casework.caller_access import find_own_ticket
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.roles import CALLER, Actor
from hotline.domain.workflow import Action
from hotline.reading.masking import shown_orders, shown_tickets
from hotline.supervision.order_access import find_order_for_step
from hotline.web.address import address_of
from hotline.web.api.danger import danger_document, numbers_first, opened_document
from hotline.web.api.documents import after_step, after_step_of_cycle
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Signed, writing
from hotline.web.guards import may, public
from hotline.web.reading.order_documents import order_document
from hotline.web.steps import ORDER_STEPS, OWN_STEPS, STEPS
from hotline.web.steps.ahead import read_said, reader_of
from hotline.web.steps.caller import OwnStepForm
from hotline.web.steps.form import content_of
from hotline.web.steps.step import SAYS, Step, danger_said, empty_units


def ticket_route(step: Step) -> HTTPRouteHandler:
    """The body is the step's form; where that says nothing it may be left out."""
    form = step.form

    def take(
        database: Data, actor: Signed, desk: AtDesk, no: str, data: Any = None
    ) -> dict[str, Any]:
        data, desk = form() if data is None else data, desk.remembering()
        plan = danger_said(step, content_of(data), desk)
        read_said(database, step, actor, no, content_of(data), desk)
        with database.writing() as session:
            with numbers_first(plan):
                ticket = step.find(session, actor, no, data)
                result = step.take(session, actor, ticket, desk, data)
            document = _answer(session, step, actor, ticket, desk, result)
        return document | (_danger(plan) if not SAYS.isdisjoint(step.actions) else {})

    if set(form.__struct_fields__) == {"version"}:
        take.__annotations__["data"] = form | None
    else:
        take.__annotations__["data"], take.__defaults__ = form, None
    take.__name__ = f"take_{step.noun.replace('-', '_')}"
    path = f"/api/v1/tickets/{{no:str}}/{step.noun}"
    return post(path, guards=[may(*step.actions, *step.also)], sync_to_thread=True)(take)


def _answer(
    session: Session, step: Step, actor: Actor, ticket: Ticket, desk: Desk, result: Any
) -> dict[str, Any]:
    """Where the ticket stands now, or the order that was issued; `empty_units`: nobody there can
    sign what was sent to them.
    """
    if isinstance(result, SupervisionOrder):
        (order,) = shown_orders(session, [result], desk.vault)
        return order_document(order, desk)
    (shown,) = shown_tickets(session, [ticket], desk.vault)
    if step.afterwards:
        return after_step_of_cycle(actor, shown, desk)
    empty = empty_units(session, step, ticket, desk)
    return after_step(shown, desk) | ({"empty_units": empty} if empty else {})


def _danger(plan: DangerPlan | None) -> dict[str, Any]:
    """As with the receipt of a report: whom to call first, None without a danger."""
    return {"danger": danger_document(plan)}


def order_route(step: Step) -> HTTPRouteHandler:
    def take(session: Session, actor: Signed, desk: AtDesk, name: str, data: Any) -> dict[str, Any]:
        order, ticket = find_order_for_step(session, actor, name)
        step.take(session, actor, ticket, desk, data, order=order)
        (shown,) = shown_orders(session, [order], desk.vault)
        return order_document(shown, desk)

    take.__annotations__["data"] = step.form
    take.__name__ = f"take_{step.noun}_of_orders"
    path = f"/api/v1/supervisions/{{name:str}}/{step.noun}"
    return post(path, guards=[may(*step.actions)])(writing(take))


def own_route(step: Step) -> HTTPRouteHandler:
    def take(
        request: Request[Any, Any, Any], database: Data, desk: AtDesk, data: OwnStepForm
    ) -> dict[str, Any]:
        desk, address = desk.remembering(), address_of(request)
        plan = danger_said(step, content_of(data), desk)
        before = reader_of(step, content_of(data), desk)
        own = find_own_ticket(
            database, desk, data.ticket_no, data.query_code, address, before=before
        )
        with numbers_first(plan), own as (session, ticket):
            opened = step.take(session, CALLER, ticket, desk, data)
            urges = {"urges": ticket.urges} if Action.CALLER_URGE in step.actions else {}
            document = {"ticket_no": ticket.no, "status": ticket.status, **urges}
            return document | _danger(plan) | {"opened": opened_document(opened)}

    take.__name__ = f"take_own_{step.noun}"
    path = f"/api/v1/progress/{step.noun}"
    return post(path, guards=[public, limited("progress")], sync_to_thread=True)(take)


route_handlers = [
    *map(ticket_route, STEPS.values()),
    *map(order_route, ORDER_STEPS.values()),
    *map(own_route, OWN_STEPS.values()),
]
