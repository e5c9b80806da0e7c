"""What stands beside the agent's sheet while it is filled in: what the machine makes of the words,
who the caller is.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from litestar import Response, post
from sqlmodel import Session

from hotline.calls.sheet import known_number
from hotline.casework.answers import answers_to, question_of
from hotline.casework.joining import offer_to_join
from hotline.casework.prepared import Prepared, prepare
from hotline.casework.report_elements import ReportElements, elements_of
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.phones import read_phone
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.intake import agent_sheet
from hotline.reading.masking import shown_tickets
from hotline.storage.similar import similar_open
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import may
from hotline.web.pages.candidates import candidates_of
from hotline.web.pages.forms import Form, Sent, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.named_units import mentions_line
from hotline.web.pages.report_guess import hiding

SHORTEST = 6
NOTHING: dict[str, Any] = {
    "read": None,
    "parsed": None,
    "candidates": (),
    "named": "",
    "similar": (),
    "offer": None,
    "known": (),
    "hiding": (),
    "hide": False,
}


@post("/intake/suggestions", guards=[may(Action.REGISTER)], status_code=200)
@reading
def suggest(
    session: Session, request: PageRequest, data: Sent, actor: Signed, desk: AtDesk
) -> Response[str]:
    """What the machine makes of the sheet so far; nothing is stored."""
    form = Form("intake", typed(data))
    return page(request, "_hints.html", desk, form=form, **hints(session, actor, form, desk))


@post("/intake/callers", guards=[may(Action.REGISTER)], status_code=200)
@reading
def show_caller_of_number(
    session: Session, request: PageRequest, data: Sent, actor: Signed, desk: AtDesk
) -> Response[str]:
    """By POST: no number stands in an address. Of half a number nothing is told."""
    try:
        number = read_phone(typed(data).get("phone", ""))
    except ValueError:
        number = ""
    shown = known_number(session, actor, number, desk) if number else None
    return page(request, "_number.html", desk, shown=shown)


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
    question = question_of(read.report.text, read.classification, decision)
    known = answers_to(session, question, desk)
    parsed, candidates = _elements_of(read, desk), candidates_of(decision, desk)
    return {
        "read": read,
        "parsed": parsed,
        "candidates": candidates,
        "named": mentions_line(read.decision, desk),
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
    """A further matter of a contact is read by its title."""
    if len(form.value("text").strip()) < SHORTEST:
        return None
    try:
        report = agent_sheet.parse(form.values, desk)
        if form.value("first"):
            report = replace(report, text=report.title or report.text)
        return prepare(report, desk)
    except InvalidInput:
        return None
