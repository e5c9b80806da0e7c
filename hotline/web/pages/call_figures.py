"""Figures of the call centre: in all, by hour, queue and agent, each with its numerator."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.calls.figures import CallCounts, CallFigure, figures_of
from hotline.domain.calls.permissions import READS_ALL_CALLS
from hotline.domain.errors import InvalidInput
from hotline.storage.call_figures import UNKNOWN, call_counts, call_counts_by, queues_of
from hotline.storage.ringbacks import rung_back
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import only
from hotline.web.page_labels import HOUR, NO_QUEUE, NOBODY, UNKNOWN_SEAT
from hotline.web.pages.forms import Form, refused
from hotline.web.pages.layout import PageRequest, page
from hotline.web.reading.spans import DaySpan, read_span

LONGEST = timedelta(days=31)
FIELDS = ("since", "until", "queue")


@get("/calls/figures", guards=[only(*READS_ALL_CALLS)])
@reading
def show_call_figures(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """Of today, or of the days in the address."""
    today, status = desk.now().date(), 200
    form = Form("figures", {name: request.query_params.get(name, "").strip() for name in FIELDS})
    try:
        span = read_span(form.values, today, usual=timedelta(0), longest=LONGEST)
    except InvalidInput as error:
        refused(form, error)
        span, status = DaySpan(today, today), 400
    queue, seconds = form.value("queue")[:60], desk.city.settings.calls.answer_seconds
    chosen: dict[str, Any] = {"in_seconds": seconds, "queue": queue}
    counts = call_counts(session, *span.times, **chosen)
    by = {
        group: call_counts_by(session, group, *span.times, **chosen)
        for group in ("hour", "queue", "agent")
    }
    return page(
        request,
        "call_figures.html",
        desk,
        status=status,
        form=form,
        span=span,
        seconds=seconds,
        figures=[*figures_of(counts), CallFigure("ringback", *rung_back(session, *span.times))],
        counts=counts,
        tables=_tables(by),
        queues=queues_of(session, *span.times),
        figures_of=figures_of,
    )


def _tables(by: Mapping[str, Mapping[Any, CallCounts]]) -> dict[str, dict[str, CallCounts]]:
    """By the name of each line. Nobody has what nobody answered, who is not known what they did."""
    agents = {"": NOBODY, UNKNOWN: UNKNOWN_SEAT}
    return {
        "hour": {HOUR.format(hour=hour): counts for hour, counts in by["hour"].items()},
        "queue": {queue or NO_QUEUE: counts for queue, counts in by["queue"].items()},
        "agent": {agents.get(agent, agent): counts for agent, counts in by["agent"].items()},
    }


route_handlers = [show_call_figures]
