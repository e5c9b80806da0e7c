"""What waits for a decision of the centre (待审批)."""

from typing import Any

from litestar import get
from sqlmodel import Session

from hotline.domain.models import Application, Ticket
from hotline.domain.roles import DECIDES
from hotline.reading.masking import masks_of
from hotline.storage.applications import count_applications, waiting_applications
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only

LEFT_OUT = ("id", "ticket_id", "decision", "decision_note", "decided_by", "decided_at", "new_due")
FIELDS = tuple(name for name in Application.model_fields if name not in LEFT_OUT)
MOST = 100


@get("/api/v1/applications", guards=[only(*DECIDES)])
@reading
def list_applications(session: Session, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """The first 100, soonest to be decided first; `total` counts up to 100."""
    rows = waiting_applications(session, actor, limit=MOST)
    masks = masks_of(session, actor, [ticket for _, ticket in rows], desk.vault)
    return {
        "total": count_applications(session, actor),
        "applications": [
            _document(masks[ticket.row_id].row(row), masks[ticket.row_id].ticket)
            for row, ticket in rows
        ],
    }


def _document(row: Application, ticket: Ticket) -> dict[str, Any]:
    document = {"ticket_no": ticket.no, "title": ticket.title, "version": ticket.version}
    return document | {name: getattr(row, name) for name in FIELDS}


route_handlers = [list_applications]
