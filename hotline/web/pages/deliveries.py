"""What left the house for other systems, for the administrator: what became of it, once more.

The contents are nobody's here: they are what callers wrote.
"""

from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.delivery.outbox import LEASE, redeliver
from hotline.desk.desk import Desk
from hotline.domain.audit import AuditKind
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.models import Delivery
from hotline.domain.roles import MANAGES_ACCOUNTS
from hotline.storage.audit import note
from hotline.storage.chats import all_inboxes
from hotline.storage.deliveries import (
    attempts_of,
    delivery_of_code,
    heads_before,
    newest_deliveries,
)
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.page_labels import DELIVERY_EVENT, DELIVERY_KIND, DELIVERY_STATE
from hotline.web.pages.forms import Form
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.reading.delivery_filters import read_delivery_filter
from hotline.web.reading.sent_back import own_parameters

PAGE = 50


@get("/deliveries", guards=[only(*MANAGES_ACCOUNTS)])
@reading
def list_deliveries(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """A wrong filter is shown with its fault and finds nothing."""
    values = {name: str(value) for name, value in own_parameters(request.query_params).items()}
    inboxes = {str(row.row_id): row.name for row in all_inboxes(session)}
    form, rows, status = Form("deliveries", values), list[Delivery](), 200
    try:
        chosen = read_delivery_filter(values, [int(number) for number in inboxes])
    except InvalidInput as error:
        form.error, status = error.message, 400
    else:
        rows = list(newest_deliveries(session, **vars(chosen), limit=PAGE + 1))
    return page(
        request,
        "deliveries.html",
        desk,
        status=status,
        form=form,
        rows=rows[:PAGE],
        heads=heads_before(session, rows[:PAGE]),
        now=desk.now(),
        after=rows[PAGE - 1].row_id if len(rows) > PAGE else 0,
        inboxes=inboxes,
        states=DELIVERY_STATE,
        kinds=DELIVERY_KIND,
        events=DELIVERY_EVENT,
    )


@get("/deliveries/{code:str}", guards=[only(*MANAGES_ACCOUNTS)])
@reading
def show_delivery(session: Session, request: PageRequest, code: str, desk: AtDesk) -> Response[str]:
    return delivery_page(session, request, code, desk)


@post("/deliveries/{code:str}/redeliveries", guards=[only(*MANAGES_ACCOUNTS)])
@in_thread
def send_again(
    request: PageRequest, code: str, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    def take(session: Session) -> None:
        redeliver(session, code, desk.now())
        note(session, AuditKind.REDELIVERED, desk.now(), actor=actor.login, subject=code)

    def show(session: Session, error: HotlineError) -> Response[str]:
        return delivery_page(session, request, code, desk, error)

    return taken_or_shown_again(database, take, show, then=f"/deliveries/{code}?done=redelivered")


def delivery_page(
    session: Session,
    request: PageRequest,
    code: str,
    desk: Desk,
    error: HotlineError | None = None,
) -> Response[str]:
    """Raises NotFound for a code of none. While it is due, the page asks for what became of it."""
    row, now = delivery_of_code(session, code), desk.now()
    heads = heads_before(session, [row])
    first = heads.get(code, row)
    inboxes = {inbox.row_id: inbox.name for inbox in all_inboxes(session)}
    return page(
        request,
        "delivery.html",
        desk,
        status=problem_of(error).status if error else 200,
        row=row,
        heads=heads,
        now=now,
        is_due=first.next_at is not None and first.next_at <= now + LEASE,
        inbox=inboxes.get(row.inbox_id, ""),
        attempts=attempts_of(session, row),
        error=error,
        states=DELIVERY_STATE,
        kinds=DELIVERY_KIND,
        events=DELIVERY_EVENT,
    )


route_handlers = [list_deliveries, show_delivery, send_again]
