"""The caller's own form: what happened, where, photos of it, and how to reach them."""

import secrets
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from hotline.casework.joining import join, offer_to_join
from hotline.casework.receive import Receipt
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, HotlineError, TooMany
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import CALLER_KINDS, IDENTITIES
from hotline.intake import web_form
from hotline.storage.database import Database
from hotline.web.budgets import limited
from hotline.web.caller_labels import (
    REPORT_HEADING,
    REPORT_TYPE,
    SENT_AGAIN,
    SENT_HEADING,
    USED_FORM,
    USUAL_REPORT_HEADING,
)
from hotline.web.dependencies import AtDesk, Data, Stores, reading
from hotline.web.guards import public
from hotline.web.late_forms import GIVES_HINTS
from hotline.web.names import Names
from hotline.web.pages.forms import Form, Sent, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.report_again import LastReport, last_report_cookie, sent_again
from hotline.web.pages.report_guess import guess, nearby, read_form, unread
from hotline.web.pages.threads import in_thread
from hotline.web.photos import SentPhotos, keep_photos, read_report_form
from hotline.web.problems import problem_of


@get("/report", guards=[public])
@in_thread
def show_form(request: PageRequest, desk: AtDesk) -> Response[str]:
    kind = request.query_params.get("request_type", "")
    values = {
        "request_type": kind if kind in REPORT_TYPE else "",
        "identity": "real",
        "caller_kind": "person",
    }
    return form_page(request, desk, Form("report", {**values, "key": secrets.token_urlsafe(18)}))


@post("/report", guards=[public])
async def send_report(
    request: PageRequest, desk: AtDesk, database: Data, files: Stores
) -> Response[str]:
    """The receipt is the answer to the sending itself: sent twice, the hidden key gives the same
    numbers again.
    """
    form, photos = Form("report"), SentPhotos()
    try:
        form.values, photos = await read_report_form(request)
        request.app.state.budgets.spend("reports", request)
        report, key = web_form.parse(form.values, desk), form.value("key")[:60]
        again = sent_again(request, desk, report, key)
        if again and not form.value("again"):
            return again_page(request, desk, form, again)
        receipt = await _submit(request, desk, database, form, report)
        refusals = await keep_photos(database, desk, files, receipt.no, photos)
    except HotlineError as error:
        return refuse(request, desk, form, error)
    finally:
        await photos.close()
    response = receipt_page(request, desk, form, report, receipt, len(photos.files), refusals)
    response.set_cookie(last_report_cookie(request, desk, report, key=key, no=receipt.no))
    return response


async def _submit(
    request: PageRequest, desk: Desk, database: Database, form: Form, report: IncomingReport
) -> Receipt:
    key = f"form:{form.value('key')[:60]}"
    if into := form.value("join"):
        return await sync_to_thread(_join, database, report, desk, into, key)
    receipt: Receipt = await request.app.state.door.submit(CALLER, report, key)
    return receipt


def receipt_page(
    request: PageRequest,
    desk: Desk,
    form: Form,
    report: IncomingReport,
    receipt: Any,
    photos: int,
    refusals: list[str],
) -> Response[str]:
    """`receipt` has of the ticket what a clock asks for; `photos` came, `refusals` are those that
    could not be kept.
    """
    promised, provisional = desk.due(Clock.HANDLE, receipt, receipt.created_at)
    promised = receipt.due_handle or promised
    return page(
        request,
        "receipt.html",
        desk,
        status=201 if receipt.created else 200,
        no=receipt.no,
        code=receipt.query_code,
        promised=promised,
        provisional=provisional,
        received=receipt.created_at,
        plan=desk.city.plan_of(receipt.dangers),
        hidden=report.secrecy == "confidential",
        joined=form.value("join"),
        photos=photos - len(refusals),
        refusals=refusals,
    )


@post(
    "/report/suggestions",
    guards=[public, limited("suggestions")],
    status_code=200,
    opt={GIVES_HINTS: True},
)
@reading
def suggest(session: Session, request: PageRequest, data: Sent, desk: AtDesk) -> Response[str]:
    """What the words so far are about and which public answers are near.

    A text of a few signs says nothing yet.
    """
    form = Form("report", typed(data))
    read = read_form(desk, form)
    guessed = guess(desk, read, form)
    near = () if guessed["plan"] else nearby(session, desk, read, form)
    offer = offer_to_join(session, read, desk) if read else None
    return page(
        request,
        "_guess.html",
        desk,
        **guessed,
        near=near,
        offer=offer,
        joined=form.value("join") if offer else "",
    )


def refuse(request: PageRequest, desk: Desk, form: Form, error: HotlineError) -> Response[str]:
    """The form again, with everything typed; a form that was used before gets a new key.

    What was too much is not read again for hints: refusing must cost little.
    """
    refused(form, error)
    if isinstance(error, Conflict):
        form.values["key"] = secrets.token_urlsafe(18)
        form.error = USED_FORM
    problem = problem_of(error)
    reads = not isinstance(error, TooMany)
    response = form_page(request, desk, form, status=problem.status, reads=reads)
    response.headers.update(problem.headers)
    return response


def again_page(request: PageRequest, desk: Desk, form: Form, last: LastReport) -> Response[str]:
    """The same words within minutes: the way to their ticket; sent once more they are another."""
    form.error = SENT_AGAIN.format(time=f"{last.at:%H:%M}", no=last.no)
    form.values["again"] = "yes"
    code = desk.vault.query_code(last.no)
    return form_page(request, desk, form, status=409, own={"no": last.no, "code": code})


def form_page(
    request: PageRequest,
    desk: Desk,
    form: Form,
    *,
    status: int = 200,
    own: dict[str, str] | None = None,
    reads: bool = True,
) -> Response[str]:
    """`own` is the ticket with the same words that this browser has just sent; `reads`: with hints
    on what was typed.
    """
    choices: dict[str, Any] = {
        "request_types": REPORT_TYPE,
        "identities": IDENTITIES,
        "caller_kinds": CALLER_KINDS,
        "districts": Names(desk.city).districts,
        "units": [unit.name for unit in desk.city.tables.units],
    }
    usual = REPORT_HEADING.get(form.value("request_type"), USUAL_REPORT_HEADING)
    return page(
        request,
        "report.html",
        desk,
        status=status,
        form=form,
        own=own,
        choices=choices,
        heading=SENT_HEADING if own else usual,
        near=(),
        offer=None,
        joined="" if form.fault("join") else form.value("join"),
        **(guess(desk, read_form(desk, form), form) if reads else unread(desk, form)),
    )


def _join(database: Database, report: IncomingReport, desk: Desk, into: str, key: str) -> Receipt:
    with database.writing() as session:
        return join(session, CALLER, report, desk, into=into, key=key)
