"""Lists of exclusions and of rectifications: for who decides, for who judges, for the unit that
asked or must mend.
"""

from datetime import timedelta
from functools import partial

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.permissions import Role, can_see, can_see_cycle
from hotline.storage import followups
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page

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
        rows=rows,
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
        rows=rows,
        good=good,
        every=every,
        days=DAYS,
        sees=partial(can_see, actor),
        ratings=followups.ratings(session, actor, since),
    )
