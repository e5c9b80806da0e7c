"""The tickets behind a rate, with the window and filters of the page that it stood on."""

import re
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.errors import InvalidInput
from hotline.domain.roles import SEES_FIGURES, Role
from hotline.reading.masking import shown_tickets
from hotline.reading.rates import tickets_of_rate
from hotline.storage.pressing import tickets_by_id
from hotline.storage.rate_rows import WHICH
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.figure_labels import RATE_PARTS, RATES
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rows import rows_of
from hotline.web.reading.populations import chosen, read_population
from hotline.web.reading.sent_back import own_parameters
from hotline.web.reading.spans import FIVE_YEARS, month_of

PAGE = 50
OTHERS = ("rate", "which", "below")
DIGITS = re.compile(r"[0-9]{1,18}")


@get("/rates/tickets", guards=[only(*(SEES_FIGURES - {Role.SYSTEM}))])
@reading
def show_rate_tickets(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """Raises InvalidInput that names the value."""
    params, usual = own_parameters(request.query_params), month_of(desk.now().date())
    population = read_population(
        params, actor, desk, others=OTHERS, usual=usual, longest=FIVE_YEARS
    )
    name = chosen(params, "rate", tuple(RATES), "on_time")
    which = chosen(params, "which", WHICH, "whole")
    behind = tickets_of_rate(
        session,
        actor,
        desk,
        name,
        which=which,
        query=population.query,
        period=population.period,
        below=_key(params.get("below", "").strip()),
        limit=PAGE,
    )
    visible = tickets_by_id(session, actor, behind.times)
    tickets = [visible[row_id] for row_id in behind.times if row_id in visible]
    span = {"since": population.span.since, "until": population.span.until}
    values: dict[str, Any] = population.filters | span | {"rate": name}
    last = min(behind.times, default=0)
    return page(
        request,
        "rate_tickets.html",
        desk,
        scope=population,
        rate=RATES[name],
        parts=RATE_PARTS,
        which=which,
        behind=behind,
        rows=rows_of(shown_tickets(session, tickets, desk.vault), desk),
        unseen=sum(n for row_id, n in behind.times.items() if row_id not in visible),
        address=lambda **more: "?" + urlencode(values | more),
        next=last if len(behind.times) == PAGE else 0,
    )


def _key(value: str) -> int | None:
    if value and not DIGITS.fullmatch(value):
        raise InvalidInput(
            f"“{value[:40]}”不是翻页标记", field="below", remedy="请从第一页按“下一页”翻"
        )
    return int(value) if value else None


route_handlers = [show_rate_tickets]
