"""/api/v1/exposures: 曝光纠错 as JSON, for everybody; written by the centre, published by another
person.
"""

from typing import Any

import msgspec
from litestar import Request, get, post
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.exposure import EXPOSURE_STATES, followups_of
from hotline.domain.knowledge import Content, read_content
from hotline.domain.knowledge_permissions import KNOWLEDGE_ROLES, KnowledgeAction
from hotline.domain.models import KnowledgeEntry, KnowledgeVersion
from hotline.domain.outcomes import KnowledgeKind
from hotline.knowledge import entries
from hotline.storage.announced import announced, announced_one
from hotline.storage.knowledge import find_entry
from hotline.web.api.knowledge_documents import in_full, in_list
from hotline.web.body import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Signed, Visitor, reading, writing
from hotline.web.guards import only, public

LARGEST_PAGE, LONGEST_SKIP = 100, 100_000
KIND = KnowledgeKind.EXPOSURE


class FollowupBody(Body):
    day: str
    text: str


class ExposureBody(Body):
    """`state` is a key of EXPOSURE_STATES; `version`, for a new one, the newest that was seen."""

    title: str = ""
    unit: str = ""
    category: str = ""
    effective_from: str = ""
    problem: str = ""
    state: str = ""
    result: str = ""
    followups: list[FollowupBody] = msgspec.field(default_factory=list)
    reason: str = ""
    version: int = 0

    def content(self, desk: Desk) -> Content:
        names = ("title", "unit", "category", "effective_from", "problem", "state", "result")
        values = {name: getattr(self, name) for name in names}
        values["followups"] = "\n".join(f"{line.day} {line.text}" for line in self.followups)
        tables = desk.city
        return read_content(KIND, values, units=tables.units, categories=tables.categories)


@get("/api/v1/exposures", guards=[public, limited("lookups")])
@reading
def list_exposures(session: Session, request: Request[Any, Any, Any], desk: AtDesk) -> Any:
    """The newest first; `after` is the `next` of the page before."""
    skip = _number(request, "after", 0, LONGEST_SKIP)
    limit = max(1, _number(request, "limit", 20, LARGEST_PAGE))
    known, after = announced(session, KIND, desk.now().date(), skip=skip, limit=limit)
    return {
        "exposures": [exposure_document(*each, desk) for each in known],
        "next": str(after or ""),
    }


@get("/api/v1/exposures/{code:str}", guards=[public, limited("lookups")])
@reading
def show_exposure(session: Session, visitor: Visitor, desk: AtDesk, code: str) -> dict[str, Any]:
    """What is published; those who keep exposures read drafts, versions and steps too."""
    known = announced_one(session, KIND, desk.now().date(), code)
    if visitor is not None and visitor.role in KNOWLEDGE_ROLES[KnowledgeAction.PUBLISH]:
        kept = in_full(session, find_entry(session, visitor, code, kind=KIND), visitor, desk)
        return kept | (exposure_document(*known, desk) if known else {})
    if known is None:
        raise NotFound(f"没有编码为“{code[:40]}”的曝光纠错", remedy="请核对编码，或在列表中查找")
    return exposure_document(*known, desk)


@post("/api/v1/exposures", guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])])
@writing
def draft_exposure(
    session: Session, actor: Signed, desk: AtDesk, data: ExposureBody
) -> dict[str, Any]:
    content = data.content(desk)
    entry = entries.draft(session, actor, content, desk, kind=KIND, note=data.reason)
    return in_list(entry, actor, desk)


@post(
    "/api/v1/exposures/{code:str}/versions", guards=[only(*KNOWLEDGE_ROLES[KnowledgeAction.DRAFT])]
)
@writing
def revise_exposure(
    session: Session, actor: Signed, desk: AtDesk, code: str, data: ExposureBody
) -> dict[str, Any]:
    entry = find_entry(session, actor, code, kind=KIND, lock=True)
    content = data.content(desk)
    entries.revise(
        session,
        actor,
        entry,
        desk,
        content=content,
        seen_version=data.version,
        note=data.reason,
    )
    return in_list(entry, actor, desk)


def exposure_document(
    entry: KnowledgeEntry, version: KnowledgeVersion, desk: Desk
) -> dict[str, Any]:
    unit, guide = desk.city.units.get(version.unit), version.guide
    lines = followups_of(guide.get("followups", ""))
    return {
        "code": entry.code,
        "title": version.title,
        "unit": version.unit,
        "unit_name": unit.name if unit else version.unit,
        "category": version.category,
        "effective_from": version.effective_from,
        "problem": guide.get("problem", ""),
        "state": guide.get("state", ""),
        "state_name": EXPOSURE_STATES.get(guide.get("state", ""), ""),
        "result": guide.get("result", ""),
        "followups": [{"day": line.day, "text": line.text} for line in lines],
    }


def _number(request: Request[Any, Any, Any], name: str, usual: int, most: int) -> int:
    value = request.query_params.get(name, "") or str(usual)
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and int(value) <= most):
        raise InvalidInput(f"“{value[:40]}”不可用", field=name, remedy=f"请用 0 至 {most} 的整数")
    return int(value)


route_handlers = [list_exposures, show_exposure, draft_exposure, revise_exposure]
