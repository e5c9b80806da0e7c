"""What units, and people at the centre, have applied for and nobody has decided (待审批)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from litestar import Response, get
from sqlmodel import Session

from hotline.casework.suspension import needs_second
from hotline.desk.desk import Desk
from hotline.domain.models import Application, Ticket
from hotline.domain.roles import DECIDES, Actor
from hotline.reading.masking import masks_of
from hotline.storage.applications import count_applications, waiting_applications
from hotline.storage.ticket_rows import names_of_staff
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rendering import render
from hotline.web.sessions import BY_ITSELF

PAGE = 50


@dataclass(frozen=True)
class ApplicationCase:
    """`barred`: the reader asked for it, or agreed first, and somebody else has to decide;
    `is_first`: after who agrees now a second person has to.
    """

    application: Application
    ticket: Ticket
    barred: bool
    is_first: bool
    by: str
    endorsed_by: str

    def is_late(self, now: datetime) -> bool:
        return bool(self.application.due_decide and self.application.due_decide < now)


@get("/applications", guards=[only(*DECIDES)])
@reading
def show_applications(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    rows = waiting_applications(session, actor, limit=PAGE)
    total = count_applications(session, actor)
    cases = _cases(session, actor, rows, desk)
    return page(request, "applications.html", desk, cases=cases, total=total)


@get("/applications/count", guards=[only(*DECIDES)], opt={BY_ITSELF: True})
@reading
def show_count(session: Session, actor: Signed) -> Response[str]:
    """The number beside the link in the bar."""
    return render("_waiting.html", {"waiting": count_applications(session, actor)})


def _cases(
    session: Session, actor: Actor, rows: Sequence[tuple[Application, Ticket]], desk: Desk
) -> list[ApplicationCase]:
    masks = masks_of(session, actor, [ticket for _, ticket in rows], desk.vault)
    people = names_of_staff(session, {login for row, _ in rows for login in _people(row)})
    return [
        ApplicationCase(
            masks[ticket.row_id].row(row),
            masks[ticket.row_id].ticket,
            actor.login in _people(row),
            not row.endorsed_by and needs_second(session, ticket, desk, row=row),
            people.get(row.by, row.by),
            people.get(row.endorsed_by, row.endorsed_by),
        )
        for row, ticket in rows
    ]


def _people(row: Application) -> tuple[str, str]:
    return row.by, row.endorsed_by


route_handlers = [show_applications, show_count]
