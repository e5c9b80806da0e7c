"""How right the machine is in real work: by week, by category, by unit,
and by pair what was changed.
"""

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.roles import READS_MODEL_FIGURES
from hotline.storage.changed_suggestions import changed_pairs
from hotline.storage.suggestion_figures import by_key, by_week, in_all
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.reading.spans import read_span


@get("/models", guards=[only(*READS_MODEL_FIGURES)])
@reading
def show_models(
    session: Session, request: PageRequest, desk: AtDesk, actor: Signed
) -> Response[str]:
    span = read_span(request.query_params, desk.now().date())
    month, weeks = span.last_month, by_week(session, *span.times)
    return page(
        request,
        "models.html",
        desk,
        span=span,
        model=desk.classifier.version,
        fault=request.app.state.desks.model.fault,
        total=in_all(weeks),
        weeks=weeks,
        categories=by_key(session, "category", *span.times),
        units=by_key(session, "unit", *span.times),
        month=month,
        category_pairs=changed_pairs(session, actor, "category", *month.times),
        unit_pairs=changed_pairs(session, actor, "unit", *month.times),
    )
