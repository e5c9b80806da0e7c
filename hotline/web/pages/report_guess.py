"""What stands on the caller's form while they type: a category, a place, public answers, danger."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from hotline.casework.answers import answers_to, question_of
from hotline.casework.hiding import is_ticked, why_hidden
from hotline.casework.prepared import Prepared, prepare
from hotline.casework.report_elements import elements_of
from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.errors import InvalidInput
from hotline.intake import web_form
from hotline.web.caller_labels import HIDING_SHOWN, REPORT_TYPE
from hotline.web.pages.forms import Form

SHORTEST = 6
PLACES = 4


def nearby(
    session: Session, desk: Desk, read: Prepared | None, form: Form
) -> Sequence[KnowledgeHit]:
    """Public answers to look at before sending (事前清楚)."""
    if read is None:
        return ()
    text, category = read.report.text, form.value("category")
    question = question_of(text, read.classification, read.decision, category)
    return answers_to(session, question, desk, public_only=True)


def guess(desk: Desk, read: Prepared | None, form: Form) -> dict[str, Any]:
    """Categories to choose from, the one chosen, where it is, and whether somebody may be in
    danger.
    """
    if read is None:
        return unread(desk, form) | hiding(form)
    chosen, request_type = form.value("category"), form.value("request_type")
    kind = request_type if request_type in REPORT_TYPE else read.classification.request_type.code
    location = read.decision.location
    parsed = elements_of(
        read.report.text,
        desk,
        request_type=kind,
        address=read.report.address,
        caller=form.value("caller"),
    )
    return {
        "missing": [
            part
            for part in parsed.elements.missing
            if part.kind != "where" or not read.report.district
        ],
        "guess": read.classification.alternatives,
        "chosen": chosen,
        "danger": bool(read.classification.sensitive),
        "plan": desk.city.danger_plan(read.classification.danger),
        "location": location,
        "places": list(dict.fromkeys(location.candidates))[:PLACES] if location.ambiguous else (),
        **hiding(form, kind),
    }


def unread(desk: Desk, form: Form) -> dict[str, Any]:
    """The same without a look at the text: what was chosen before stays chosen."""
    nothing = {"danger": False, "plan": None, "missing": (), "location": None, "places": ()}
    kept = desk.city.categories.get(form.value("category"))
    hide = {"hiding": HIDING_SHOWN if form.value("hide_shown") else ()}
    chosen = {"guess": (kept,) if kept else (), "chosen": kept.code if kept else ""}
    return {**nothing, **hide, **chosen, "hide": is_ticked(form.values, False)}


def hiding(form: Form, request_type: str = "") -> dict[str, Any]:
    """Why 隐名 and 保密 are proposed, and whether the box is ticked."""
    kind = request_type or form.value("request_type")
    why = why_hidden(form.value("text"), kind, form.value("accused"))
    return {"hiding": why, "hide": is_ticked(form.values, bool(why))}


def read_form(desk: Desk, form: Form) -> Prepared | None:
    """None for a few signs, which say nothing yet."""
    text = form.value("text").strip()
    if len(text) < SHORTEST:
        return None
    try:
        fields = {
            "text": text,
            "address": form.value("address"),
            "district": form.value("district"),
        }
        return prepare(web_form.parse(fields, desk), desk)
    except InvalidInput:
        return None
