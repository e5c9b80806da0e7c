"""One cycle of a ticket, for the unit that had it: how it was rated, what it mends, what it asks
to leave out of scores.
"""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.casework.rectification import is_answered
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.domain.statuses import Status
from hotline.reading.cycles import CycleDetails, find_cycle
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Form, Sent, form_of, refused
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps import STEPS
from hotline.web.steps.step import Step
from hotline.web.steps.typed import read_typed

NOUNS = ("rectifications", "exclusions")


@get("/cycles/{no:str}/{cycle:int}", guards=[signed_in])
@reading
def show_cycle(
    session: Session, request: PageRequest, no: str, cycle: int, actor: Signed, desk: AtDesk
) -> Response[str]:
    return cycle_page(request, actor, find_cycle(session, actor, no, cycle, vault=desk.vault), desk)


@post("/cycles/{no:str}/{cycle:int}/{noun:str}", guards=[signed_in])
@in_thread
def take_cycle_step(
    request: PageRequest,
    no: str,
    cycle: int,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """Answer or apply; when it is refused the page comes back with what was typed."""
    if noun not in NOUNS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从差评整改页操作")
    step = STEPS[noun]
    form = form_of(step, data)

    def take(session: Session) -> None:
        filled = read_typed(step.form, {**data, "cycle": str(cycle)})
        step.take(session, actor, step.find(session, actor, no, filled), desk, filled)

    def show(session: Session, error: HotlineError) -> Response[str]:
        details, status = (
            find_cycle(session, actor, no, cycle, vault=desk.vault),
            problem_of(error).status,
        )
        return cycle_page(request, actor, details, desk, refused(form, error), status=status)

    return taken_or_shown_again(database, take, show, then=f"/cycles/{no}/{cycle}?done={noun}")


def cycle_page(
    request: PageRequest,
    actor: Actor,
    details: CycleDetails,
    desk: Desk,
    form: Form | None = None,
    *,
    status: int = 200,
) -> Response[str]:
    forms = {noun: form if form and form.name == noun else form_of(STEPS[noun]) for noun in NOUNS}
    return page(
        request,
        "cycle.html",
        desk,
        details=details,
        forms=forms,
        refused=form,
        open_steps=_open_steps(actor, details),
        sees_ticket=can_see(actor, details.ticket),
        status=status,
    )


def _open_steps(actor: Actor, details: CycleDetails) -> Sequence[Step]:
    """What the reader's unit may do here."""
    waits = any(
        row.unit in actor.units and row.decision != "passed" and not is_answered(row)
        for row in details.rectifications
    )
    undecided = any(not row.decision for row in details.exclusions)
    own = details.figures is not None and details.figures.unit in actor.units
    is_open = {"rectifications": waits, "exclusions": own and not undecided}
    ended = details.ticket.status == Status.ARCHIVED
    return [STEPS[noun] for noun in NOUNS if is_open[noun] and not ended]


route_handlers = [show_cycle, take_cycle_step]
