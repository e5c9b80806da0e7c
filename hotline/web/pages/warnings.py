"""预警: what was raised, how much of it was true, and one warning with its tickets and steps."""

from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.roles import Actor
from hotline.domain.warnings import READS_WARNINGS
from hotline.reading.masking import shown_tickets
from hotline.reading.open_warnings import as_read
from hotline.storage.warnings import (
    precision_by_kind,
    readable_warning,
    tickets_of_warning,
    warning_steps,
    warnings_after,
)
from hotline.supervision.warning_life import find_warning_for_step
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, form_of, refused
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.people import people_of
from hotline.web.pages.rows import rows_of
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.reading.populations import SECOND
from hotline.web.reading.sent_back import own_parameters
from hotline.web.reading.watch_documents import warning_step_documents
from hotline.web.reading.watch_filters import JUDGED, number_of, read_warning_filter
from hotline.web.steps.typed import read_typed
from hotline.web.steps.watching import WARNING_STEPS, WatchStep, open_steps_of_warning


@get("/warnings", guards=[only(*READS_WARNINGS)])
@reading
def list_warnings(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """A wrong filter is refused by its name: a shared link never shows something else."""
    chosen, now = read_warning_filter(own_parameters(request.query_params), desk.city), desk.now()
    rows = warnings_after(session, actor, chosen.filter, after=chosen.after, limit=chosen.limit + 1)
    shown = as_read(session, actor, rows[: chosen.limit])
    rates = precision_by_kind(session, actor, now - JUDGED, now + SECOND)
    return page(
        request,
        "warnings.html",
        desk,
        warnings=shown,
        chosen=chosen.values,
        next=shown[-1].id if len(rows) > chosen.limit else "",
        rates=rates,
        confirmed=sum(rate.confirmed for rate in rates),
        judged=sum(rate.confirmed + rate.false for rate in rates),
        days=JUDGED.days,
    )


@get("/warnings/{warning:str}", guards=[only(*READS_WARNINGS)])
@reading
def show_warning(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk, warning: str
) -> Response[str]:
    return warning_page(session, request, actor, desk, number_of(warning))


@post("/warnings/{warning:str}/{noun:str}", guards=[only(*READS_WARNINGS)])
@in_thread
def take_warning_step(
    request: PageRequest,
    warning: str,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """When it is refused the page comes back with what was typed."""
    step, number = step_of(noun), number_of(warning)

    def take(session: Session) -> None:
        form = read_typed(step.form, data)
        row = find_warning_for_step(session, actor, number, version=form.version)
        step.take(session, actor, row, desk, form)

    def show(session: Session, error: HotlineError) -> Response[str]:
        back = refused(form_of(step, data), error)
        return warning_page(session, request, actor, desk, number, back, error)

    return taken_or_shown_again(
        database, take, show, then=f"/warnings/{number}?done={noun}-of-warnings"
    )


def step_of(noun: str) -> WatchStep:
    if noun not in WARNING_STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从预警页操作")
    return WARNING_STEPS[noun]


def warning_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    number: int,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    row = readable_warning(session, actor, number)
    if row is None:
        raise NotFound("没有这条预警", remedy="请从预警列表进入")
    (warning,) = as_read(session, actor, [row])
    tickets, steps = tickets_of_warning(session, actor, number), warning_steps(session, number)
    return page(
        request,
        "warning.html",
        desk,
        status=problem_of(error).status if error else 200,
        warning=warning,
        rows=rows_of(shown_tickets(session, tickets, desk.vault), desk),
        steps=warning_step_documents(steps),
        people=people_of(session, steps),
        open_steps=open_steps_of_warning(actor, row),
        form=form,
        form_of=form_of,
    )


route_handlers = [list_warnings, show_warning, take_warning_step]
