"""The calls on the agent's sheet: they come by themselves, one key takes one, another starts its
ticket on a sheet of its own, so that no draft is touched.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect, ServerSentEvent
from sqlmodel import Session

from hotline.calls.sheet import set_aside, sheet_of, take
from hotline.desk.desk import Desk
from hotline.domain.calls.permissions import TAKES_CALLS
from hotline.domain.errors import HotlineError
from hotline.domain.models import PhoneCall
from hotline.domain.roles import Actor
from hotline.storage.call_news import call_news
from hotline.storage.calls import find_call
from hotline.storage.database import Database
from hotline.storage.seats import own_seat
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Sent, checked, typed
from hotline.web.pages.layout import PageRequest, is_fragment, page
from hotline.web.pages.live import stream
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.sessions import BY_ITSELF

AGENTS = [only(*TAKES_CALLS)]


@get("/intake/calls", guards=AGENTS, opt={BY_ITSELF: True})
@reading
def show_calls_on_sheet(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """A fragment: the rest of the sheet stays as it is."""
    return calls_part(session, request, actor, desk)


@get("/intake/calls/events", guards=AGENTS, opt={BY_ITSELF: True})
async def stream_calls(
    request: Request[Any, Any, Any], actor: Signed, database: Data
) -> ServerSentEvent:
    """Tells when the calls of this agent are not the same any more."""
    return stream(request, actor, database, call_news)


@get("/intake/calls/news", guards=AGENTS, opt={BY_ITSELF: True})
@reading
def show_call_news(session: Session, request: PageRequest, actor: Signed, desk: AtDesk) -> Any:
    """The same once, for browsers and networks that hold no stream."""
    after = request.query_params.get("after", "")
    known = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else -1
    return call_news(session, actor, known, desk.now())


@post("/intake/calls/{number:int}/takings", guards=AGENTS, status_code=200)
@in_thread
def take_call_of_sheet(
    request: PageRequest, number: int, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    return _change(database, request, actor, number, desk, take)


@post("/intake/calls/{number:int}/ends", guards=AGENTS, status_code=200)
@in_thread
def end_without_ticket(
    request: PageRequest, number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    note = typed(checked(data)).get("note", "")
    return _change(database, request, actor, number, desk, partial(set_aside, note=note))


def _change(
    database: Database,
    request: PageRequest,
    actor: Actor,
    number: int,
    desk: Desk,
    verb: Callable[[Session, Actor, PhoneCall, Desk], Any],
) -> Response[Any]:
    """The part of the sheet again; without scripts the whole sheet."""

    def do(session: Session) -> None:
        verb(session, actor, find_call(session, actor, number, locked=True), desk)

    def show(session: Session, error: HotlineError) -> Response[str]:
        return calls_part(session, request, actor, desk, error=error)

    def then(_result: Any) -> Response[Any]:
        if not is_fragment(request):
            return Redirect("/intake", status_code=303)
        with database.reading() as session:
            return calls_part(session, request, actor, desk)

    return taken_or_shown_again(database, do, show, then=then)


def calls_part(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    *,
    error: HotlineError | None = None,
) -> Response[str]:
    return page(
        request,
        "_sheet_calls.html",
        desk,
        status=problem_of(error).status if error else 200,
        error=str(error) if error else "",
        **calls_of_sheet(session, actor, desk),
    )


def calls_of_sheet(session: Session, actor: Actor, desk: Desk) -> dict[str, Any]:
    """What the sheet shows of calls."""
    return {
        "sheet": sheet_of(session, actor, desk),
        "own": own_seat(session, actor.login),
        "cursor": call_news(session, actor, -1, desk.now()).cursor,
    }


route_handlers = [
    show_calls_on_sheet,
    stream_calls,
    show_call_news,
    take_call_of_sheet,
    end_without_ticket,
]
