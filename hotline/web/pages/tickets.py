"""The list of tickets: filters in the address, pages by key, full text with marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from hotline.reading.ticket_lists import find_tickets
from hotline.reading.ticket_parameters import LONGEST_TEXT, PARAMETERS
from hotline.reading.ticket_search import TicketSearch, WrongParameter, read_leniently
from hotline.storage.ticket_counts import count_by_status
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import count_tickets
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import signed_in
from hotline.web.pages.layout import PageRequest, is_fragment, page
from hotline.web.pages.rows import in_order, rows_of

PAGE = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class ListAddress:
    """The parameters of the list as they were typed, and those of them that were left aside."""

    values: Mapping[str, str]
    wrong: Sequence[WrongParameter] = ()

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def address(self, **changes: str) -> str:
        """The list with other values; the place in the list starts anew unless it is given."""
        values = {**self.values, "after": "", **changes}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"/tickets?{query}" if query else "/tickets"

    @property
    def workbook(self) -> str:
        """The same list as a workbook."""
        return self.address().replace("/tickets", "/exports/tickets", 1)


@get("/tickets", guards=[signed_in])
@reading
def list_tickets(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """A wrong value is left aside and named, so that an old link still shows a list."""
    ticket_search, wrong = read_leniently(request.query_params.dict(), desk.now(), desk.city)
    tickets = find_tickets(
        session,
        request.app.state.engine,
        actor,
        replace(ticket_search, limit=PAGE),
        vault=desk.vault,
        most=MOST_COUNTED,
    )
    context: dict[str, Any] = {
        "filters": _address(request, ticket_search, wrong),
        "tickets": tickets,
        "rows": rows_of(tickets.tickets, desk, tickets.marks),
        "most": MOST_COUNTED,
    }
    if is_fragment(request):
        return page(request, "_rows.html", desk, **context)
    counts = in_order(count_by_status(session, actor))
    overdue = count_tickets(session, actor, TicketFilter(overdue_at=desk.now()), most=MOST_COUNTED)
    return page(request, "tickets.html", desk, counts=counts, overdue=overdue, **context)


def _address(
    request: PageRequest, ticket_search: TicketSearch, wrong: Sequence[WrongParameter]
) -> ListAddress:
    values = {
        name: ",".join(request.query_params.getall(name, [])).strip()[:LONGEST_TEXT]
        for name in PARAMETERS
        if name != "limit"
    }
    return ListAddress({**values, "after": ticket_search.after}, wrong)
