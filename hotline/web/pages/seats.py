"""Seats: agents say where they sit and what they do, the shift leader sees all of it live."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.calls.queue import waiting_calls
from hotline.calls.seats import choose_state, sit_down
from hotline.domain.calls.permissions import TAKES_CALLS, WATCHES_SEATS
from hotline.domain.errors import HotlineError
from hotline.domain.roles import Actor
from hotline.storage.seats import all_seats
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.sessions import BY_ITSELF

BACK = ("/seats", "/intake")


@get("/seats", guards=[only(*WATCHES_SEATS)])
@reading
def show_seats(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    return seats_page(session, request, actor, desk)


@get("/seats/rows", guards=[only(*WATCHES_SEATS)], opt={BY_ITSELF: True})
@reading
def show_seat_rows(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """What changes of the page, which asks for it by itself."""
    return seats_page(session, request, actor, desk, template="_seats.html")


@post("/seats", guards=[only(*TAKES_CALLS)])
@in_thread
def take_seat(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """The extension at which the agent sits from now on."""
    form = Form("seat", typed(checked(data)))

    def take(session: Session) -> None:
        sit_down(session, actor, desk, extension=form.values.get("extension", ""))

    show = _shown_again(request, actor, desk, form)
    return taken_or_shown_again(database, take, show, then="/seats?done=seat")


@post("/seats/states", guards=[only(*TAKES_CALLS)])
@in_thread
def set_state(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    values = typed(checked(data))

    def take(session: Session) -> None:
        choose_state(session, actor, desk, state=values.get("state", ""))

    show = _shown_again(request, actor, desk, Form("state", values))
    back = values.get("back", "") if values.get("back", "") in BACK else "/seats"
    return taken_or_shown_again(database, take, show, then=f"{back}?done=seat-state")


def _shown_again(
    request: PageRequest, actor: Actor, desk: AtDesk, form: Form
) -> Callable[[Session, HotlineError], Response[str]]:
    """The page with the form that was refused."""

    def show(session: Session, error: HotlineError) -> Response[str]:
        return seats_page(session, request, actor, desk, refused(form, error), error)

    return show


def seats_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: AtDesk,
    form: Form | None = None,
    error: HotlineError | None = None,
    *,
    template: str = "seats.html",
) -> Response[str]:
    seats = all_seats(session)
    own = next((seat for seat, _ in seats if seat.login == actor.login), None)
    return page(
        request,
        template,
        desk,
        status=problem_of(error).status if error else 200,
        seats=seats,
        tally=Counter(seat.state for seat, _ in seats),
        waiting=waiting_calls(session, desk),
        own=own,
        is_agent=actor.role in TAKES_CALLS,
        form=form or Form("seat", {"extension": (own.extension if own else "") or ""}),
    )


route_handlers = [show_seats, show_seat_rows, take_seat, set_state]
