"""曝光纠错 for everybody: problems, how they were handled, and what followed."""

from litestar import Response, get
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.outcomes import KnowledgeKind
from hotline.storage.announced import announced
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import public
from hotline.web.pages.layout import PageRequest, page

PAGE, LONGEST_SKIP = 20, 5


@get("/exposures", guards=[public, limited("lookups")])
@reading
def show_exposures(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    return announced_page(session, request, desk, KnowledgeKind.EXPOSURE, "exposures.html")


def announced_page(
    session: Session, request: PageRequest, desk: Desk, kind: KnowledgeKind, template: str
) -> Response[str]:
    """`after` is how many were on the pages before; anything else shows the first page."""
    after = request.query_params.get("after", "")
    skip = int(after) if after.isdecimal() and len(after) <= LONGEST_SKIP else 0
    known, following = announced(session, kind, desk.now().date(), skip=skip, limit=PAGE)
    return page(request, template, desk, announced=known, next=following)
