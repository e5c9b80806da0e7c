"""Supervision: the list of orders, one order, the printed order."""

from typing import Any

from litestar import Request, Response, get
from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.reading.masking import shown_orders
from hotline.storage.audit import note
from hotline.storage.supervisions import newest_orders
from hotline.supervision.order_access import find_seen_order
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import signed_in
from hotline.web.papers.printing import FORMATS, print_order
from hotline.web.reading.order_documents import order_document
from hotline.web.reading.order_filters import read_order_filter


@get("/api/v1/supervisions", guards=[signed_in])
@reading
def list_orders(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """Newest first; a unit sees its own. `next` is the `after` of the following page."""
    order_filter, after, limit = read_order_filter(request.query_params, desk.now())
    rows = newest_orders(session, actor, order_filter, after=after, limit=limit + 1)
    following = str(rows[limit - 1].id) if len(rows) > limit else ""
    return {
        "supervisions": [
            order_document(order, desk) for order in shown_orders(session, rows[:limit], desk.vault)
        ],
        "next": following,
    }


@get("/api/v1/supervisions/{name:str}", guards=[signed_in])
@reading
def show_order(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk, name: str
) -> Response[Any]:
    """By id, 2026-0001 or 督〔2026〕0001号; with .docx or .pdf behind it the printed order."""
    number, _, kind = name.partition(".")
    order, ticket = find_seen_order(session, actor, number if kind in FORMATS else name)
    if not kind:
        (shown,) = shown_orders(session, [order], desk.vault)
        return Response(order_document(shown, desk))
    printed = print_order(session, actor, order, ticket, desk, kind)
    with request.app.state.database.writing() as writing_session:
        subject = f"{order.number} {ticket.no}"
        note(
            writing_session,
            AuditKind.PRINT,
            desk.now(),
            actor=actor.login,
            subject=subject,
            format=kind,
        )
    return printed


route_handlers = [list_orders, show_order]
