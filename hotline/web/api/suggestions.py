"""POST /api/v1/suggestions: what the machine makes of a draft, while it is typed.

Nothing is stored.
"""

from typing import Any

from litestar import post
from sqlmodel import Session

from hotline.casework.answers import answers_to, question_of
from hotline.casework.prepared import prepare
from hotline.casework.repeats import repeats_of
from hotline.casework.report_elements import elements_of
from hotline.domain.report_fields import TEXT_LIMIT
from hotline.domain.workflow import Action
from hotline.intake import api
from hotline.web.api.danger import danger_document
from hotline.web.api.knowledge_documents import suggested
from hotline.web.body import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import may, public


class ReportDraft(Body):
    text: str
    title: str = ""
    address: str = ""
    district: str = ""
    request_type: str = ""

    def report(self, desk: Any) -> Any:
        data = {name: getattr(self, name) for name in self.__struct_fields__ if getattr(self, name)}
        return api.parse(data, desk)


@post("/api/v1/suggestions", guards=[may(Action.REGISTER)], status_code=200)
@reading
def suggest(session: Session, desk: AtDesk, data: ReportDraft) -> dict[str, Any]:
    prepared = prepare(data.report(desk), desk)
    decision = prepared.decision
    repeats = repeats_of(
        session,
        desk,
        text=data.text,
        category=decision.category,
        place=decision.location.place,
    )
    likely = [{"ticket_no": no, "score": score, "why": why} for no, score, why in repeats]
    question = question_of(data.text, prepared.classification, decision)
    known = answers_to(session, question, desk)
    kind = data.request_type or prepared.classification.request_type.code
    heard = elements_of(data.text, desk, request_type=kind, address=data.address)
    return {
        "classification": prepared.classification,
        "route": decision,
        "brief": prepared.brief,
        "repeats": likely,
        "danger": danger_document(
            desk.city.danger_plan(prepared.classification.danger), is_spoken=True
        ),
        "knowledge": suggested(known, desk),
        "times": heard.times,
        "elements": heard.elements.present,
        "missing": heard.elements.missing,
        "ask": heard.elements.question,
    }


class PublicDraft(Body):
    text: str


@post(
    "/api/v1/suggestions/categories",
    guards=[public, limited("suggestions")],
    status_code=200,
    sync_to_thread=True,
)
def suggest_categories(desk: AtDesk, data: PublicDraft) -> dict[str, Any]:
    """Only what callers themselves would choose: never who would handle it."""
    read = desk.classifier.classify(data.text[:TEXT_LIMIT])
    return {"categories": read.alternatives, "request_type": read.request_type}


route_handlers = [suggest, suggest_categories]
