"""热点: the stored issues, the hottest of a span first, and one with its tickets and history."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.roles import SEES_ANALYSIS, Actor
from hotline.reading.hottest_issues import hottest_issues
from hotline.reading.masking import shown_tickets
from hotline.storage.hot_issues import issue_steps
from hotline.supervision.issue_life import find_issue_for_step
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.names import Names
from hotline.web.pages.forms import Form, Sent, form_of, refused
from hotline.web.pages.issue_lists import EVER, issue_lists
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.people import people_of
from hotline.web.pages.rows import rows_of
from hotline.web.pages.sparkline import sparkline
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.reading.populations import SECOND
from hotline.web.reading.sent_back import own_parameters
from hotline.web.reading.spans import usual_spans
from hotline.web.reading.watch_documents import issue_step_documents, title_of, why_of
from hotline.web.reading.watch_filters import number_of, read_issue_span
from hotline.web.reading.watched_issue import known_issue
from hotline.web.steps.typed import read_typed
from hotline.web.steps.watching import ISSUE_STEPS, open_steps_of_issue


@get("/hotspots", guards=[only(*SEES_ANALYSIS)])
@reading
def list_hotspots(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    params = own_parameters(request.query_params)
    span, limit = read_issue_span(params, desk.now().date())
    return page(
        request,
        "hotspots.html",
        desk,
        issues=hottest_issues(session, actor, *span.times, limit=limit),
        span=span,
        spans=usual_spans(desk.now().date()),
        title_of=lambda issue: title_of(issue, Names(desk.city)),
        sparkline=sparkline,
        **issue_lists(*span.times),
    )


@get("/hotspots/{issue:str}", guards=[only(*SEES_ANALYSIS)])
@reading
def show_hotspot(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk, issue: str
) -> Response[Any]:
    number = number_of(issue)
    known = known_issue(session, actor, number, desk)
    if known.issue.row_id != number:
        return Redirect(f"/hotspots/{known.issue.row_id}", status_code=303)
    return hotspot_page(session, request, actor, desk, number)


@post("/hotspots/{issue:str}/{noun:str}", guards=[only(*SEES_ANALYSIS)])
@in_thread
def take_hotspot_step(
    request: PageRequest,
    issue: str,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """Goes on to the issue that has the tickets now; what is refused comes back as it was typed."""
    if noun not in ISSUE_STEPS or actor.role not in ISSUE_STEPS[noun].roles:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从热点页操作")
    step, number = ISSUE_STEPS[noun], number_of(issue)

    def take(session: Session) -> int:
        form = read_typed(step.form, data)
        row = find_issue_for_step(session, actor, number, version=form.version)
        return int(step.take(session, actor, row, desk, form).row_id)

    def show(session: Session, error: HotlineError) -> Response[str]:
        back = refused(form_of(step, data), error)
        return hotspot_page(session, request, actor, desk, number, back, error)

    def then(other: int) -> Response[Any]:
        return Redirect(f"/hotspots/{other}?done={noun}-of-issues", status_code=303)

    return taken_or_shown_again(database, take, show, then=then)


def hotspot_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    number: int,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    after = request.query_params.get("after", "")
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else 0
    known = known_issue(session, actor, number, desk, after=start)
    steps = issue_steps(session, known.issue.row_id)
    return page(
        request,
        "hotspot.html",
        desk,
        status=problem_of(error).status if error else 200,
        issue=known.summary,
        version=known.issue.version,
        title=title_of(known.summary, Names(desk.city)),
        why=why_of(known.summary),
        rows=rows_of(shown_tickets(session, known.tickets, desk.vault), desk),
        next=known.next,
        after=start,
        steps=issue_step_documents(steps),
        people=people_of(session, steps),
        open_steps=open_steps_of_issue(actor),
        form=form,
        form_of=form_of,
        sparkline=sparkline,
        **issue_lists(EVER, desk.now() + SECOND),
    )


route_handlers = [list_hotspots, show_hotspot, take_hotspot_step]
