"""A printed order as an answer to a request."""

from typing import Any

from litestar import Response
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import NotFound
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.reading.masking import mask_of
from hotline.storage.supervisions import instructing
from hotline.web.papers.paper_file import paper_file
from hotline.web.papers.supervision_order import supervision_paper

# What an order is printed as.
FORMATS = ("docx", "pdf")


def print_order(
    session: Session, actor: Actor, order: SupervisionOrder, ticket: Ticket, desk: Desk, kind: str
) -> Response[Any]:
    """Only numbered orders are printed."""
    if order.number is None:
        raise NotFound("催办没有督办单", remedy="只有书面督办、现场督办、挂牌督办可以打印")
    mask = mask_of(session, actor, ticket, desk.vault, on_paper=True)
    may_read = can_see(actor, ticket)
    instruction = instructing(session, [order]).get(order.row_id)
    paper = supervision_paper(
        mask.row(order), mask.ticket, desk, may_read=may_read, instruction=instruction
    )
    return paper_file(paper, kind, order.number)
