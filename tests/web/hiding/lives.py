"""Lives of tickets in which everything that somebody can write is full of marks: each step of the
workflow that takes free text is taken once at least, and each of orders and of knowledge.
"""

from typing import Any

from sqlmodel import col, select

from hotline.domain.models import SupervisionOrder, Ticket
from tests.support.knowledge import drafted_over_http
from tests.support.web import Web
from tests.web.hiding.markers import (
    ANSWERING,
    ID_NUMBER,
    NAME,
    ORDERED,
    ORDERING,
    PLATE,
    SAID,
    file_report,
)
from tests.web.steps.expected import CHOSEN, ENTRY_FIELDS, FIELDS, ORDER_FIELDS

# What is typed and is no text: a limit, a date, a number, a switch.
_NO_TEXT = {"unit", "limit", "until", "into", "cites", "uncited", "cycle", "audience"} | {
    "without_opinions"
}
Step = tuple[str, str, dict[str, Any]]
STREET = "990102001"
# The ticket of the life before.
BEFORE = "the one before"
UNSOLVED = {"way": "phone", "reached": True, "solved": False, "rating": 1, "reasons": ["speed"]}
LIVES: tuple[tuple[Step, ...], ...] = (
    (
        ("dispatcher", "comments", {}),
        ("agent", "supplements", {}),
        ("agent", "caller-urgings", {}),
        ("dispatcher", "arbitrations", {}),
        ("dispatcher", "forced-dispatches", {"unit": "DH-ZF"}),
        ("dispatcher", "recalls", {}),
        ("dispatcher", "dispatches", {"unit": "DH-CG"}),
        ("supervisor", "moves", {"unit": "DH-ZF"}),
        ("district_clerk", "pass-downs", {"unit": STREET, "limit": "2wd"}),
        ("street_clerk", "returns", {"code": "not_our_duty"}),
        ("dispatcher", "return-decisions", {"decision": "refuse"}),
        ("street_clerk", "acceptances", {}),
        ("street_clerk", "contacts", {"way": "phone"}),
        ("street_clerk", "materials", {}),
        ("street_clerk", "extensions", {"limit": "2wd"}),
        ("street_clerk", "retractions", {}),
        ("street_clerk", "extensions", {"limit": "2wd"}),
        ("supervisor", "extension-decisions", {"decision": "grant"}),
        ("street_clerk", "suspensions", {"until": "2026-06-01"}),
        ("dispatcher", "suspension-decisions", {"decision": "grant"}),
        ("supervisor", "suspension-decisions", {"decision": "grant"}),
        ("supervisor", "looks", {}),
        ("supervisor", "resumptions", {}),
        ("supervisor", "urgings", {}),
        ("supervisor", "supervisions", {"level": "written"}),
        ("leader", "instructions", {}),
        ("street_clerk", "replies", {"result": "solved", "is_true": True}),
        ("reviewer", "reviews", {"decision": "send_back"}),
        ("street_clerk", "replies", {"result": "unsolved", "is_true": False}),
        ("reviewer", "reviews", {"decision": "pass"}),
        ("reviewer", "callbacks", UNSOLVED),
        ("street_clerk", "rectifications", {}),
        ("reviewer", "rectification-checks", {"decision": "send_back"}),
        ("street_clerk", "exclusions", {"metrics": ["on_time", "contact"], "code": "suspended"}),
        ("supervisor", "exclusion-decisions", {"decision": "refuse"}),
        ("supervisor", "protections", {"secrecy": "confidential", "identity": "hidden"}),
        ("supervisor", "relaxations", {"secrecy": "open", "consent": ""}),
        ("dispatcher", "relaxation-decisions", {"decision": "refuse"}),
        ("supervisor", "relaxations", {"secrecy": "open"}),
    ),
    (
        ("dispatcher", "dispatches", {"unit": STREET, "co_units": ["DH-ZF"]}),
        ("street_clerk", "acceptances", {}),
        ("district_clerk", "support-acceptances", {}),
        ("district_clerk", "opinions", {}),
        ("supervisor", "protections", {"accused": ["YS-ZF"]}),
        ("dispatcher", "withdrawals", {}),
    ),
    (
        ("dispatcher", "dispatches", {"unit": STREET}),
        ("street_clerk", "acceptances", {}),
        ("street_clerk", "contacts", {"way": "phone"}),
        ("street_clerk", "replies", {"result": "solved", "is_true": True}),
        ("reviewer", "reviews", {"decision": "pass"}),
        ("reviewer", "reworks", {}),
    ),
    (
        ("dispatcher", "merges", {"into": BEFORE}),
        ("dispatcher", "separations", {}),
        ("dispatcher", "answers", {}),
    ),
    (("dispatcher", "rejections", {"reason": "outside_city"}),),
)
KNOWLEDGE: tuple[tuple[Step, ...], ...] = (
    (
        ("reviewer", "publications", {"version": 1}),
        ("street_clerk", "confirmations", {"review_due": "2026-12-31"}),
        ("reviewer", "samples", {"is_right": False}),
        ("agent", "feedback", {"kind": "wrong"}),
        ("nobody", "feedback", {"kind": "outdated"}),
    ),
    (("reviewer", "send-backs", {}),),
    (("reviewer", "publications", {"version": 1}), ("reviewer", "withdrawals", {})),
)
# Of whom no ticket tells: what announces the name and what has a shape of its own.
ANNOUNCED = f"来电人我叫{NAME}，139 7765 4321，{ID_NUMBER}，{PLATE}，答复夜里施工的口径不对。"


