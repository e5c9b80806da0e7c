"""Lists of exclusions and of rectifications: for who decides, for who judges, for the unit that
asked or must mend.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from litestar import Response, get
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import can_see, can_see_cycle
from hotline.domain.roles import Actor, Role
from hotline.reading.masking import masks_of
from hotline.storage import followups
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page

Pairs = Sequence[tuple[Any, Ticket]]

PAGE = 50
DECISIONS = ("", "granted", "refused")
DAYS = 90


@get("/exclusions", guards=[only(Role.SUPERVISOR, Role.LEADER, Role.CLERK)])
@reading
def show_exclusions(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """`decision` in the address is one of DECISIONS."""
    decision = request.query_params.get("decision", "")
    decision = decision if decision in DECISIONS else ""
    key = request.query_params.get("after", "")
    matches = followups.exclusions(
        session,
        actor,
        decision,
        after=int(key) if key.isdecimal() and len(key) < 16 else 0,
        limit=PAGE + 1,
    )
    after = matches[PAGE - 1][0].id if len(matches) > PAGE else None
    rows = [
        (row, ticket) for row, ticket in matches[:PAGE] if can_see_cycle(actor, row.unit, ticket)
    ]
    return page(
        request,
        "exclusions.html",
        desk,
        rows=_shown(session, actor, rows, desk),
        decision=decision,
        decisions=DECISIONS,
        after=after,
        sees=partial(can_see, actor),
    )


@get("/rectifications", guards=[only(Role.SUPERVISOR, Role.LEADER, Role.CLERK, Role.REVIEWER)])
@reading
def show_rectifications(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    rows, since = followups.rectifications(session, actor), desk.now() - timedelta(days=DAYS)
    good, every = followups.rectified(session, actor, since, desk.now())
    return page(
        request,
        "rectifications.html",
        desk,
        rows=_shown(session, actor, rows, desk),
        good=good,
        every=every,
        days=DAYS,
        sees=partial(can_see, actor),
        ratings=_shown(session, actor, followups.ratings(session, actor, since), desk),
    )


def _shown(session: Session, actor: Actor, rows: Pairs, desk: Desk) -> Pairs:
    """Rows with their tickets as the reader may see them."""
    masks = masks_of(session, actor, [ticket for _, ticket in rows], desk.vault)
    return [(masks[ticket.row_id].row(row), masks[ticket.row_id].ticket) for row, ticket in rows]
