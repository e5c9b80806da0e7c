"""/rate: callers rate by their one-time link, without a login and without scripts.

And the fragment on the progress page.
"""

from collections.abc import Sequence

from litestar import Response, get, post

from hotline.casework.caller_rating import RatingContent, check_rating
from hotline.casework.danger import plan_for
from hotline.casework.rating import find_token, rate_by_token, refuse_staff
from hotline.casework.receive import Receipt
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.models import Ticket
from hotline.web.address import address_of
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Visitor
from hotline.web.guards import public
from hotline.web.pages.forms import Form, Sent, Typed, refused, several, typed
from hotline.web.pages.forms import checked as storable
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps.typed import YES_NO


@get("/rate", guards=[public])
@in_thread
def show_rating(
    request: PageRequest, desk: AtDesk, database: Data, visitor: Visitor
) -> Response[str]:
    """By the link: a wrong or used token is told before anything is filled in."""
    form = Form("rate", {"token": request.query_params.get("token", "")})
    try:
        refuse_staff(visitor)
        if form.value("token"):
            find_token(database, desk, form.value("token"), address_of(request))
    except HotlineError as error:
        form.error = str(error)
        return _shown(request, desk, form, status=problem_of(error).status)
    return _shown(request, desk, form)


@post("/rate", guards=[public, limited("ratings")], status_code=200)
@in_thread
def send_rating(
    request: PageRequest, data: Sent, desk: AtDesk, database: Data, visitor: Visitor
) -> Response[str]:
    """In danger, by the caller's note, whom to call stands over the thanks and over a refusal."""
    form, chosen = Form("rate", typed(data)), several(data, "reasons")
    desk = desk.remembering()
    plan = plan_for(form.value("note"), desk)
    try:
        rating = _rating_of(storable(data))
        ticket, opened = rate_by_token(
            database, desk, visitor, form.value("token"), rating, address_of(request)
        )
    except HotlineError as error:
        status, form = problem_of(error).status, refused(form, error)
        return _shown(request, desk, form, chosen=chosen, plan=plan, status=status)
    return _shown(request, desk, form, done=ticket, opened=opened, chosen=chosen, plan=plan)


def _shown(
    request: PageRequest,
    desk: Desk,
    form: Form,
    *,
    done: Ticket | None = None,
    opened: Receipt | None = None,
    chosen: Sequence[str] = (),
    plan: DangerPlan | None = None,
    status: int = 200,
) -> Response[str]:
    return page(
        request,
        "rate.html",
        desk,
        form=form,
        done=done,
        opened=opened,
        chosen=chosen,
        plan=plan,
        status=status,
    )


def _rating_of(data: Typed) -> RatingContent:
    form = typed(data)
    rating = form.get("rating", "")
    number = int(rating) if rating.isdecimal() and len(rating) < 3 else None
    reasons, note = tuple(several(data, "reasons")), form.get("note", "")
    return check_rating(number, YES_NO.get(form.get("solved", "")), reasons, note)
