"""The caller's own form: what happened, where, and how to reach them."""

import secrets
from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from hotline.casework.answers import answers_to, question_of
from hotline.casework.hiding import is_ticked, why_hidden
from hotline.casework.joining import join, offer_to_join
from hotline.casework.prepared import Prepared, prepare
from hotline.casework.receive import Receipt
from hotline.casework.report_elements import elements_of
from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.errors import Conflict, HotlineError, InvalidInput
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import CALLER_KINDS, IDENTITIES
from hotline.intake import web_form
from hotline.storage.database import Database
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import public
from hotline.web.names import Names
from hotline.web.page_labels import REPORT_HEADING, REPORT_TYPE, USED_FORM, USUAL_REPORT_HEADING
from hotline.web.pages.forms import Form, Sent, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

SHORTEST = 6


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
async def send_report(request: PageRequest, data: Sent, desk: AtDesk) -> Response[str]:
    """The receipt is the answer to the sending itself: sent twice, the hidden key gives the same
    numbers again.
    """
    form = Form("report", typed(data))
    try:
        request.app.state.budgets.spend("reports", request)
        report = web_form.parse(form.values, desk)
        receipt: Any  # it has of the ticket what a clock asks for
        key = f"form:{form.value('key')[:60]}"
        if form.value("join"):
            database = request.app.state.database
            receipt = await sync_to_thread(_join, database, report, desk, form.value("join"), key)
        else:
            receipt = await request.app.state.door.submit(CALLER, report, key)
    except HotlineError as error:
        return refuse(request, desk, form, error)
    promised, provisional = desk.due(Clock.HANDLE, receipt, receipt.created_at)
    if form.value("join"):
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
        plan=desk.city.danger_plans.get(receipt.danger),
        hidden=report.secrecy == "confidential",
        joined=form.value("join"),
    )


@post("/report/suggestions", guards=[public, limited("suggestions")], status_code=200)
@reading
def suggest(session: Session, request: PageRequest, data: Sent, desk: AtDesk) -> Response[str]:
    """What the words so far are about and which public answers are near.

    A text of a few signs says nothing yet.
    """
    form = Form("report", typed(data))
    guessed = guess(desk, form)
    read = _read(desk, form)
    near = () if guessed["plan"] else nearby(session, desk, read, form)
    offer = offer_to_join(session, read, desk) if read else None
    return page(
        request, "_guess.html", desk, **guessed, near=near, offer=offer, joined=form.value("join")
    )


def refuse(request: PageRequest, desk: Desk, form: Form, error: HotlineError) -> Response[str]:
    """The form again, with everything typed; a form that was used before gets a new key."""
    refused(form, error)
    if isinstance(error, Conflict):
        form.values["key"] = secrets.token_urlsafe(18)
        form.error = USED_FORM
    problem = problem_of(error)
    response = form_page(request, desk, form, status=problem.status)
    response.headers.update(problem.headers)
    return response


def form_page(request: PageRequest, desk: Desk, form: Form, *, status: int = 200) -> Response[str]:
    choices: dict[str, Any] = {
        "request_types": REPORT_TYPE,
        "identities": IDENTITIES,
        "caller_kinds": CALLER_KINDS,
        "districts": Names(desk.city).districts,
        "units": [unit.name for unit in desk.city.tables.units],
    }
    heading = REPORT_HEADING.get(form.value("request_type"), USUAL_REPORT_HEADING)
    return page(
        request,
        "report.html",
        desk,
        status=status,
        form=form,
        choices=choices,
        heading=heading,
        near=(),
        offer=None,
        joined="",
        **guess(desk, form),
    )


def _join(database: Database, report: IncomingReport, desk: Desk, into: str, key: str) -> Receipt:
    with database.writing() as session:
        return join(session, CALLER, report, desk, into=into, key=key)


def nearby(
    session: Session, desk: Desk, read: Prepared | None, form: Form
) -> Sequence[KnowledgeHit]:
    """Public answers to look at before sending (事前清楚)."""
    if read is None:
        return ()
    text, category = read.report.text, form.value("category")
    question = question_of(text, read.classification, read.decision, category)
    return answers_to(session, question, desk, public_only=True)


def guess(desk: Desk, form: Form) -> dict[str, Any]:
    """Categories to choose from, the one chosen, and whether somebody may be in danger."""
    read = _read(desk, form)
    if read is None:
        nothing = {"guess": (), "chosen": "", "danger": False, "plan": None, "missing": ()}
        return nothing | hiding(form)
    chosen, request_type = form.value("category"), form.value("request_type")
    kind = request_type if request_type in REPORT_TYPE else read.classification.request_type.code
    parsed = elements_of(
        read.report.text,
        desk,
        request_type=kind,
        address=read.report.address,
        caller=form.value("caller"),
    )
    return {
        "missing": [
            part
            for part in parsed.elements.missing
            if part.kind != "where" or not read.report.district
        ],
        "guess": read.classification.alternatives,
        "chosen": chosen,
        "danger": bool(read.classification.sensitive),
        "plan": desk.city.danger_plan(read.classification.danger),
        **hiding(form, kind),
    }


def hiding(form: Form, request_type: str = "") -> dict[str, Any]:
    """Why 隐名 and 保密 are proposed, and whether the box is ticked."""
    why = why_hidden(form.value("text"), request_type or form.value("request_type"))
    return {"hiding": why, "hide": is_ticked(form.values, bool(why))}


def _read(desk: Desk, form: Form) -> Prepared | None:
    text = form.value("text").strip()
    if len(text) < SHORTEST:
        return None
    try:
        fields = {
            "text": text,
            "address": form.value("address"),
            "district": form.value("district"),
        }
        return prepare(web_form.parse(fields, desk), desk)
    except InvalidInput:
        return None
