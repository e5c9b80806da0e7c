"""曝光纠错 for everybody: problems, how they were handled, and what followed."""

from litestar import Response, get
from sqlmodel import Session

from hotline.storage.exposures import published_exposures
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import public
from hotline.web.pages.layout import PageRequest, page

PAGE, LONGEST_SKIP = 20, 5


@get("/exposures", guards=[public, limited("lookups")])
@reading
def show_exposures(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """`after` is how many were on the pages before; anything else shows the first page."""
    after = request.query_params.get("after", "")
    skip = int(after) if after.isdecimal() and len(after) <= LONGEST_SKIP else 0
    exposures, following = published_exposures(session, desk.now().date(), skip=skip, limit=PAGE)
    return page(request, "exposures.html", desk, exposures=exposures, next=following)