def texts_of(noun: str, fields: str) -> set[str]:
    """The fields of a step that take free text."""
    return set(fields.split()) - set(CHOSEN.get(noun, "").split()) - _NO_TEXT


def live(web: Web, **fields: Any) -> list[str]:
    """The numbers of the tickets of all lives."""
    numbers: list[str] = []
    for steps in LIVES:
        numbers.append(_live(web, steps, fields, before=numbers[-1] if numbers else ""))
    return numbers


def _live(web: Web, steps: tuple[Step, ...], fields: dict[str, Any], *, before: str) -> str:
    no = file_report(web, **fields)["ticket_no"]
    is_confidential = fields.get("secrecy") == "confidential"
    stands_in = {"agent": "dispatcher", "reviewer": "supervisor"} if is_confidential else {}
    for who, noun, body in steps:
        texts = {field: _text_of(noun, field) for field in texts_of(noun, FIELDS[noun])}
        if body.get("into") == BEFORE:
            body = {**body, "into": before}
        answer = web.act(stands_in.get(who, who), no, noun, **{**texts, **body})
        assert answer.status_code == 201, (noun, answer.text)
        if noun == "supervisions":
            answer_order(web, no)
    return no


def _text_of(noun: str, field: str) -> str:
    return ORDERED if noun in ORDERING or field in ANSWERING else SAID


def answer_order(web: Web, no: str) -> None:
    with web.app.state.database.reading() as session:
        ids = select(Ticket.id).where(Ticket.no == no)
        order = session.exec(
            select(SupervisionOrder).where(
                col(SupervisionOrder.ticket_id).in_(ids), SupervisionOrder.level == "written"
            )
        ).one()
        name = order.id
    for who, noun in (("street_clerk", "answers"), ("supervisor", "closings")):
        texts = {field: _text_of(noun, field) for field in ORDER_FIELDS[noun].split()}
        answer = web.post(who, f"/api/v1/supervisions/{name}/{noun}", texts)
        assert answer.status_code == 201, (noun, answer.text)


def live_knowledge(web: Web) -> list[str]:
    """The codes of entries whose every step was taken with a note full of marks, and whose first
    feedback was decided.
    """
    codes = [drafted_over_http(web, title=f"租房提取{n}") for n, _ in enumerate(KNOWLEDGE)]
    for code, steps in zip(codes, KNOWLEDGE, strict=True):
        for who, noun, body in steps:
            free = {"note", "text", "reason"} & set(ENTRY_FIELDS[noun].split())
            texts = dict.fromkeys(free, ANNOUNCED)
            answer = web.post(who, f"/api/v1/knowledge/{code}/{noun}", {**texts, **body})
            assert answer.status_code == 201, (noun, answer.text)
    task = "/api/v1/knowledge-tasks/1/decisions"
    assert web.post("street_clerk", task, {"answer": ANNOUNCED}).status_code == 201
    return codes
