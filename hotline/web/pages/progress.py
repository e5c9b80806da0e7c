"""Callers see how far their matter is, with number and code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from litestar import Response, get, post
from sqlmodel import Session

from hotline.casework.caller_access import find_by_code
from hotline.casework.rating import open_token
from hotline.casework.receive import Receipt
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.statuses import OPEN, Status, status_for_caller
from hotline.domain.vocabulary import REQUEST_TYPES
from hotline.reading.progress import material_wanted, suspended_until, told_to_caller
from hotline.storage.database import Database
from hotline.storage.history import history_of
from hotline.storage.merged import parent_of
from hotline.web.address import address_of
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data
from hotline.web.guards import public
from hotline.web.labels import STATUS
from hotline.web.names import Names
from hotline.web.pages.caller_story import StoryLine, story_of
from hotline.web.pages.forms import Form, Sent, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.steps_line import LineStep, line_of
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps.caller import OwnStepForm
from hotline.web.steps.form import fields_of


@dataclass(frozen=True)
class CallerTicket:
    """What the caller may see of their ticket; `promised` is None once it has ended, `token` is
    there while they may rate, `leading_no` while it waits for the answer to another one.
    """

    no: str
    title: str
    kind: str
    status: str
    status_name: str
    steps: Sequence[LineStep]
    promised: datetime | None
    is_open: bool
    reported_at: datetime
    unit: str
    reply: str
    token: str = ""
    leading_no: str = ""
    suspended_until: datetime | None = None
    story: Sequence[StoryLine] = ()


@get("/progress", guards=[public])
@in_thread
def show_progress(request: PageRequest, desk: AtDesk) -> Response[str]:
    return page(request, "progress.html", desk, form=Form("progress"), ticket=None, plan=None)


@post("/progress", guards=[public, limited("progress")], status_code=200)
@in_thread
def look_up(request: PageRequest, data: Sent, desk: AtDesk, database: Data) -> Response[str]:
    """By POST: the code never stands in an address."""
    form = Form("progress", typed(data))
    source = address_of(request)
    try:
        no, code = form.value("ticket_no"), form.value("query_code")
        ticket = find_by_code(database, desk.vault, no, code, source, desk.now())
    except HotlineError as error:
        form.error = str(error)
        status = problem_of(error).status
        return page(
            request, "progress.html", desk, form=form, ticket=None, plan=None, status=status
        )
    return own_page(request, desk, database, ticket, form)


def own_page(
    request: PageRequest,
    desk: Desk,
    database: Database,
    ticket: Ticket,
    form: Form,
    *,
    own: Form | None = None,
    message: str = "",
    plan: DangerPlan | None = None,
    opened: Receipt | None = None,
    status: int = 200,
) -> Response[str]:
    """The caller's ticket; `form` has its number and code, `own` what they wanted to add and its
    faults, `plan` whom to call where they told of a danger, `opened` the ticket that it got.
    """
    with database.reading() as session:
        token = open_token(session, ticket, desk) if request.user is None else ""
        shown = _as_caller_sees(session, ticket, desk, token)
        missing_material = material_wanted(session, ticket)
    return page(
        request,
        "progress.html",
        desk,
        status=status,
        form=form,
        own=own or Form("own"),
        blank=Form("blank", fields=fields_of(OwnStepForm)),
        message=message,
        plan=plan,
        opened=opened,
        missing_material=missing_material,
        ticket=shown,
        rating=Form("rate", {"token": token}),
        chosen=(),
    )


def _as_caller_sees(session: Session, ticket: Ticket, desk: Desk, token: str) -> CallerTicket:
    """With what has happened to it, and to the one into which it is merged."""
    leading = parent_of(session, ticket, locked=False) or ticket
    reply = told_to_caller(session, ticket, leading, desk)
    history = history_of(session, leading)
    return replace(
        caller_ticket(ticket, history, desk, token, leading=leading, reply=reply),
        story=story_of(session, ticket, leading, desk),
        suspended_until=suspended_until(session, leading),
    )


def caller_ticket(
    ticket: Ticket,
    history: Sequence[HistoryEntry],
    desk: Desk,
    token: str,
    *,
    leading: Ticket,
    reply: str,
) -> CallerTicket:
    """A merged ticket stands where the leading one does, whose history this is."""
    registered, *others = line_of(leading, history)
    is_open, (promised, _) = ticket.status in OPEN, desk.promise(leading)
    return CallerTicket(
        no=ticket.no,
        title=ticket.title,
        kind=REQUEST_TYPES.get(ticket.request_type, ticket.request_type),
        status=(status := status_for_caller(ticket.status)),
        status_name=STATUS[status],
        steps=[replace(registered, at=ticket.created_at), *others],
        promised=promised if is_open and leading.status != Status.SUSPENDED else None,
        is_open=is_open,
        reported_at=ticket.reported_at,
        unit=Names(desk.city).unit(leading.unit),
        reply=reply,
        leading_no=leading.no if leading is not ticket else "",
        token=token,
    )
