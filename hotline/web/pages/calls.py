"""The call log: the list under its filter, one call, what is done to it, the export."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.calls.log import lines_of
from hotline.calls.marks import lift_mark, mark_number, shown_marks
from hotline.calls.opening import OpenCall, open_call
from hotline.calls.sheet import link, write_note
from hotline.casework.caller_access import plain_number
from hotline.desk.desk import Desk
from hotline.domain.audit import AuditKind
from hotline.domain.calls.permissions import MARKS_NUMBERS, OPENS_CALLS, READS_CALLS, TAKES_CALLS
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.models import PhoneCall
from hotline.domain.roles import Actor
from hotline.storage.audit import note
from hotline.storage.calls import find_call, newest_calls
from hotline.storage.number_marks import find_mark
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed, reading, writing
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.reading.call_filters import (
    LONGEST,
    PARAMETERS,
    CallPage,
    read_call_filter,
)
from hotline.web.reading.call_sheet_file import MOST_EXPORTED, SHEET, calls_file

Values = Mapping[str, str]
CallVerb = Callable[[Session, Actor, PhoneCall, Desk, Values], Any]
VIEWS = ("", "mine", "missed", "abandoned")


@get("/calls", guards=[only(*READS_CALLS)])
@reading
def list_calls(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """A wrong filter is shown with its fault and finds nothing."""
    values = _values(request)
    form, chosen, status = Form("calls", dict(values)), CallPage.empty(), 200
    try:
        chosen = read_call_filter(values)
    except InvalidInput as error:
        refused(form, error)
        status = 400
    calls = []
    if status == 200:
        calls = list(
            newest_calls(session, actor, chosen.chosen, after=chosen.after, limit=chosen.limit + 1)
        )
    following = calls[chosen.limit - 1].id if len(calls) > chosen.limit else ""
    return page(
        request,
        "calls.html",
        desk,
        status=status,
        form=form,
        lines=lines_of(session, actor, calls[: chosen.limit], desk),
        views={view: _address(values, view=view) for view in VIEWS},
        next=_address(values, after=str(following)) if following else "",
        export=_address(values).replace("/calls", "/calls/log.csv", 1),
    )


@get("/calls/log.csv", guards=[only(*READS_CALLS)])
@in_thread
def export_calls(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk
) -> Response[bytes]:
    """The same as a spreadsheet, with numbers masked; who exported what is written down."""
    values = _values(request) | {"after": ""}
    chosen = read_call_filter(values).chosen
    with database.reading() as session:
        calls = newest_calls(session, actor, chosen, limit=MOST_EXPORTED + 1)
        if len(calls) > MOST_EXPORTED:
            raise InvalidInput(
                f"超过 {MOST_EXPORTED} 条，一次导不完", field="since", remedy="请缩短时段，分次导出"
            )
        content = calls_file(lines_of(session, actor, calls, desk))
    details: dict[str, Any] = {"format": "csv", "rows": len(calls), "filter": _kept(values)}
    with database.writing() as session:
        note(session, AuditKind.EXPORT, desk.now(), actor=actor.login, subject="calls", **details)
    headers = {"Content-Disposition": f'attachment; filename="calls-{desk.now():%Y%m%d}.csv"'}
    return Response(content, media_type=SHEET, headers=headers)


@get("/calls/{number:int}", guards=[only(*READS_CALLS)])
@reading
def show_call(
    session: Session, request: PageRequest, number: int, actor: Signed, desk: AtDesk
) -> Response[str]:
    return call_page(session, request, actor, find_call(session, actor, number), desk)


@post("/calls/{number:int}/openings", guards=[only(*OPENS_CALLS)], status_code=200)
@writing
def open_personal_of_call(
    session: Session, request: PageRequest, number: int, data: Sent, actor: Signed, desk: AtDesk
) -> Response[str]:
    call = find_call(session, actor, number, locked=True)
    opened = open_call(session, actor, call, desk, reason=typed(checked(data)).get("reason", ""))
    return call_page(session, request, actor, call, desk, opened=opened)


def step_of_call(noun: str, verb: CallVerb) -> HTTPRouteHandler:
    """What the page of a call offers; a refused form comes back with what was typed."""

    def take_step(
        request: PageRequest, number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk
    ) -> Response[Any]:
        values = typed(checked(data))

        def take(session: Session) -> None:
            verb(session, actor, find_call(session, actor, number, locked=True), desk, values)

        def show(session: Session, error: HotlineError) -> Response[str]:
            call, form = find_call(session, actor, number), refused(Form(noun, values), error)
            status = problem_of(error).status
            return call_page(session, request, actor, call, desk, form=form, status=status)

        return taken_or_shown_again(database, take, show, then=f"/calls/{number}?done=call-{noun}")

    take_step.__name__ = f"take_{noun}_of_call"
    return post(f"/calls/{{number:int}}/{noun}", guards=[only(*READS_CALLS)])(in_thread(take_step))


def call_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    call: PhoneCall,
    desk: Desk,
    *,
    opened: OpenCall | None = None,
    form: Form | None = None,
    status: int = 200,
) -> Response[str]:
    (line,) = lines_of(session, actor, [call], desk)
    return page(
        request,
        "call.html",
        desk,
        status=status,
        line=line,
        call=call,
        opened=opened,
        marks=() if line.is_hidden else shown_marks(session, call, desk),
        refused=form,
        Form=Form,
        may_open=actor.role in OPENS_CALLS,
        may_mark=actor.role in MARKS_NUMBERS and call.number_key is not None,
        may_write=actor.role in TAKES_CALLS and call.agent in ("", actor.login),
    )


def _note(session: Session, actor: Actor, call: PhoneCall, desk: Desk, values: Values) -> None:
    write_note(session, actor, call, desk, note=values.get("note", ""))


def _link(session: Session, actor: Actor, call: PhoneCall, desk: Desk, values: Values) -> None:
    ticket = find_ticket(session, actor, plain_number(values.get("ticket_no", "")))
    link(session, actor, call, desk, ticket=ticket)


def _mark(session: Session, actor: Actor, call: PhoneCall, desk: Desk, values: Values) -> None:
    kind, reason = values.get("kind", ""), values.get("reason", "")
    days = _whole(values.get("days", ""))
    mark_number(session, actor, call, desk, kind=kind, reason=reason, days=days)


def _unmark(session: Session, actor: Actor, call: PhoneCall, desk: Desk, values: Values) -> None:
    mark = find_mark(session, _whole(values.get("mark", "")))
    lift_mark(session, actor, mark, desk, reason=values.get("reason", ""))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _values(request: PageRequest) -> dict[str, str]:
    pairs = ((name, request.query_params.get(name, "").strip()) for name in PARAMETERS)
    return _kept({name: value[:LONGEST] for name, value in pairs})


def _kept(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _address(values: dict[str, str], **changes: str) -> str:
    query = urlencode(_kept({**values, "after": "", **changes}))
    return f"/calls?{query}" if query else "/calls"


STEPS: Mapping[str, CallVerb] = {
    "notes": _note,
    "tickets": _link,
    "marks": _mark,
    "unmarkings": _unmark,
}
route_handlers = [
    list_calls,
    export_calls,
    show_call,
    open_personal_of_call,
    *(step_of_call(noun, verb) for noun, verb in STEPS.items()),
]
