"""号码标记: the numbers that are marked or blocked now, by whom and why; lifted here too."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.calls.log import CallLine, lines_of
from hotline.calls.marks import lift_mark
from hotline.desk.desk import Desk
from hotline.domain.calls.permissions import MARKS_NUMBERS
from hotline.domain.calls.words import NUMBER_MARKS
from hotline.domain.errors import HotlineError
from hotline.domain.models import NumberMark
from hotline.domain.roles import Actor
from hotline.storage.calls import newest_of_numbers
from hotline.storage.number_marks import find_mark, standing_marks
from hotline.storage.vault import mask_phone
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

PAGE = 50
SUPERVISORS = [only(*MARKS_NUMBERS)]


@dataclass(frozen=True)
class MarkLine:
    """`number` is masked, "" of a hidden caller; `call`: the last one from this number."""

    mark: NumberMark
    number: str
    reason: str
    call: CallLine | None


@get("/calls/marks", guards=SUPERVISORS)
@reading
def show_marks(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """`kind` is that of a mark; any other one finds all."""
    return _marks_page(session, request, actor, desk)


@post("/calls/marks/{number:int}/liftings", guards=SUPERVISORS)
@in_thread
def lift_listed_mark(
    request: PageRequest, number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    values = typed(checked(data))

    def take(session: Session) -> None:
        mark = find_mark(session, number)
        lift_mark(session, actor, mark, desk, reason=values.get("reason", ""))

    def show(session: Session, error: HotlineError) -> Response[str]:
        form = refused(Form(f"mark-{number}", values), error)
        status = problem_of(error).status
        return _marks_page(session, request, actor, desk, form=form, status=status)

    return taken_or_shown_again(database, take, show, then="/calls/marks?done=call-unmarkings")


def _marks_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    *,
    form: Form | None = None,
    status: int = 200,
) -> Response[str]:
    kind, after = (request.query_params.get(name, "") for name in ("kind", "after"))
    kind = kind if kind in NUMBER_MARKS else ""
    last = int(after) if after.isascii() and after.isdecimal() and len(after) < 16 else 0
    marks = list(standing_marks(session, desk.now(), kind=kind, after=last, limit=PAGE + 1))
    return page(
        request,
        "number_marks.html",
        desk,
        status=status,
        lines=_lines(session, actor, marks[:PAGE], desk),
        kind=kind,
        next=marks[PAGE - 1].id if len(marks) > PAGE else "",
        form=form,
        Form=Form,
    )


def _lines(session: Session, actor: Actor, marks: list[NumberMark], desk: Desk) -> list[MarkLine]:
    calls = newest_of_numbers(session, {mark.number_key for mark in marks})
    by_key = {line.call.number_key: line for line in lines_of(session, actor, calls, desk)}
    return [_line(mark, by_key.get(mark.number_key), desk) for mark in marks]


def _line(mark: NumberMark, call: CallLine | None, desk: Desk) -> MarkLine:
    is_hidden = call is not None and call.is_hidden
    number = "" if is_hidden else mask_phone(desk.vault.decrypt(mark.number))
    return MarkLine(mark, number, call.mask(mark.reason) if call else mark.reason, call)


route_handlers = [show_marks, lift_listed_mark]
