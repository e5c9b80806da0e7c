"""Writing an entry: the owner's clerk drafts, nobody else sees it."""

import pytest

from tests.support.knowledge import BODY, drafted_over_http, published_over_http

FAULTS = {
    "title": ({"title": " "}, "标题为空"),
    "answer": ({"answer": ""}, "答案为空"),
    "unit": ({"unit": "NOBODY"}, "没有单位代码"),
    "category": ({"category": "9999"}, "没有分类代码"),
    "effective_to": ({"effective_to": "2025-12-31"}, "早于生效日期"),
    "effective_from": ({"effective_from": "2026-02-30"}, "2026-12-31"),
    "questions": ({"questions": ["问" * 301]}, "最多 300"),
    "conditions": ({"conditions": "一条"}, "没有名为"),
}


def test_a_draft_gets_a_code_and_waits(web):
    answer = web.post("street_clerk", "/api/v1/knowledge", BODY)
    body = answer.json()
    assert (answer.status_code, body["status"], body["pending"], body["live"]) == (
        201,
        "draft",
        True,
        0,
    )
    assert body["code"].startswith("K")


@pytest.mark.parametrize("field", FAULTS)
def test_a_wrong_value_is_named_with_its_remedy(web, field):
    change, phrase = FAULTS[field]
    answer = web.post("street_clerk", "/api/v1/knowledge", BODY | change)
    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert fault["field"] == field
    assert phrase in fault["message"]


def test_an_item_has_its_own_code_and_a_guide(web):
    body = BODY | {"conditions": "缴存满 3 个月", "materials": "身份证", "answer": ""}
    assert web.post("street_clerk", "/api/v1/items", body).status_code == 400
    answer = web.post("street_clerk", "/api/v1/items", body | {"code": "990100-X-001"})
    assert answer.json()["code"] == "990100-X-001"
    shown = web.get("street_clerk", "/api/v1/items/990100-X-001").json()
    assert shown["guide"] == {"conditions": "缴存满 3 个月", "materials": "身份证"}
    assert web.get("street_clerk", "/api/v1/knowledge/990100-X-001").status_code == 404


def test_a_code_is_given_once(web):
    code = drafted_over_http(web, code="K900001")
    assert web.post("street_clerk", "/api/v1/knowledge", BODY | {"code": code}).status_code == 409


@pytest.mark.parametrize("who", ["nobody", "stranger", "agent", "dispatcher", "leader"])
def test_a_draft_does_not_exist_for_others(web, who):
    code = drafted_over_http(web)
    answer, missing = (
        web.get(who, f"/api/v1/knowledge/{address}") for address in (code, "K999999")
    )
    assert answer.status_code == 404
    assert answer.text.replace(code, "") == missing.text.replace("K999999", "")
    assert web.get(who, "/api/v1/knowledge").json()["entries"] == []


def test_nobody_writes_for_another_unit(web):
    assert web.post("stranger", "/api/v1/knowledge", BODY).status_code == 403
    assert web.post("agent", "/api/v1/knowledge", BODY).status_code == 403
    assert web.post("nobody", "/api/v1/knowledge", BODY).status_code == 401


def test_a_new_version_waits_while_the_old_one_stands(web):
    code = published_over_http(web)
    body = BODY | {"answer": "改为满 6 个月。", "version": 1}
    assert (
        web.post("street_clerk", f"/api/v1/knowledge/{code}/versions", body).json()["newest"] == 2
    )
    assert "3 个月" in web.get("nobody", f"/api/v1/knowledge/{code}").json()["answer"]
    kept = web.get("street_clerk", f"/api/v1/knowledge/{code}").json()["versions"]
    assert [version["version"] for version in kept] == [2, 1]


def test_the_second_of_two_editors_is_told(web):
    code = published_over_http(web)
    path = f"/api/v1/knowledge/{code}/versions"
    assert web.post("street_clerk", path, BODY | {"version": 1}).status_code == 201
    again = web.post("street_clerk", path, BODY | {"version": 1})
    assert again.status_code == 409
    assert "第 2 版" in again.text


def test_an_entry_is_not_given_away_to_a_unit_of_somebody_else(web):
    code = published_over_http(web)
    body = BODY | {"unit": "YS-ZF", "version": 1}
    assert web.post("street_clerk", f"/api/v1/knowledge/{code}/versions", body).status_code == 403
    assert (
        web.client.put(f"/api/v1/knowledge/{code}", headers=web.as_("street_clerk")).status_code
        == 405
    )
