"""What the caller does on the page of his progress: add facts and photos, urge, take his matter
back; without scripts.
"""

from collections.abc import Callable
from typing import Any

from litestar import Response, post
from litestar.concurrency import sync_to_thread

from hotline.casework.caller_access import find_by_code, find_own
from hotline.casework.caller_steps import caller_urge, supplement
from hotline.casework.withdrawal import withdraw
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import CALLER
from hotline.storage.database import Database
from hotline.web.address import address_of
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Stores
from hotline.web.guards import public
from hotline.web.multipart_form import Upload
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.progress import own_page
from hotline.web.pages.screen import Asked, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.uploads import LARGEST_BODY, receive_own_file

Verb = Callable[..., Any]
STEPS: dict[str, tuple[Verb, str, str]] = {
    "supplements": (supplement, "text", "已收到您补充的情况，承办单位会看到"),
    "urgings": (caller_urge, "reason", "已为您催办"),
    "withdrawals": (withdraw, "reason", "已撤回这件诉求"),
}


@post("/progress/{noun:str}", guards=[public, limited("progress")], status_code=200)
@in_thread
def take_own_step(
    request: Asked, noun: str, data: Sent, desk: AtDesk, database: Data
) -> Response[str]:
    if noun not in STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从查进度的页面操作")
    verb, name, told = STEPS[noun]
    form, own = Form("progress", typed(data)), Form(noun, typed(data))
    try:
        no, code, text = (
            typed(checked(data)).get(name, "") for name in ("ticket_no", "query_code", "text")
        )
        with find_own(database, desk, no, code, address_of(request)) as (session, ticket):
            verb(session, CALLER, ticket, desk, **{name: text})
    except HotlineError as error:
        return _refused(request, desk, database, form, own, error)
    return own_page(request, desk, database, ticket, form, told=told)


@post(
    "/progress/attachments",
    guards=[public, limited("uploads")],
    status_code=200,
    request_max_body_size=LARGEST_BODY,
)
async def send_own_file(
    request: Asked, desk: AtDesk, database: Data, files: Stores
) -> Response[str]:
    upload, own = Upload(), Form("attachments")
    try:
        row = await receive_own_file(request, database, desk, files, upload)
    except HotlineError as error:
        form = Form("progress", typed(upload.fields))
        return await sync_to_thread(_refused, request, desk, database, form, own, error)
    form = Form("progress", typed(upload.fields))
    return await sync_to_thread(_shown, request, desk, database, form, f"已收到“{row.name}”")


def _shown(request: Asked, desk: Desk, database: Database, form: Form, told: str) -> Response[str]:
    ticket = _found(request, desk, database, form)
    return own_page(request, desk, database, ticket, form, told=told)


def _refused(
    request: Asked, desk: Desk, database: Database, form: Form, own: Form, error: HotlineError
) -> Response[str]:
    """With a right number and code the ticket's page and what was typed.

    Otherwise the two fields again.
    """
    status = problem_of(error).status
    try:
        ticket = _found(request, desk, database, form)
    except HotlineError as unknown:
        form.error = str(unknown)
        return page(
            request, "progress.html", desk, form=form, seen=None, status=problem_of(unknown).status
        )
    return own_page(request, desk, database, ticket, form, own=refused(own, error), status=status)


def _found(request: Asked, desk: Desk, database: Database, form: Form) -> Ticket:
    no, code = form.value("ticket_no"), form.value("query_code")
    return find_by_code(database, desk.vault, no, code, address_of(request), desk.now())
