"""Forms of the knowledge base: write an entry or a new version, publish, send back, withdraw,
confirm, check, feed back.
"""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, InvalidInput, NotFound
from hotline.domain.knowledge import (
    FIELDS,
    FIELDS_OF,
    GUIDE,
    KINDS,
    Content,
    read_code,
    read_content,
)
from hotline.domain.knowledge_permissions import (
    KNOWLEDGE_ROLES,
    KnowledgeAction,
    keeps,
    require_knowledge_role,
)
from hotline.domain.models import KnowledgeEntry, KnowledgeFeedback, KnowledgeVersion
from hotline.knowledge import entries, feedback
from hotline.storage.knowledge import find_entry, version_of
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only, signed_in
from hotline.web.page_labels import ANNOUNCED_AT
from hotline.web.pages.forms import Form, Sent, checked, form_of, refused, typed
from hotline.web.pages.knowledge import entry_page
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps.knowledge import ENTRY_STEPS
from hotline.web.steps.typed import read_typed


@get("/knowledge/new", guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])])
@in_thread
def show_new(request: PageRequest, actor: Signed, desk: AtDesk) -> Response[str]:
    kind = request.query_params.get("kind", "")
    kind = kind if kind in KINDS else "entry"
    require_knowledge_role(actor, KnowledgeAction.DRAFT, actor.unit, kind=kind)
    values = {"kind": kind, "unit": actor.unit, "is_public": "yes"}
    return edit_page(request, desk, Form("know", values))


@get("/knowledge/{code:str}/edit", guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])])
@reading
def show_edit(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk, code: str
) -> Response[str]:
    entry = find_entry(session, actor, code)
    if not keeps(actor, entry.unit, entry.kind):
        raise NotFound(
            f"没有编码为“{code[:40]}”的内容", remedy="只有责任单位和知识管理人员可以修改"
        )
    return edit_page(
        request,
        desk,
        Form("know", _values(entry, version_of(session, entry, entry.newest))),
        entry.code,
    )


@post("/knowledge", guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])])
@in_thread
def write(
    request: PageRequest, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[Any]:
    """A new entry; refused, everything typed is there again."""
    form = Form("know", typed(data))
    try:
        with database.writing() as session:
            kind = form.value("kind") if form.value("kind") in KINDS else "entry"
            content, code = _content(form, kind, desk), _code(form)
            entry = entries.draft(
                session, actor, content, desk, kind=kind, code=code, note=form.value("reason")
            )
    except HotlineError as error:
        return edit_page(request, desk, refused(form, error), status=problem_of(error).status)
    return Redirect(f"/knowledge/{entry.code}?done=knowledge", status_code=303)


@post("/knowledge/{code:str}/versions", guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])])
@in_thread
def rewrite(
    request: PageRequest, code: str, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> Response[Any]:
    form = Form("know", typed(data))
    try:
        with database.writing() as session:
            entry = find_entry(session, actor, code, lock=True)
            number = form.value("seen_version")
            seen_version = int(number) if number.isdecimal() else 0
            content = _content(form, entry.kind, desk)
            entries.revise(
                session,
                actor,
                entry,
                desk,
                content=content,
                seen_version=seen_version,
                note=form.value("reason"),
            )
    except NotFound:
        raise
    except HotlineError as error:
        return edit_page(request, desk, refused(form, error), code, status=problem_of(error).status)
    return Redirect(f"/knowledge/{code}?done=knowledge", status_code=303)


@post("/knowledge/{code:str}/{noun:str}", guards=[signed_in])
@in_thread
def take_entry_step(
    request: PageRequest,
    code: str,
    noun: str,
    data: Sent,
    actor: Signed,
    desk: AtDesk,
    database: Data,
) -> Response[Any]:
    """One step in its own transaction; refused, the page comes back with what was typed."""
    if noun not in ENTRY_STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从知识页操作")
    step = ENTRY_STEPS[noun]
    form = form_of(step, data)

    def take(session: Session) -> None:
        filled = read_typed(step.form, data)
        step.take(session, actor, find_entry(session, actor, code, lock=True), desk, filled)

    def show(session: Session, error: HotlineError) -> Response[str]:
        entry, status = find_entry(session, actor, code), problem_of(error).status
        form_again = refused(form, error)
        return entry_page(session, request, actor, entry, desk, form=form_again, status=status)

    then = f"/knowledge/{code}?done={noun}-of-entries"
    return taken_or_shown_again(database, take, show, then=then)


@post(
    "/knowledge-tasks/{number:int}/decisions",
    guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DECIDE])],
)
@in_thread
def decide(number: int, data: Sent, actor: Signed, desk: AtDesk, database: Data) -> Response[Any]:
    with database.writing() as session:
        row = session.get(KnowledgeFeedback, number) if number < 2**31 else None
        if row is None or not keeps(actor, row.unit):
            raise NotFound(f"没有反馈 {number}", remedy="请在知识库的反馈列表中查找")
        feedback.decide(session, actor, row, desk, answer=typed(checked(data)).get("answer", ""))
    return Redirect("/knowledge?done=decided", status_code=303)


def edit_page(
    request: PageRequest, desk: Desk, form: Form, code: str = "", *, status: int = 200
) -> Response[str]:
    kind = form.value("kind") if form.value("kind") in KINDS else "entry"
    return page(
        request,
        "knowledge_edit.html",
        desk,
        status=status,
        form=form,
        code=code,
        kind=kind,
        kinds=KINDS,
        announced=ANNOUNCED_AT,
        guide=GUIDE,
    )


def _content(form: Form, kind: str, desk: Desk) -> Content:
    data = {name: form.value(name) for name in FIELDS_OF[kind]}
    return read_content(kind, data, units=desk.city.units, categories=desk.city.categories)


def _code(form: Form) -> str:
    try:
        return read_code(form.value("code"))
    except ValueError as error:
        raise InvalidInput(str(error), field="code") from None


def _values(entry: KnowledgeEntry, version: KnowledgeVersion) -> dict[str, str]:
    values = {name: str(getattr(version, name) or "") for name in FIELDS} | dict(version.guide)
    shown = {
        "questions": "\n".join(version.questions),
        "is_public": "yes" if version.is_public else "no",
    }
    return (
        values
        | shown
        | {
            "kind": entry.kind,
            "seen_version": str(entry.newest),
            "review_due": str(entry.review_due),
        }
    )
