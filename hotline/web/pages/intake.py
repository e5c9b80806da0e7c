"""The agent's sheet: one screen for a call, suggestions while typing, four endings."""

import secrets
from dataclasses import replace
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.calls.sheet import link
from hotline.casework.receive import Receipt
from hotline.casework.take_call import take_call
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, HotlineError
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.workflow import Action
from hotline.intake import agent_sheet
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import may
from hotline.web.pages.call_sheet import calls_of_sheet
from hotline.web.pages.forms import Form, Sent, refused, typed
from hotline.web.pages.intake_form import (
    call_of_form,
    draft_name,
    ending_of,
    fresh,
    fresh_of,
    next_matter,
)
from hotline.web.pages.intake_hints import NOTHING
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of


@get("/intake", guards=[may(Action.REGISTER)])
@in_thread
def show_intake(request: PageRequest, actor: Signed, desk: AtDesk, database: Data) -> Response[str]:
    """`?call=7`: the sheet of a call of one's own, with its number."""
    call = request.query_params.get("call", "")
    return sheet(request, actor, desk, database, fresh_of(database, actor, call, desk))


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
        with database.writing() as session:
            receipt = _register(session, actor, form, desk)
    except HotlineError as error:
        refused(form, error)
        if isinstance(error, Conflict):
            form.values["key"] = secrets.token_urlsafe(18)
        return sheet(request, actor, desk, database, form, status=problem_of(error).status)
    following = next_matter(form, receipt.no) if form.value("more") else fresh()
    return sheet(
        request,
        actor,
        desk,
        database,
        following,
        ended=form,
        receipt=receipt,
        status=201 if receipt.created else 200,
    )


def _register(session: Session, actor: Actor, form: Form, desk: Desk) -> Receipt:
    report = agent_sheet.parse(form.values, desk)
    call = call_of_form(session, actor, form)
    receipt = take_call(
        session,
        actor,
        replace(report, time=call.started_at) if call else report,
        desk,
        ending=ending_of(form),
        key=f"sheet:{form.value('key')[:60]}",
        first=form.value("first"),
    )
    # Of several matters of one call the first ticket stands with it, also a confidential
    # one, which its agent sees no more.
    if call and call.ticket_id is None:
        link(session, actor, call, desk, ticket=find_ticket(session, SYSTEM, receipt.no))
    return receipt


def sheet(
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    database: Data,
    form: Form,
    *,
    ended: Form | None = None,
    receipt: Receipt | None = None,
    status: int = 200,
) -> Response[str]:
    """`ended` is the sheet of which `receipt` tells; its draft is needless now."""
    with database.reading() as session:
        calls = calls_of_sheet(session, actor, desk)
    context: dict[str, Any] = {"receipt": receipt, "ended": ended, "done_draft": ""}
    if receipt and ended:
        context |= {"done_draft": draft_name(ended), "promised": desk.promise(receipt)[0]}
    return page(
        request,
        "intake.html",
        desk,
        status=status,
        form=form,
        draft=draft_name(form),
        error="",
        **context,
        **calls,
        **NOTHING,
    )
