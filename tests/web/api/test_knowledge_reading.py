"""Lists, search and suggestions: what holds today, for whom."""

from datetime import date

from sqlmodel import select

from hotline.domain.models import KnowledgeEntry
from tests.support.knowledge import published_over_http

QUESTION = "我租房子住，想把公积金取出来付房租"


def test_the_list_pages_and_filters(web):
    codes = [published_over_http(web, title=f"第 {number} 条") for number in range(3)]
    first = web.get("nobody", "/api/v1/knowledge", limit=2).json()
    assert [entry["code"] for entry in first["entries"]] == codes[:2]
    rest = web.get("nobody", "/api/v1/knowledge", limit=2, after=first["next"]).json()
    assert ([entry["code"] for entry in rest["entries"]], rest["next"], rest["total"]) == (
        codes[2:],
        "",
        3,
    )
    assert web.get("agent", "/api/v1/knowledge", category="02").json()["total"] == 3
    assert web.get("agent", "/api/v1/knowledge", unit="YS-ZF").json()["total"] == 0
    assert web.get("agent", "/api/v1/items").json()["total"] == 0


def test_a_wrong_parameter_is_named(web):
    for params in (
        {"state": "x"},
        {"after": "-1"},
        {"limit": "1000"},
        {"colour": "red"},
        {"unit": "a b"},
    ):
        answer = web.get("agent", "/api/v1/knowledge", **params)
        assert answer.status_code == 400, params
        assert answer.json()["errors"][0]["field"] == next(iter(params))


def test_a_question_finds_its_answer_and_how_to_cite_it(web):
    code = published_over_http(web)
    for who in ("agent", "nobody"):
        (hit,) = web.post(who, "/api/v1/suggestions/knowledge", {"text": QUESTION}).json()[
            "knowledge"
        ]
        assert (hit["code"], hit["cite"]) == (code, f"{code}@1")
    sheet = web.post("agent", "/api/v1/suggestions", {"text": QUESTION}).json()
    assert sheet["knowledge"][0]["code"] == code
    assert web.get("nobody", "/api/v1/knowledge", q=QUESTION).json()["entries"][0]["code"] == code


def test_internal_answers_are_suggested_to_staff_only(web):
    published_over_http(web, is_public=False)
    assert web.post("agent", "/api/v1/suggestions/knowledge", {"text": QUESTION}).json()[
        "knowledge"
    ]
    assert not web.post("nobody", "/api/v1/suggestions/knowledge", {"text": QUESTION}).json()[
        "knowledge"
    ]


def test_what_expired_is_listed_for_its_keepers_and_gone_for_callers(web):
    code = published_over_http(web, effective_to="2026-03-09")
    assert web.get("reviewer", "/api/v1/knowledge", state="expired").json()["total"] == 0
    with web.app.state.database.writing() as session:
        session.exec(select(KnowledgeEntry)).one().effective_to = date(2026, 3, 8)
    assert web.get("reviewer", "/api/v1/knowledge", state="expired").json()["total"] == 1
    assert web.get("street_clerk", "/api/v1/knowledge-tasks").json()["expired"] == 1
    assert web.get("nobody", "/api/v1/knowledge").json()["total"] == 0
    assert web.get("nobody", f"/guide/{code}").status_code == 404
    assert not web.post("agent", "/api/v1/suggestions/knowledge", {"text": QUESTION}).json()[
        "knowledge"
    ]
