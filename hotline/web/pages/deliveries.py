"""What left the house for other systems, for the administrator: what became of it, once more.

The contents are nobody's here: they are what callers wrote.
"""

from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.delivery.outbox import redeliver
from hotline.desk.desk import Desk
from hotline.domain.audit import AuditKind
from hotline.domain.errors import HotlineError
from hotline.domain.roles import MANAGES_ACCOUNTS
from hotline.storage.audit import note
from hotline.storage.chats import all_inboxes
from hotline.storage.deliveries import attempts_of, delivery_of_code, newest_deliveries
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.page_labels import DELIVERY_EVENT, DELIVERY_KIND, DELIVERY_STATE
from hotline.web.pages.forms import Form
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

PAGE = 50


@get("/deliveries", guards=[only(*MANAGES_ACCOUNTS)])
@reading
def list_deliveries(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    state, inbox = (request.query_params.get(name, "") for name in ("state", "inbox"))
    inboxes = {str(row.row_id): row.name for row in all_inboxes(session)}
    chosen = {
        "state": state if state in DELIVERY_STATE else "",
        "inbox": inbox if inbox in inboxes else "",
    }
    rows = newest_deliveries(
        session,
        state=chosen["state"],
        inbox_id=int(chosen["inbox"] or 0),
        after=_number(request.query_params.get("after", "")),
        limit=PAGE + 1,
    )
    return page(
        request,
        "deliveries.html",
        desk,
        form=Form("deliveries", chosen),
        rows=rows[:PAGE],
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
    """Raises NotFound for a code of none."""
    row = delivery_of_code(session, code)
    inboxes = {inbox.row_id: inbox.name for inbox in all_inboxes(session)}
    return page(
        request,
        "delivery.html",
        desk,
        status=problem_of(error).status if error else 200,
        row=row,
        inbox=inboxes.get(row.inbox_id, ""),
        attempts=attempts_of(session, row),
        error=error,
        states=DELIVERY_STATE,
        kinds=DELIVERY_KIND,
        events=DELIVERY_EVENT,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


route_handlers = [list_deliveries, show_delivery, send_again]
