"""GET /api/v1/analytics/hotspots, one issue, and POST .../hotspots/{issue}/NOUN for what people put
right.
"""

from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.domain.roles import SEES_ANALYSIS
from hotline.reading.hottest_issues import hottest_issues
from hotline.storage.hot_issues import issue_steps
from hotline.supervision.issue_life import find_issue_for_step
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only
from hotline.web.reading.watch_documents import issue_document, issue_step_documents
from hotline.web.reading.watch_filters import number_of, read_issue_span
from hotline.web.reading.watched_issue import known_issue
from hotline.web.steps.watching import ISSUE_STEPS, WatchStep

PATH = "/api/v1/analytics/hotspots"


@get(PATH, guards=[only(*SEES_ANALYSIS)])
@reading
def list_hotspots(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """The issues of which the most different callers spoke in the span, the hottest first."""
    span, limit = read_issue_span(request.query_params, desk.now().date())
    issues = hottest_issues(session, actor, *span.times, limit=limit)
    return {
        "since": span.since,
        "until": span.until,
        "hotspots": [issue_document(rank, issue, desk) for rank, issue in enumerate(issues, 1)],
    }


@get(f"{PATH}/{{issue:str}}", guards=[only(*SEES_ANALYSIS)])
@reading
def show_hotspot(session: Session, actor: Signed, desk: AtDesk, issue: str) -> dict[str, Any]:
    """As it is now: `merged_into` names the issue that it became part of."""
    known = known_issue(session, actor, number_of(issue), desk)
    return issue_document(1, known.summary, desk) | {
        "version": known.issue.version,
        "merged_into": known.issue.merged_into,
        "ids": [ticket.no for ticket in known.tickets],
        "steps": issue_step_documents(issue_steps(session, known.issue.row_id)),
    }


def step_route(step: WatchStep) -> HTTPRouteHandler:
    def take(
        session: Session, actor: Signed, desk: AtDesk, issue: str, data: Any
    ) -> dict[str, Any]:
        number = number_of(issue)
        row = find_issue_for_step(session, actor, number, version=data.version)
        other = step.take(session, actor, row, desk, data)
        session.flush()
        return {"id": row.row_id, "other": other.row_id, "merged_into": row.merged_into}

    take.__annotations__["data"] = step.form
    take.__name__ = f"take_{step.noun}_of_issues"
    return post(f"{PATH}/{{issue:str}}/{step.noun}", guards=[only(*step.roles)])(writing(take))


route_handlers = [list_hotspots, show_hotspot, *map(step_route, ISSUE_STEPS.values())]
