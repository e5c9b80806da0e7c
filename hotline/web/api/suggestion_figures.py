"""GET /api/v1/analytics/suggestions: how often people took what the machine suggested."""

from typing import Any

from litestar import Request, get
from sqlmodel import Session

from hotline.domain.permissions import READS_MODEL_FIGURES
from hotline.storage.suggestion_figures import by_key, by_week, in_all
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import only
from hotline.web.reading.spans import read_span


@get("/api/v1/analytics/suggestions", guards=[only(*READS_MODEL_FIGURES)])
@reading
def show_figures(session: Session, request: Request[Any, Any, Any], desk: AtDesk) -> dict[str, Any]:
    span = read_span(request.query_params, desk.now().date())
    weeks = by_week(session, *span.times)
    return {
        "since": span.since,
        "until": span.until,
        "model": desk.classifier.version,
        "total": in_all(weeks).document(),
        "weeks": [row.document() for row in weeks],
        "categories": [row.document() for row in by_key(session, "category", *span.times)],
        "units": [row.document() for row in by_key(session, "unit", *span.times)],
    }


route_handlers = [show_figures]
