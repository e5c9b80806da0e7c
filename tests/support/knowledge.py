"""Entries for tests: one that says something of housing funds, written by its owner and
published by the centre.
"""

from datetime import date
from typing import Any

from hotline.domain.knowledge import Content
from hotline.domain.models import KnowledgeEntry
from hotline.knowledge import entries

OWNER = "990102001"
ANSWER = "连续缴存满 3 个月的，可以提取住房公积金付房租，持身份证办理。"
BODY: dict[str, Any] = {
    "title": "租房提取住房公积金",
    "unit": OWNER,
    "answer": ANSWER,
    "questions": ["租房子能取公积金吗"],
    "category": "0211",
    "basis": "示例：示金管〔2024〕6号",
    "effective_from": "2026-01-01",
}


def a_draft(
    session, desk, cast, *, code: str = "", kind: str = "entry", **changes: Any
) -> KnowledgeEntry:
    values = {
        "title": BODY["title"],
        "unit": OWNER,
        "answer": ANSWER,
        "questions": tuple(BODY["questions"]),
        "category": "0211",
        "basis": BODY["basis"],
        "effective_from": date(2026, 1, 1),
    } | changes
    return entries.draft(session, cast.street_clerk, Content(**values), desk, kind=kind, code=code)


def published(session, desk, cast, **changes: Any) -> KnowledgeEntry:
    entry = a_draft(session, desk, cast, **changes)
    session.flush()
    entries.publish(session, cast.reviewer, entry, desk, number=entry.newest)
    session.flush()
    return entry


def drafted_over_http(web, **changes: Any) -> str:
    answer = web.post("street_clerk", "/api/v1/knowledge", BODY | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()["code"]


def published_over_http(web, **changes: Any) -> str:
    code = drafted_over_http(web, **changes)
    answer = web.post("reviewer", f"/api/v1/knowledge/{code}/publications", {"version": 1})
    assert answer.status_code == 201, answer.text
    return code
