"""One cycle of a ticket, for the unit that had it: how it was rated, what it mends, what it asks
to leave out of scores.
"""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.casework import exclusion, rectification
from hotline.casework.rectification import is_answered
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor, can_see
from hotline.reading.cycles import CycleSeen, find_afterwards, find_cycle
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Form, Sent, Typed, checked, refused, several, typed
from hotline.web.pages.screen import Asked, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

NOUNS = ("rectifications", "exclusions")


@get("/cycles/{no:str}/{cycle:int}", guards=[signed_in])
@reading
def show_cycle(
    session: Session, request: Asked, no: str, cycle: int, actor: Signed, desk: AtDesk
) -> Response[str]:
    return cycle_page(request, actor, find_cycle(session, actor, no, cycle), desk)


@post("/cycles/{no:str}/{cycle:int}/{noun:str}", guards=[signed_in])
@in_thread
def act_on_cycle(
    request: Asked,
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
    form = Form(noun, typed(data))
    try:
        with database.writing() as session:
            _act(
                session,
                actor,
                find_afterwards(session, actor, no),
                cycle,
                noun,
                checked(data),
                desk,
            )
    except NotFound:
        raise
    except HotlineError as error:
        with database.reading() as session:
            seen = find_cycle(session, actor, no, cycle)
            return cycle_page(
                request, actor, seen, desk, refused(form, error), status=problem_of(error).status
            )
    return Redirect(f"/cycles/{no}/{cycle}?done={noun}", status_code=303)


def cycle_page(
    request: Asked,
    actor: Actor,
    seen: CycleSeen,
    desk: Desk,
    form: Form | None = None,
    *,
    status: int = 200,
) -> Response[str]:
    forms = {noun: form if form and form.name == noun else Form(noun) for noun in NOUNS}
    return page(
        request,
        "cycle.html",
        desk,
        seen=seen,
        forms=forms,
        refused=form,
        open_acts=_open_acts(actor, seen),
        sees_ticket=can_see(actor, seen.ticket),
        status=status,
    )


def _act(
    session: Session, actor: Actor, ticket: Ticket, cycle: int, noun: str, data: Typed, desk: Desk
) -> None:
    form = typed(data)
    if noun == "rectifications":
        rectification.answer_rectification(session, actor, ticket, desk, text=form.get("text", ""))
        return
    words = {name: form.get(name, "") for name in ("code", "evidence")}
    exclusion.ask_exclusion(
        session, actor, ticket, desk, metrics=several(data, "metrics"), cycle=cycle, **words
    )


def _open_acts(actor: Actor, seen: CycleSeen) -> dict[str, str]:
    """What the reader's unit may do here, by noun."""
    waits = any(
        row.unit in actor.units and row.decision != "passed" and not is_answered(row)
        for row in seen.rectifications
    )
    asked = any(not row.decision for row in seen.exclusions)
    own = seen.figures is not None and seen.figures.unit in actor.units
    acts = {"rectifications": ("反馈整改", waits), "exclusions": ("申请剔除", own and not asked)}
    open_to_all = seen.ticket.status != "archived"
    return {noun: name for noun, (name, is_open) in acts.items() if is_open and open_to_all}


route_handlers = [show_cycle, act_on_cycle]
