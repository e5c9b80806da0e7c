"""督办: lamps by unit, the order form and the open orders for those who supervise.

Its own orders and the answer for a unit.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import SupervisionOrder
from hotline.domain.order_states import order_state
from hotline.domain.permissions import MAY, receives, sees_all
from hotline.domain.roles import Actor, Role
from hotline.domain.workflow import Action
from hotline.reading.masking import shown_orders, shown_tickets
from hotline.storage.callback_figures import all_called, called_by_unit
from hotline.storage.holders import lamps_by_holder
from hotline.storage.news import newest_step
from hotline.storage.supervisions import OrderFilter, instructing, newest_orders, open_by_unit
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import most_urgent
from hotline.supervision.many_orders import issue_many
from hotline.supervision.order_access import find_order_for_step
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import may, only
from hotline.web.page_labels import ORDER_VIEW
from hotline.web.pages.forms import Form, Sent, checked, form_of, refused, several, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rows import TicketRow, rows_of
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.reading.order_filters import read_until
from hotline.web.steps import ORDER_STEPS
from hotline.web.steps.step import Step
from hotline.web.steps.typed import read_typed

READERS = (Role.SUPERVISOR, Role.LEADER, Role.CLERK, Role.DISPATCHER, Role.REVIEWER)
PAGE = 30
URGENT = 30
SEPARATORS = re.compile(r"[\s,，、;；]+")
LATELY = timedelta(days=7)


@get("/supervision", guards=[only(*READERS)])
@reading
def show_supervision(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    return supervision_page(
        session, request, actor, desk, unit=request.query_params.get("unit", "")
    )


@post("/supervision/orders", guards=[may(Action.SUPERVISE)])
@in_thread
def issue_orders(
    request: PageRequest, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[Any]:
    """One measure on all tickets that were chosen, or on none.

    What was typed and chosen comes back.
    """
    form, chosen = Form("orders", typed(data)), several(data, "tickets")
    numbers = [*chosen, *SEPARATORS.split(form.value("others"))]

    def take(session: Session) -> None:
        fields = {name: str(checked(data).get(name, "")) for name in ("level", "demand")}
        until = read_until(form.value("until"))
        issue_many(session, actor, numbers, desk, **fields, until=until)

    def show(session: Session, error: HotlineError) -> Response[str]:
        return supervision_page(
            session,
            request,
            actor,
            desk,
            unit=form.value("unit"),
            refused_form=refused(form, error),
            error=error,
            chosen=chosen,
        )

    return taken_or_shown_again(database, take, show, then="/supervision?done=supervisions")


@post("/supervision/{order:str}/{noun:str}", guards=[only(*READERS)])
@in_thread
def take_order_step(
    request: PageRequest,
    order: str,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """Answer or close; when it is refused the page comes back with what was typed."""
    if noun not in ORDER_STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从督办页操作")
    step = ORDER_STEPS[noun]
    form = form_of(step, data, name=f"{noun}-{order}")

    def take(session: Session) -> None:
        filled = read_typed(step.form, data)
        row, ticket = find_order_for_step(session, actor, order)
        step.take(session, actor, ticket, desk, filled, order=row)

    def show(session: Session, error: HotlineError) -> Response[str]:
        form_again = refused(form, error)
        return supervision_page(session, request, actor, desk, refused_form=form_again, error=error)

    then = f"/supervision?done={noun}-of-orders"
    return taken_or_shown_again(database, take, show, then=then)


def supervision_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    *,
    refused_form: Form | None = None,
    error: HotlineError | None = None,
    unit: str = "",
    chosen: Sequence[str] = (),
) -> Response[str]:
    """The units' lamps are for the centre; a unit has its own on its work page."""
    watches, now = sees_all(actor), desk.now()
    return page(
        request,
        "supervision.html",
        desk,
        **_orders(session, request, actor, desk),
        lamps=lamps_by_holder(session, actor, now) if watches else [],
        open_orders=open_by_unit(session, actor) if watches else {},
        watches=watches,
        **_called(session, desk, watches),
        form=refused_form,
        state_of=lambda order: order_state(order, desk.now()),
        open_steps=lambda order: _open_steps(actor, order),
        form_of=form_of,
        Form=Form,
        unit=unit if unit in desk.city.units else "",
        chosen=chosen,
        cursor=newest_step(session, desk.now()),
        urgent=_urgent(session, actor, unit, desk),
        status=problem_of(error).status if error else 200,
    )


def _orders(session: Session, request: PageRequest, actor: Actor, desk: Desk) -> dict[str, Any]:
    """A page of the orders in the view that the address asks for."""
    view, after = request.query_params.get("view", ""), request.query_params.get("after", "")
    view = view if view in ORDER_VIEW else "open"
    filters = (
        OrderFilter(level="urge") if view == "urge" else OrderFilter(state=view, now=desk.now())
    )
    last = int(after) if after.isdecimal() and len(after) < 19 else 0
    orders = newest_orders(session, actor, filters, after=last, limit=PAGE + 1)
    following = orders[PAGE - 1].id if len(orders) > PAGE else ""
    return {
        "view": view,
        "views": ORDER_VIEW,
        "instructions": instructing(session, orders[:PAGE]),
        "orders": shown_orders(session, orders[:PAGE], desk.vault),
        "next": following,
    }


def _open_steps(actor: Actor, order: SupervisionOrder) -> Sequence[Step]:
    """What the reader may do about an order: its receiver answers, who may lift it closes."""
    is_open = {
        "answers": receives(actor, order),
        "closings": actor.role in MAY[Action.LIFT_SUPERVISION],
    }
    return [step for noun, step in ORDER_STEPS.items() if is_open[noun] and not order.closed_at]


def _urgent(session: Session, actor: Actor, unit: str, desk: Desk) -> Sequence[TicketRow] | None:
    """The tickets that an order may be issued on, of one unit or of all.

    None for who issues none.
    """
    if actor.role not in MAY[Action.SUPERVISE]:
        return None
    of_unit = TicketFilter(lead=unit if unit in desk.city.units else "")
    listed = most_urgent(session, actor, of_unit, limit=URGENT)
    return rows_of(shown_tickets(session, listed.tickets, desk.vault), desk)


def _called(session: Session, desk: Desk, watches: bool) -> dict[str, Any]:
    """Who was called back of what ended lately."""
    rows = called_by_unit(session, desk.now() - LATELY, desk.now()) if watches else []
    return {"called": rows, "called_in_all": all_called(rows), "days": LATELY.days}


route_handlers = [show_supervision, issue_orders, take_order_step]
