"""The page of one ticket and the forms on it."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.casework.merge import find_pair
from hotline.casework.personal_data import CallerShown, open_caller
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import Conflict, HotlineError, InvalidInput, NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.domain.time.deadlines import Clock
from hotline.reading.why_due import why_due
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed, reading, writing
from hotline.web.guards import signed_in
from hotline.web.pages.deeds import DEEDS
from hotline.web.pages.deeds.base import Deed
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.screen import STAFF_MENU, Asked, is_fragment, page
from hotline.web.pages.threads import in_thread
from hotline.web.pages.ticket_view import ticket_view
from hotline.web.problems import problem_of

QUEUES = frozenset(door.href for door in STAFF_MENU)


@get("/tickets/{no:str}", guards=[signed_in])
@reading
def show_ticket(
    session: Session, request: Asked, no: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    return ticket_page(session, request, actor, find_ticket(session, actor, no), desk)


@get("/tickets/{no:str}/clocks/{clock:str}", guards=[signed_in])
@reading
def show_clock(
    session: Session, request: Asked, no: str, clock: str, actor: Signed, desk: AtDesk
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
    session: Session, request: Asked, no: str, data: Sent, actor: Signed, desk: AtDesk
) -> Response[str]:
    ticket = find_ticket(session, actor, no)
    shown = open_caller(session, actor, ticket, desk, reason=typed(data).get("reason", ""))
    return ticket_page(session, request, actor, ticket, desk, caller=shown)


@post("/tickets/{no:str}/{noun:str}", guards=[signed_in])
@in_thread
def take_deed(
    request: Asked, no: str, noun: str, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[Any]:
    """One step in its own transaction.

    When it is refused the page comes back with everything that was typed.
    """
    if noun not in DEEDS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从工单页操作")
    form = Form(noun, typed(data))
    try:
        with database.writing() as session:
            ticket = _found(session, actor, no, DEEDS[noun], form)
            DEEDS[noun].run(session, actor, ticket, checked(data), desk)
    except NotFound:
        raise
    except HotlineError as error:
        with database.reading() as session:
            return refused_page(
                session, request, actor, find_ticket(session, actor, no), desk, form, error
            )
    back = form.value("back") if form.value("back") in QUEUES else f"/tickets/{no}"
    return Redirect(f"{back}?done={noun}&no={no}", status_code=303)


def _found(session: Session, actor: Actor, no: str, deed: Deed, form: Form) -> Ticket:
    """The ticket, locked; where another one is changed too, both in the one order in which
    everybody locks them.
    """
    typed_version = form.value("version")
    version = int(typed_version) if typed_version.isdecimal() else None
    if deed.other and (other := form.value(deed.other).strip()):
        try:
            return find_pair(session, actor, no, other, version=version)[0]
        except NotFound as error:
            find_ticket(session, actor, no)
            raise InvalidInput(error.message, field=deed.other, remedy=error.remedy) from None
    return find_for_step(session, actor, no, version=version)


def refused_page(
    session: Session,
    request: Asked,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    form: Form,
    error: HotlineError,
) -> Response[str]:
    problem = problem_of(error)
    refused(form, error)
    form.error = f"{problem.detail}。{problem.remedy}" if problem.remedy else problem.detail
    overtaken = isinstance(error, Conflict)
    return ticket_page(
        session, request, actor, ticket, desk, form=form, overtaken=overtaken, status=problem.status
    )


def ticket_page(
    session: Session,
    request: Asked,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    caller: CallerShown | None = None,
    form: Form | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> Response[str]:
    """`form` is one that was refused: its fields keep what was typed; `overtaken` says that
    somebody was faster.
    """
    view = ticket_view(session, actor, ticket, desk, caller)
    forms = {deed.noun: Form(deed.noun) for deed in view.deeds}
    stranded = form if form and form.name not in forms else None
    forms |= {form.name: form} if form and not stranded else {}
    return page(
        request,
        "ticket.html",
        desk,
        status=status,
        view=view,
        ticket=ticket,
        forms=forms,
        refused=form,
        stranded=stranded,
        overtaken=overtaken,
    )
