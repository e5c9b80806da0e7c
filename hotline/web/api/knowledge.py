"""GET /api/v1/knowledge and /api/v1/items: lists, one entry, what answers a text, what waits for
its keepers.

Open to everybody: without a login only what is published, public and valid today.
"""

import re
from typing import Any

from litestar import Request, get, post
from sqlmodel import Session

from hotline.casework.answers import answers_to, question_of_text
from hotline.desk.knowledge_index import LEAST
from hotline.domain.errors import InvalidInput
from hotline.domain.knowledge import STATUSES
from hotline.domain.knowledge_permissions import EDITORS, KEEPERS
from hotline.domain.report_fields import TEXT_LIMIT
from hotline.storage.knowledge import (
    KnowledgeFilter,
    count_entries,
    count_feedback,
    find_entry,
    list_entries,
    waiting_feedback,
)
from hotline.storage.knowledge_figures import accuracy, timeliness
from hotline.web.api.danger import danger_document
from hotline.web.api.knowledge_documents import in_full, in_list, suggested
from hotline.web.body import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Signed, Visitor, reading
from hotline.web.guards import only, public
from hotline.web.reading.spans import read_span

Asked = Request[Any, Any, Any]
PARAMETERS = ("q", "unit", "category", "state", "after", "limit")
STATES = ("pending", "due", "expired", *STATUSES)
CODE = re.compile(r"[0-9A-Za-z._-]{1,40}")
NUMBER = re.compile(r"[0-9]{1,18}")


def kind_of(request: Asked) -> str:
    path = request.scope["path"]
    if path.startswith("/api/v1/exposures"):
        return "exposure"
    return "item" if path.startswith(("/api/v1/items", "/items")) else "entry"


@get(["/api/v1/knowledge", "/api/v1/items"], guards=[public, limited("lookups")])
@reading
def list_knowledge(
    session: Session, request: Asked, visitor: Visitor, desk: AtDesk
) -> dict[str, Any]:
    """With `q` the best matches, otherwise by age; `after` is the `next` of the page before."""
    query, today = _query(request), desk.now().date()
    if query["q"]:
        hits = desk.knowledge.suggest(
            session,
            query["q"],
            today,
            public_only=visitor is None,
            least=LEAST,
            limit=query["limit"],
            kind=kind_of(request),
        )
        return {"total": len(hits), "entries": suggested(hits, desk), "next": ""}
    filters = KnowledgeFilter(
        kind=kind_of(request), **{name: query[name] for name in ("unit", "category", "state")}
    )
    entries, after = list_entries(
        session, visitor, filters, today, after=query["after"], limit=query["limit"]
    )
    total = count_entries(session, visitor, filters, today)
    return {
        "total": total,
        "entries": [in_list(entry, visitor, desk) for entry in entries],
        "next": str(after or ""),
    }


@get(["/api/v1/knowledge/{code:str}", "/api/v1/items/{code:str}"], guards=[public])
@reading
def show_knowledge(
    session: Session, request: Asked, visitor: Visitor, desk: AtDesk, code: str
) -> dict[str, Any]:
    return in_full(
        session, find_entry(session, visitor, code, kind=kind_of(request)), visitor, desk
    )


class KnowledgeQuery(Body):
    text: str
    category: str = ""


@post("/api/v1/suggestions/knowledge", guards=[public, limited("suggestions")], status_code=200)
@reading
def suggest_knowledge(
    session: Session, visitor: Visitor, desk: AtDesk, data: KnowledgeQuery
) -> dict[str, Any]:
    """What may answer a text: entries and items; each names what to cite. In danger nothing does:
    `danger` says whom to call.
    """
    question = question_of_text(data.text[:TEXT_LIMIT], desk, data.category)
    plan = desk.city.danger_plan(question.danger) if question.danger else None
    hits = answers_to(session, question, desk, public_only=visitor is None)
    return {"knowledge": suggested(hits, desk), "danger": danger_document(plan)}


@get("/api/v1/knowledge-tasks", guards=[only(*EDITORS)])
@reading
def show_tasks(session: Session, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    """What waits for the actor: versions to publish, reviews that are due, expired entries,
    feedback.
    """
    today = desk.now().date()
    counts = {
        state: count_entries(session, actor, KnowledgeFilter(unit=actor.unit, state=state), today)
        for state in ("pending", "due", "expired")
    }
    waiting = [
        {
            "id": feedback.id,
            "code": code,
            **{name: getattr(feedback, name) for name in ("kind", "text", "unit", "by", "at")},
        }
        for feedback, code in waiting_feedback(session, actor)
    ]
    return {**counts, "feedback": count_feedback(session, actor), "waiting": waiting}


@get("/api/v1/analytics/knowledge", guards=[only(*KEEPERS)])
@reading
def show_figures(session: Session, request: Asked, desk: AtDesk) -> dict[str, Any]:
    """知识库准确率 and 更新及时率 of a span of days, with numerator and denominator."""
    today = desk.now().date()
    span = read_span(request.query_params, today)
    checked, timely = (
        accuracy(session, *span.times),
        timeliness(session, span.since, span.until, today),
    )
    return {
        "since": span.since,
        "until": span.until,
        "accuracy": checked.document(),
        "timeliness": timely.document(),
    }


def _query(request: Asked) -> dict[str, Any]:
    params = request.query_params
    faults = [
        (name[:40], f"没有此参数；可用：{'、'.join(PARAMETERS)}")
        for name in params
        if name not in PARAMETERS
    ]
    values: dict[str, Any] = {name: params.get(name, "").strip() for name in PARAMETERS}
    faults += [
        (name, f"“{values[name][:40]}”不是代码")
        for name in ("unit", "category")
        if values[name] and not CODE.fullmatch(values[name])
    ]
    if values["state"] and values["state"] not in STATES:
        faults.append(("state", f"“{values['state'][:40]}”不可用；可用：{'、'.join(STATES)}"))
    for name, usual, most in (("after", "0", 10**18), ("limit", "50", 200)):
        if not NUMBER.fullmatch(values[name] or usual) or not int(values[name] or usual) <= most:
            faults.append((name, f"“{values[name][:40]}”不可用；请用 0 至 {most} 的整数"))
    if len(values["q"]) > 200:
        faults.append(("q", f"查询词有 {len(values['q'])} 个字；最多 200 个"))
    if faults:
        listed = "；".join(f"{name}：{message}" for name, message in faults)
        raise InvalidInput(f"查询参数有 {len(faults)} 处需要更正：{listed}", faults=tuple(faults))
    return values | {
        "after": int(values["after"] or 0),
        "limit": max(1, int(values["limit"] or 50)),
    }


route_handlers = [list_knowledge, show_knowledge, suggest_knowledge, show_tasks, show_figures]
