"""What staff take along: a list as a workbook, a ticket as an official sheet. Masked, in the access
log, and marked with login and time.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import Response, get
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.audit import AuditKind
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.reading.masking import mask_of, titles_on_paper
from hotline.reading.ticket_lists import find_tickets
from hotline.reading.ticket_parameters import LARGEST_PAGE
from hotline.reading.ticket_search import TicketSearch, read_ticket_search
from hotline.storage.audit import note
from hotline.storage.history import history_of
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import signed_in
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.threads import in_thread
from hotline.web.papers.paper_file import paper_file
from hotline.web.papers.ticket_list import list_paper
from hotline.web.papers.ticket_sheet import ticket_paper
from hotline.web.papers.watermark import watermark

MOST = 2000


@get("/exports/tickets", guards=[signed_in])
@in_thread
def export_tickets(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk
) -> Response[bytes]:
    """The list of tickets with the filters of its address, at most MOST rows.

    Raises InvalidInput that names every wrong parameter.
    """
    values = request.query_params.dict()
    search = read_ticket_search(values, desk.now(), desk.city)
    with database.reading() as session:
        tickets, is_cut = _first(session, request.app.state.engine, actor, search, desk)
        titles = titles_on_paper(session, tickets, desk.vault)
    filters = request.query_params
    paper = list_paper(tickets, titles, filters, actor, desk, most=MOST, is_cut=is_cut)
    with database.writing() as session:
        details: dict[str, Any] = {"rows": len(tickets)}
        note(
            session,
            AuditKind.EXPORT,
            desk.now(),
            actor=actor.login,
            subject="tickets",
            **details,
        )
    return paper_file(paper, "xlsx", f"{paper.title}{desk.now():%Y%m%d%H%M}")


@get("/tickets/{no:str}/sheet", guards=[signed_in])
@in_thread
def print_ticket(actor: Signed, database: Data, desk: AtDesk, no: str) -> Response[bytes]:
    """A PDF of the ticket as the reader may see it, for the file and for a signature."""
    with database.reading() as session:
        ticket = find_ticket(session, actor, no)
        shown = mask_of(session, actor, ticket, desk.vault, on_paper=True).ticket
        history = history_of(session, ticket)
        paper = ticket_paper(shown, history, desk, printed=watermark(actor, desk))
    with database.writing() as session:
        note(
            session,
            AuditKind.PRINT,
            desk.now(),
            actor=actor.login,
            subject=f"ticket {no}",
            format="pdf",
        )
    return paper_file(paper, "pdf", f"{paper.title}{no}")


def _first(
    session: Session, engine: Any, actor: Actor, search: TicketSearch, desk: Desk
) -> tuple[Sequence[Ticket], bool]:
    """MOST at most, and whether there are more; page after page, so that no query answers more than
    a page.
    """
    tickets: list[Ticket] = []
    search = replace(search, limit=LARGEST_PAGE)
    while len(tickets) <= MOST:
        listed = find_tickets(session, engine, actor, search, vault=desk.vault, most=1)
        tickets += listed.tickets
        if not listed.next:
            break
        search = replace(search, after=listed.next)
    return tickets[:MOST], len(tickets) > MOST


route_handlers = [export_tickets, print_ticket]
