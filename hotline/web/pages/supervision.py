"""督办: amber and red by unit and the open orders for those who supervise; its own orders and the answer for a unit."""

from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.casework import supervise
from hotline.casework.desk import Desk
from hotline.casework.orders import find_order_for_step
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.permissions import Actor, Role, receives, sees_all
from hotline.storage.callback_figures import all_called, called_by_unit
from hotline.storage.supervisions import OrderFilter, lamps_by_unit, newest_orders, open_by_unit
from hotline.web.api.order_documents import state_of
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.screen import Asked, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

READERS = (Role.SUPERVISOR, Role.LEADER, Role.CLERK, Role.DISPATCHER, Role.REVIEWER)
VIEWS = {"open": "未销号", "late": "逾期未反馈", "answered": "已反馈待销号", "closed": "已销号", "urge": "催办"}
PAGE = 30
LATELY = timedelta(days=7)
ACTS = {"answers": (supervise.answer, "answer"), "closings": (supervise.lift, "note")}


@get("/supervision", guards=[only(*READERS)])
@reading
def show_supervision(session: Session, request: Asked, actor: Signed, desk: AtDesk) -> Response[str]:
    return supervision_page(session, request, actor, desk)


@post("/supervision/{order:str}/{noun:str}", guards=[only(*READERS)])
@in_thread
def act_on_order(
    request: Asked, order: str, noun: str, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[Any]:
    """Answer or close; when it is refused the page comes back with what was typed."""
    if noun not in ACTS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从督办页操作")
    (verb, field), form = ACTS[noun], Form(f"{noun}-{order}", typed(data))
    try:
        with database.writing() as session:
            found, ticket = find_order_for_step(session, actor, order)
            verb(session, actor, ticket, found, str(checked(data).get(field, "")), desk)
    except NotFound:
        raise
    except HotlineError as error:
        with database.reading() as session:
            return supervision_page(session, request, actor, desk, refused_form=refused(form, error), error=error)
    return Redirect(f"/supervision?done={noun}-of-orders", status_code=303)


def supervision_page(
    session: Session,
    request: Asked,
    actor: Actor,
    desk: Desk,
    *,
    refused_form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    """The units' lamps are for the centre; a unit has its own on its work page."""
    view, after = request.query_params.get("view", ""), request.query_params.get("after", "")
    view = view if view in VIEWS else "open"
    wanted = OrderFilter(level="urge") if view == "urge" else OrderFilter(state=view, now=desk.now())
    last = int(after) if after.isdecimal() and len(after) < 19 else 0
    orders = newest_orders(session, actor, wanted, after=last, limit=PAGE + 1)
    watches = sees_all(actor)
    return page(
        request, "supervision.html", desk, view=view, views=VIEWS, orders=orders[:PAGE],
        next=orders[PAGE - 1].id if len(orders) > PAGE else "", lamps=lamps_by_unit(session, actor, desk.now()) if watches else [],
        open_orders=open_by_unit(session, actor) if watches else {}, watches=watches, **_called(session, desk, watches), form=refused_form, Form=Form,
        state_of=lambda order: state_of(order, desk), receives=lambda order: receives(actor, order),
        status=problem_of(error).status if error else 200,
    )  # fmt: skip


def _called(session: Session, desk: Desk, watches: bool) -> dict[str, Any]:
    """Who was called back of what ended lately."""
    rows = called_by_unit(session, desk.now() - LATELY, desk.now()) if watches else []
    return {"called": rows, "called_in_all": all_called(rows), "days": LATELY.days}


route_handlers = [show_supervision, act_on_order]
