"""GET /api/v1/analytics/suggestions: how often people took what the machine suggested."""

from typing import Any

from litestar import Request, get
from sqlmodel import Session

from hotline.domain.roles import READS_MODEL_FIGURES, Actor
from hotline.storage.changed_suggestions import KEYS, changed_pairs
from hotline.storage.suggestion_figures import by_key, by_week, in_all
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.reading.spans import DaySpan, read_span


@get("/api/v1/analytics/suggestions", guards=[only(*READS_MODEL_FIGURES)])
@reading
def show_figures(
    session: Session, request: Request[Any, Any, Any], desk: AtDesk, actor: Signed
) -> dict[str, Any]:
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
        "changed": _changed(session, actor, span.last_month),
    }


def _changed(session: Session, actor: Actor, month: DaySpan) -> dict[str, Any]:
    pairs = {
        key: [pair.document() for pair in changed_pairs(session, actor, key, *month.times)]
        for key in KEYS
    }
    return {"since": month.since, "until": month.until} | pairs


route_handlers = [show_figures]
