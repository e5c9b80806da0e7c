"""POST /api/v1/knowledge/... and /api/v1/items/...: write, publish, withdraw, look again, check,
feed back.
"""

from typing import Any

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.knowledge import FIELDS, GUIDE, Content, read_code, read_content
from hotline.domain.knowledge_permissions import KNOWLEDGE_ROLES, KnowledgeAction, keeps
from hotline.domain.models import KnowledgeFeedback
from hotline.knowledge import entries, feedback
from hotline.storage.knowledge import find_entry
from hotline.web.address import address_of
from hotline.web.api.knowledge import kind_of
from hotline.web.api.knowledge_documents import in_list
from hotline.web.body import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Signed, Visitor, writing
from hotline.web.guards import only, public
from hotline.web.steps.knowledge import ENTRY_STEPS, EntryStep, FeedbackForm

Asked = Request[Any, Any, Any]


# What is done to exposures too: they answer nothing, so nobody checks or confirms them.
OF_EXPOSURES = ("publications", "send-backs", "withdrawals")


def paths(noun: str) -> list[str]:
    lists = ["knowledge", "items", *(["exposures"] if noun in OF_EXPOSURES else [])]
    return [f"/api/v1/{name}/{{code:str}}/{noun}" for name in lists]


class EntryBody(Body):
    """An entry or, with the parts of a guide, an item; `reason` says why it is written."""

    code: str = ""
    title: str = ""
    unit: str = ""
    answer: str = ""
    questions: list[str] = msgspec.field(default_factory=list)
    category: str = ""
    item: str = ""
    basis: str = ""
    is_public: bool = True
    effective_from: str = ""
    effective_to: str = ""
    review_due: str = ""
    conditions: str = ""
    materials: str = ""
    flow: str = ""
    limit: str = ""
    fee: str = ""
    place: str = ""
    hours: str = ""
    notes: str = ""
    reason: str = ""
    version: int = 0

    def content(self, kind: str, desk: Desk) -> Content:
        values = {name: getattr(self, name) for name in FIELDS}
        values |= {
            name: getattr(self, name) for name in GUIDE if kind == "item" or getattr(self, name)
        }
        return read_content(kind, values, units=desk.city.units, categories=desk.city.categories)


@post(
    ["/api/v1/knowledge", "/api/v1/items"], guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])]
)
@writing
def draft(
    session: Session, request: Asked, actor: Signed, desk: AtDesk, data: EntryBody
) -> dict[str, Any]:
    kind = kind_of(request)
    content = data.content(kind, desk)
    entry = entries.draft(
        session, actor, content, desk, kind=kind, code=_code(data.code), note=data.reason
    )
    return in_list(entry, actor, desk)


@post(paths("versions"), guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])])
@writing
def revise(
    session: Session, request: Asked, actor: Signed, desk: AtDesk, code: str, data: EntryBody
) -> dict[str, Any]:
    """`version` is the newest that the editor saw."""
    entry = find_entry(session, actor, code, kind=kind_of(request), lock=True)
    entries.revise(
        session,
        actor,
        entry,
        desk,
        content=data.content(entry.kind, desk),
        seen_version=data.version,
        note=data.reason,
    )
    return in_list(entry, actor, desk)


def entry_route(step: EntryStep) -> HTTPRouteHandler:
    """The body is the step's form; the answer is the entry as lists show it."""

    def take(
        session: Session, request: Asked, actor: Signed, desk: AtDesk, code: str, data: Any
    ) -> dict[str, Any]:
        entry = find_entry(session, actor, code, kind=kind_of(request), lock=True)
        step.take(session, actor, entry, desk, data)
        return in_list(entry, actor, desk)

    take.__annotations__["data"] = step.form
    take.__name__ = f"take_{step.noun.replace('-', '_')}_of_entries"
    return post(paths(step.noun), guards=[only(*KNOWLEDGE_ROLES[step.action])])(writing(take))


FEEDBACK = ENTRY_STEPS["feedback"]


@post(paths(FEEDBACK.noun), guards=[public, limited("lookups")])
@writing
def feed_back(
    session: Session, request: Asked, visitor: Visitor, desk: AtDesk, code: str, data: FeedbackForm
) -> Any:
    """Staff of what they may read, callers of what is public.

    So many an address and quarter of an hour.
    """
    entry = find_entry(session, visitor, code, kind=kind_of(request), lock=True)
    if visitor is None:
        feedback.count_feedback_try(session, address_of(request), desk)
    row = FEEDBACK.take(session, visitor, entry, desk, data)
    return {"kind": row.kind, "waits_for": row.unit if row.decided_at is None else ""}


class FeedbackAnswer(Body):
    answer: str


@post(
    "/api/v1/knowledge-tasks/{number:int}/decisions",
    guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DECIDE])],
)
@writing
def decide(
    session: Session, actor: Signed, desk: AtDesk, number: int, data: FeedbackAnswer
) -> dict[str, Any]:
    row = session.get(KnowledgeFeedback, number) if number < 2**31 else None
    if row is None or not keeps(actor, row.unit):
        raise NotFound(f"没有反馈 {number}", remedy="请在待办列表中查找")
    feedback.decide(session, actor, row, desk, answer=data.answer)
    return {"id": row.id, "answer": row.answer, "decided_by": row.decided_by}


def _code(text: str) -> str:
    try:
        return read_code(text)
    except ValueError as error:
        raise InvalidInput(str(error), field="code") from None


route_handlers = [
    draft,
    revise,
    *(entry_route(step) for step in ENTRY_STEPS.values() if step is not FEEDBACK),
    feed_back,
    decide,
]
