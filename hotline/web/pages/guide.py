"""What everybody may look up before they ask (事前清楚): published, public, valid today."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.desk.knowledge_index import LEAST
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import KnowledgeEntry
from hotline.knowledge import feedback
from hotline.storage.knowledge import (
    KnowledgeFilter,
    find_entry,
    list_entries,
    related_item,
    valid_today,
    version_of,
)
from hotline.web.address import address_of
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, reading
from hotline.web.guards import public
from hotline.web.pages.forms import Form, Sent, form_of, refused
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps.knowledge import ENTRY_STEPS
from hotline.web.steps.typed import read_typed

PAGE = 40
GUIDE_KINDS = ("entry", "item")
FEEDBACK = ENTRY_STEPS["feedback"]


@get("/guide", guards=[public, limited("lookups")])
@reading
def show_guide(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    params, today = request.query_params, desk.now().date()
    q, after = params.get("q", "").strip()[:200], params.get("after", "")
    kind = params.get("kind", "") if params.get("kind", "") in GUIDE_KINDS else ""
    category = params.get("category", "")[:20]
    entries: Sequence[KnowledgeEntry]
    if q:
        hits = desk.knowledge.suggest(
            session, q, today, kind=kind, public_only=True, least=LEAST, limit=PAGE
        )
        entries, following = [hit.entry for hit in hits], 0
    else:
        of_kind = KnowledgeFilter(kind=kind, category=category)
        start = int(after) if after.isdecimal() and len(after) < 19 else 0
        entries, following = list_entries(session, None, of_kind, today, after=start, limit=PAGE)
    return page(
        request,
        "guide.html",
        desk,
        entries=entries,
        next=following,
        q=q,
        kind=kind,
        category=category,
    )


@get("/guide/{code:str}", guards=[public])
@reading
def show_guide_entry(
    session: Session, request: PageRequest, desk: AtDesk, code: str
) -> Response[str]:
    return _entry_page(session, request, desk, code, form_of(FEEDBACK))


@post("/guide/{code:str}/feedback", guards=[public, limited("lookups")])
@in_thread
def tell(
    request: PageRequest, code: str, data: Sent, desk: AtDesk, database: Data
) -> Response[Any]:
    form = form_of(FEEDBACK, data)

    def take(session: Session) -> None:
        filled = read_typed(FEEDBACK.form, data)
        feedback.count_feedback_try(session, address_of(request), desk)
        FEEDBACK.take(session, None, find_entry(session, None, code, lock=True), desk, filled)

    def show(session: Session, error: HotlineError) -> Response[str]:
        status = problem_of(error).status
        return _entry_page(session, request, desk, code, refused(form, error), status=status)

    then = f"/guide/{code}?done=feedback-of-entries"
    return taken_or_shown_again(database, take, show, then=then)


def _entry_page(
    session: Session,
    request: PageRequest,
    desk: AtDesk,
    code: str,
    form: Form,
    *,
    status: int = 200,
) -> Response[str]:
    """What no longer holds is not there for callers."""
    entry = find_entry(session, None, code)
    if not valid_today(session, [entry.row_id], desk.now().date(), public_only=True):
        raise NotFound(f"“{code[:40]}”目前不在有效期内", remedy="请在办事指南中查找现行内容")
    version = version_of(session, entry, entry.live)
    return page(
        request,
        "guide_entry.html",
        desk,
        status=status,
        entry=entry,
        version=version,
        form=form,
        related=related_item(session, None, version),
    )
