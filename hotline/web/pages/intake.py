"""The agent's sheet: one screen for a call, suggestions while typing, three endings."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.calls.sheet import call_for_sheet, link
from hotline.casework.answers import answers_to, question_of
from hotline.casework.joining import offer_to_join
from hotline.casework.prepared import Prepared, prepare
from hotline.casework.receive import Receipt
from hotline.casework.report_elements import ReportElements, elements_of
from hotline.casework.take_call import Ending, take_call
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, HotlineError, InvalidInput
from hotline.domain.models import PhoneCall
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.workflow import Action
from hotline.intake import agent_sheet
from hotline.reading.masking import shown_tickets
from hotline.storage.calls import find_call
from hotline.storage.similar import similar_open
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import may
from hotline.web.pages.call_sheet import calls_of_sheet
from hotline.web.pages.candidates import candidates_of
from hotline.web.pages.citing import cited
from hotline.web.pages.forms import Form, Sent, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.report import hiding
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

SHORTEST = 6
NOTHING: dict[str, Any] = {
    "read": None,
    "parsed": None,
    "candidates": (),
    "similar": (),
    "offer": None,
    "known": (),
    "hiding": (),
    "hide": False,
}


@get("/intake", guards=[may(Action.REGISTER)])
@in_thread
def show_intake(request: PageRequest, actor: Signed, desk: AtDesk, database: Data) -> Response[str]:
    """`?call=7`: the sheet of a call of one's own, with its number."""
    call = request.query_params.get("call", "")
    return sheet(request, actor, desk, database, fresh_of(database, actor, call, desk))


@post("/intake/suggestions", guards=[may(Action.REGISTER)], status_code=200)
@reading
def suggest(
    session: Session, request: PageRequest, data: Sent, actor: Signed, desk: AtDesk
) -> Response[str]:
    """What the machine makes of the sheet so far; nothing is stored."""
    form = Form("intake", typed(data))
    return page(request, "_hints.html", desk, form=form, **hints(session, actor, form, desk))


@post("/intake", guards=[may(Action.REGISTER)])
@in_thread
def end_call(
    request: PageRequest, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[str]:
    """Register and end in one transaction: a refused ending leaves no half ticket and an
    untouched sheet.
    """
    form = Form("intake", typed(data))
    try:
        report = agent_sheet.parse(form.values, desk)
        with database.writing() as session:
            call = call_of_form(session, actor, form)
            receipt = take_call(
                session,
                actor,
                replace(report, time=call.started_at) if call else report,
                desk,
                ending=_ending(form),
                key=f"sheet:{form.value('key')[:60]}",
            )
            # Of several matters of one call the first ticket stands with it, also a confidential
            # one, which its agent sees no more.
            if call and call.ticket_id is None:
                ticket = find_ticket(session, SYSTEM, receipt.no)
                link(session, actor, call, desk, ticket=ticket)
    except HotlineError as error:
        refused(form, error)
        if isinstance(error, Conflict):
            form.values["key"] = secrets.token_urlsafe(18)
        return sheet(request, actor, desk, database, form, status=problem_of(error).status)
    status = 201 if receipt.created else 200
    return sheet(
        request,
        actor,
        desk,
        database,
        fresh(),
        receipt=receipt,
        draft=draft_name(form),
        status=status,
    )


def fresh() -> Form:
    values = {"identity": "real", "caller_kind": "person", "channel": "phone", "secrecy": "open"}
    return Form("intake", {**values, "key": secrets.token_urlsafe(18)})


def fresh_of(database: Data, actor: Actor, call: str, desk: Desk) -> Form:
    """An empty sheet, or that of a call: its key makes one ticket of it, however often it is
    sent.
    """
    form = fresh()
    if not (number := call_number(call)):
        return form
    with database.reading() as session:
        shown = call_for_sheet(session, actor, find_call(session, actor, number), desk)
    form.values |= {"call": str(number), "phone": shown.number, "key": f"call-{number}"}
    return form


def call_of_form(session: Session, actor: Actor, form: Form) -> PhoneCall | None:
    number = call_number(form.value("call"))
    return find_call(session, actor, number, locked=True) if number else None


def call_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def draft_name(form: Form) -> str:
    """Each call has a draft of its own: none is overwritten when the next one comes."""
    call = call_number(form.value("call"))
    return f"intake-call-{call}" if call else "intake"


def sheet(
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    database: Data,
    form: Form,
    *,
    receipt: Receipt | None = None,
    draft: str = "",
    status: int = 200,
) -> Response[str]:
    """`draft` names the draft that the receipt has made needless."""
    with database.reading() as session:
        calls = calls_of_sheet(session, actor, desk)
    return page(
        request,
        "intake.html",
        desk,
        status=status,
        form=form,
        receipt=receipt,
        draft=draft_name(form),
        done_draft=draft,
        error="",
        **calls,
        **NOTHING,
    )


def hints(session: Session, actor: Actor, form: Form, desk: Desk) -> dict[str, Any]:
    read = _read(form, desk)
    if read is None:
        return NOTHING
    decision = read.decision
    since = desk.now() - timedelta(days=desk.city.settings.similar_days)
    place = decision.location.place
    alike = similar_open(session, actor, place=place, category=decision.category, since=since)
    offer = offer_to_join(session, read, desk)
    if offer is not None:
        listed = {ticket.no for ticket in alike}
        alike = [*alike, *(ticket for ticket in offer.tickets if ticket.no not in listed)]
    similar = shown_tickets(session, alike, desk.vault)
    question = question_of(form.value("text"), read.classification, decision)
    known = answers_to(session, question, desk)
    parsed, candidates = _elements_of(read, desk), candidates_of(decision, desk)
    return {
        "read": read,
        "parsed": parsed,
        "candidates": candidates,
        "similar": similar,
        "offer": offer,
        "known": known,
        **hiding(form, read.report.request_type or read.classification.request_type.code),
    }


def _elements_of(read: Prepared, desk: Desk) -> ReportElements:
    report = read.report
    kind = report.request_type or read.classification.request_type.code
    return elements_of(
        report.text,
        desk,
        request_type=kind,
        address=report.address,
        caller=report.caller,
        occurred=report.occurred,
    )


def _read(form: Form, desk: Desk) -> Prepared | None:
    if len(form.value("text").strip()) < SHORTEST:
        return None
    try:
        return prepare(agent_sheet.parse(form.values, desk), desk)
    except InvalidInput:
        return None


def _ending(form: Form) -> Ending:
    return Ending(
        kind=form.value("ending"),
        unit=form.value("unit"),
        answer=form.value("answer"),
        reason=form.value("reason"),
        explanation=form.value("explanation"),
        into=form.value("into"),
        cites=cited(form),
        uncited=form.value("uncited"),
    )
