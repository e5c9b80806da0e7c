"""简报签发: drafts that wait, one with its text, signing and dropping, and who has read it."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.bulletins.drafting import make_draft, store_draft
from hotline.bulletins.signing import readable_bulletin, sheet_of
from hotline.desk.desk import Desk
from hotline.domain.audit import AuditKind
from hotline.domain.bulletins import BulletinKind, BulletinState
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.roles import READS_BULLETINS, Actor
from hotline.domain.time.times import day_of
from hotline.papers.bars import draw_bars
from hotline.papers.printers import PRINTERS
from hotline.storage.audit import note
from hotline.storage.bulletins import readings_of
from hotline.storage.ticket_rows import names_of_staff
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only, signed_in
from hotline.web.page_labels import BULLETIN_FORMATS, BULLETIN_STATE
from hotline.web.pages.bulletins import receiver_name, topic_asked
from hotline.web.pages.forms import Form, Sent, checked, form_of, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.papers.paper_file import paper_file
from hotline.web.problems import problem_of
from hotline.web.reading.populations import chosen
from hotline.web.reading.watch_filters import number_of
from hotline.web.steps.bulletins import BULLETIN_STEPS
from hotline.web.steps.typed import read_typed


@get("/bulletins/{bulletin:str}", guards=[signed_in])
@reading
def show_bulletin(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk, bulletin: str
) -> Response[str]:
    """Raises NotFound for what was not sent to the reader."""
    return _page(session, request, actor, desk, number_of(bulletin))


@get("/bulletins/{bulletin:str}/file", guards=[signed_in])
@in_thread
def download_stored_bulletin(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk, bulletin: str
) -> Response[bytes]:
    form, number = chosen(request.query_params, "format", PRINTERS, "pdf"), number_of(bulletin)
    with database.reading() as session:
        row = readable_bulletin(session, actor, number)
        paper = sheet_of(row, _name_of(session, row.decided_by))
        name = f"{paper.title}{row.since:%Y%m%d}"
    answer = paper_file(paper, form, name)
    details: dict[str, Any] = {"format": form}
    with database.writing() as session:
        subject = f"bulletin {number}"
        note(session, AuditKind.EXPORT, desk.now(), actor=actor.login, subject=subject, **details)
    return answer


@post("/bulletins/drafts", guards=[only(*READS_BULLETINS)])
@in_thread
def draft_bulletin(data: Sent, actor: Signed, database: Data, desk: AtDesk) -> Response[Any]:
    """Any kind and period as a draft to be signed; raises InvalidInput, Conflict."""
    values = typed(checked(data))
    kind = BulletinKind(chosen(values, "kind", [kind.value for kind in BulletinKind], "daily"))
    day = day_of("date", values.get("date", "").strip()).date()
    topic, first = topic_asked(values, kind)
    with database.reading() as session:
        draft = make_draft(session, desk, kind, day, topic=topic, first=first, actor=actor)
    with database.writing() as session:
        number = store_draft(session, desk, draft).row_id
    return Redirect(f"/bulletins/{number}?done=bulletin-drafted", status_code=303)


@post("/bulletins/{bulletin:str}/{noun:str}", guards=[only(*READS_BULLETINS)])
@in_thread
def decide_bulletin(
    request: PageRequest,
    bulletin: str,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """When it is refused the page comes back with what was typed."""
    step, number = BULLETIN_STEPS.get(noun), number_of(bulletin)
    if step is None:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从简报页操作")

    def take(session: Session) -> None:
        step.take(session, actor, number, desk, read_typed(step.form, data))

    def show(session: Session, error: HotlineError) -> Response[str]:
        back = refused(form_of(step, data), error)
        return _page(session, request, actor, desk, number, back, error)

    return taken_or_shown_again(
        database, take, show, then=f"/bulletins/{number}?done={noun}-of-bulletins"
    )


def _page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    number: int,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    row = readable_bulletin(session, actor, number)
    reads_each, decided_by = actor.role in READS_BULLETINS, _name_of(session, row.decided_by)
    may_decide = reads_each and row.state == BulletinState.DRAFTED
    return page(
        request,
        "bulletin.html",
        desk,
        status=problem_of(error).status if error else 200,
        bulletin=row,
        paper=sheet_of(row, decided_by),
        decided_by=decided_by,
        readings=readings_of(session, number) if reads_each else (),
        states=BULLETIN_STATE,
        formats=BULLETIN_FORMATS,
        draw_bars=draw_bars,
        receiver_name=lambda name: receiver_name(name, desk),
        may_list=reads_each,
        steps=BULLETIN_STEPS.values() if may_decide else (),
        form=form,
        form_of=form_of,
    )


def _name_of(session: Session, login: str) -> str:
    return names_of_staff(session, {login}).get(login, login) if login else ""


route_handlers = [
    show_bulletin,
    download_stored_bulletin,
    draft_bulletin,
    decide_bulletin,
]
