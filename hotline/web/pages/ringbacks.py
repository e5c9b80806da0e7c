"""漏接回拨: the numbers that reached nobody, with what came of ringing them back."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.calls.ringback import attempt
from hotline.desk.desk import Desk
from hotline.domain.calls.permissions import RINGS_BACK
from hotline.domain.errors import HotlineError
from hotline.domain.models import Ringback, RingbackAttempt
from hotline.storage.ringbacks import attempts_of, find_ringback, newest_done, open_ringbacks
from hotline.storage.vault import mask_phone
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

PAGE, SHOWN_DONE = 50, 20


@dataclass(frozen=True)
class RingbackLine:
    """`number` is masked."""

    ringback: Ringback
    number: str
    attempts: list[RingbackAttempt]


@get("/calls/ringbacks", guards=[only(*RINGS_BACK)])
@reading
def show_ringbacks(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    return ringbacks_page(session, request, desk)


@post("/calls/ringbacks/{number:int}/attempts", guards=[only(*RINGS_BACK)])
@in_thread
def add_attempt(
    request: PageRequest, number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    values = typed(checked(data))

    def take(session: Session) -> None:
        ringback, note = find_ringback(session, number), values.get("note", "").strip()[:200]
        attempt(session, actor, ringback, desk, result=values.get("result", ""), note=note)

    def show(session: Session, error: HotlineError) -> Response[str]:
        form = refused(Form(f"ringback-{number}", values), error)
        return ringbacks_page(session, request, desk, form, status=problem_of(error).status)

    return taken_or_shown_again(database, take, show, then="/calls/ringbacks?done=ringback")


def ringbacks_page(
    session: Session,
    request: PageRequest,
    desk: Desk,
    form: Form | None = None,
    *,
    status: int = 200,
) -> Response[str]:
    """Who has waited longest comes first."""
    after = request.query_params.get("after", "")
    last = int(after) if after.isdecimal() and len(after) < 16 else 0
    waiting = open_ringbacks(session, after=last, limit=PAGE + 1)
    done = newest_done(session, limit=SHOWN_DONE) if not last else ()
    return page(
        request,
        "ringbacks.html",
        desk,
        status=status,
        lines=_lines(session, waiting[:PAGE], desk),
        done=_lines(session, done, desk),
        next=waiting[PAGE - 1].id if len(waiting) > PAGE else "",
        form=form,
        Form=Form,
    )


def _lines(session: Session, ringbacks: Any, desk: Desk) -> list[RingbackLine]:
    attempts = attempts_of(session, ringbacks)
    return [
        RingbackLine(
            ringback,
            mask_phone(desk.vault.decrypt(ringback.number)),
            attempts.get(ringback.row_id, []),
        )
        for ringback in ringbacks
    ]


route_handlers = [show_ringbacks, add_attempt]
