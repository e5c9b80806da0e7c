"""The page of one ticket and the forms on it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.casework.personal_data import CallerShown, open_caller
from hotline.casework.query_code import tell_code
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import HotlineError, IllegalTransition, InvalidInput, NotFound, Overtaken
from hotline.domain.hiding import hides_caller
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action
from hotline.reading.why_due import why_due
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed, reading, writing
from hotline.web.guards import may, signed_in
from hotline.web.navigation import STAFF_NAVIGATION
from hotline.web.pages.forms import Form, Sent, form_of, refused, typed
from hotline.web.pages.layout import PageRequest, is_fragment, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.pages.ticket_view import ticket_view
from hotline.web.pages.together import newer_texts
from hotline.web.problems import problem_of
from hotline.web.steps import STEPS
from hotline.web.steps.ahead import read_said
from hotline.web.steps.step import Step, empty_units
from hotline.web.steps.typed import read_typed

QUEUES = frozenset(entry.href for entry in STAFF_NAVIGATION)


@get("/tickets/{no:str}", guards=[signed_in])
@reading
def show_ticket(
    session: Session, request: PageRequest, no: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    return ticket_page(session, request, actor, find_ticket(session, actor, no), desk)


@get("/tickets/{no:str}/clocks/{clock:str}", guards=[signed_in])
@reading
def show_clock(
    session: Session, request: PageRequest, no: str, clock: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    ticket = find_ticket(session, actor, no)
    why = why_due(session, ticket, desk, clock=Clock(clock)) if clock in set(Clock) else None
    if why is None:
        raise NotFound(f"工单 {no[:20]} 没有“{clock[:20]}”时限", remedy="请从工单页的时限栏进入")
    template = "_timeline.html" if is_fragment(request) else "timeline.html"
    return page(request, template, desk, why=why, ticket=ticket)


@post("/tickets/{no:str}/openings", guards=[signed_in], status_code=200)
@writing
def open_personal(
    session: Session, request: PageRequest, no: str, data: Sent, actor: Signed, desk: AtDesk
) -> Response[str]:
    ticket = find_ticket(session, actor, no)
    shown = open_caller(session, actor, ticket, desk, reason=typed(data).get("reason", ""))
    return ticket_page(session, request, actor, ticket, desk, caller=shown)


@post("/tickets/{no:str}/codes", guards=[may(Action.TELL_CODE)], status_code=200)
@in_thread
def tell_query_code(
    request: PageRequest, no: str, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[Any]:
    """The page with the code to read out, once the caller's number was checked."""
    form = Form("codes", typed(data))

    def take(session: Session) -> str:
        ticket = find_for_step(session, actor, no)
        phone, reason = form.value("phone"), form.value("reason")
        return tell_code(session, actor, ticket, desk, phone=phone, reason=reason)

    def show(session: Session, error: HotlineError) -> Response[str]:
        ticket = find_ticket(session, actor, no)
        return refused_page(session, request, actor, ticket, desk, form, error)

    def then(code: str) -> Response[str]:
        with database.reading() as session:
            ticket = find_ticket(session, actor, no)
            return ticket_page(session, request, actor, ticket, desk, code=code)

    return taken_or_shown_again(database, take, show, then=then)


@post("/tickets/{no:str}/{noun:str}", guards=[signed_in])
@in_thread
def take_step(
    request: PageRequest,
    no: str,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """One step in its own transaction.

    When it is refused the page comes back with everything that was typed.
    """
    if noun not in STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从工单页操作")
    step, desk = STEPS[noun], desk.remembering()
    form = form_of(step, data)
    read_said(database, step, actor, no, form.values, desk)

    def take(session: Session) -> tuple[str, list[str]]:
        filled = read_typed(step.form, data)
        ticket = _find(session, actor, no, step, filled)
        step.take(session, actor, ticket, desk, filled)
        return step.done_key(ticket), empty_units(session, step, ticket, desk)

    def show(session: Session, error: HotlineError) -> Response[str]:
        ticket = find_ticket(session, actor, no)
        return refused_page(session, request, actor, ticket, desk, form, error)

    back = form.value("back") if form.value("back") in QUEUES else f"/tickets/{no}"

    def then(taken: tuple[str, list[str]]) -> Response[Any]:
        done, units = taken
        empty = "".join(f"&empty={unit}" for unit in units)
        return Redirect(f"{back}?done={done}&no={no}{empty}", status_code=303)

    return taken_or_shown_again(database, take, show, then=then)


def _find(session: Session, actor: Actor, no: str, step: Step, filled: Any) -> Ticket:
    """The ticket, locked, for who sees its page; that another one is missing is a fault of the
    form.
    """
    try:
        ticket = step.find(session, actor, no, filled)
    except NotFound as error:
        find_ticket(session, actor, no)
        raise InvalidInput(error.message, field=step.other, remedy=error.remedy) from None
    if step.afterwards:
        find_ticket(session, actor, no)
    return ticket


def refused_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    form: Form,
    error: HotlineError,
) -> Response[str]:
    problem = problem_of(error)
    refused(form, error)
    form.error = f"{problem.detail}。{problem.remedy}" if problem.remedy else problem.detail
    overtaken = isinstance(error, Overtaken | IllegalTransition)
    return ticket_page(
        session, request, actor, ticket, desk, form=form, overtaken=overtaken, status=problem.status
    )


def ticket_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    caller: CallerShown | None = None,
    opened: Mapping[str, CallerShown] = MappingProxyType({}),
    form: Form | None = None,
    overtaken: bool = False,
    code: str = "",
    status: int = 200,
) -> Response[str]:
    """`form` is one that was refused: its fields keep what was typed; `overtaken` says that
    somebody was faster; `code` is told to the caller now.
    """
    view = ticket_view(session, actor, ticket, desk, caller, opened)
    forms = {step.noun: form_of(step) for step in view.open_steps}
    stranded = form if form and form.name not in forms else None
    forms |= {form.name: form} if form and not stranded else {}
    return page(
        request,
        "ticket.html",
        desk,
        status=status,
        view=view,
        ticket=view.ticket,
        hides_caller=hides_caller(ticket),
        forms=forms,
        refused=form,
        stranded=stranded,
        overtaken=overtaken,
        newer=newer_texts(view, form.value("version")) if form and overtaken else (),
        code=code,
        codes=form if form and form.name == "codes" else Form("codes"),
    )
