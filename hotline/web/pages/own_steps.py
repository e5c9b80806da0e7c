"""What callers do on the page of their progress: add facts and photos, urge, take the matter
back; without scripts.
"""

from litestar import Response, post
from litestar.concurrency import sync_to_thread

from hotline.casework.caller_access import find_by_code, find_own_ticket
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import Ticket
from hotline.domain.roles import CALLER
from hotline.storage.database import Database
from hotline.web.address import address_of
from hotline.web.budgets import limited
from hotline.web.caller_labels import DANGER_RECEIVED, FILE_RECEIVED, KEPT_FROM_UNIT
from hotline.web.dependencies import AtDesk, Data, Stores
from hotline.web.guards import public
from hotline.web.multipart_form import Upload
from hotline.web.pages.forms import Form, Sent, form_of, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.progress import own_page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps import OWN_STEPS
from hotline.web.steps.ahead import reader_of
from hotline.web.steps.form import content_of
from hotline.web.steps.step import danger_said
from hotline.web.steps.typed import read_typed
from hotline.web.uploads import LARGEST_BODY, receive_own_file


@post("/progress/{noun:str}", guards=[public, limited("progress")], status_code=200)
@in_thread
def take_own_step(
    request: PageRequest, noun: str, data: Sent, desk: AtDesk, database: Data
) -> Response[str]:
    if noun not in OWN_STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从查进度的页面操作")
    step = OWN_STEPS[noun]
    form, own, desk = Form("progress", typed(data)), form_of(step, data), desk.remembering()
    plan = danger_said(step, own.values, desk)
    try:
        filled = read_typed(step.form, data)
        before, address = reader_of(step, content_of(filled), desk), address_of(request)
        with find_own_ticket(
            database, desk, filled.ticket_no, filled.query_code, address, before=before
        ) as (session, ticket):
            opened = step.take(session, CALLER, ticket, desk, filled)
    except HotlineError as error:
        return _refused(request, desk, database, form, own, error, plan)
    message = (DANGER_RECEIVED if plan else KEPT_FROM_UNIT) if opened else step.done_on(ticket)
    return own_page(
        request, desk, database, ticket, form, message=message, plan=plan, opened=opened
    )


@post(
    "/progress/attachments",
    guards=[public, limited("uploads")],
    status_code=200,
    request_max_body_size=LARGEST_BODY,
)
async def send_own_file(
    request: PageRequest, desk: AtDesk, database: Data, files: Stores
) -> Response[str]:
    upload, own = Upload(), Form("attachments")
    try:
        row = await receive_own_file(request, database, desk, files, upload)
    except HotlineError as error:
        form = Form("progress", typed(upload.fields))
        return await sync_to_thread(_refused, request, desk, database, form, own, error)
    form = Form("progress", typed(upload.fields))
    return await sync_to_thread(
        _show, request, desk, database, form, FILE_RECEIVED.format(name=row.name)
    )


def _show(
    request: PageRequest, desk: Desk, database: Database, form: Form, message: str
) -> Response[str]:
    ticket = _find(request, desk, database, form)
    return own_page(request, desk, database, ticket, form, message=message)


def _refused(
    request: PageRequest,
    desk: Desk,
    database: Database,
    form: Form,
    own: Form,
    error: HotlineError,
    plan: DangerPlan | None = None,
) -> Response[str]:
    """With a right number and code the ticket's page and what was typed, otherwise the two fields
    again; in danger (`plan`) whom to call stands over both.
    """
    status = problem_of(error).status
    try:
        ticket = _find(request, desk, database, form)
    except HotlineError as unknown:
        form.error = str(unknown)
        return page(
            request,
            "progress.html",
            desk,
            form=form,
            ticket=None,
            plan=plan,
            status=problem_of(unknown).status,
        )
    own = refused(own, error)
    return own_page(request, desk, database, ticket, form, own=own, plan=plan, status=status)


def _find(request: PageRequest, desk: Desk, database: Database, form: Form) -> Ticket:
    no, code = form.value("ticket_no"), form.value("query_code")
    return find_by_code(database, desk.vault, no, code, address_of(request), desk.now())
