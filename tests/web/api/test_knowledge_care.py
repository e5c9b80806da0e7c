"""Keeping it right: reviews, spot checks, voices of readers, and the figures that follow."""

import pytest
from sqlmodel import col, select

from hotline.domain.models import Attempt
from tests.support.knowledge import published_over_http

FIGURES = "/api/v1/analytics/knowledge"


def test_a_review_moves_the_next_one_on(web):
    code = published_over_http(web, review_due="2026-03-09")
    assert web.get("street_clerk", "/api/v1/knowledge-tasks").json()["due"] == 1
    path = f"/api/v1/knowledge/{code}/confirmations"
    assert web.post("stranger", path, {}).status_code == 403
    assert web.post("street_clerk", path, {"review_due": "2026-03-09"}).status_code == 400
    assert (
        web.post("street_clerk", path, {"review_due": "2026-12-31"}).json()["review_due"]
        == "2026-12-31"
    )
    assert web.get("street_clerk", "/api/v1/knowledge-tasks").json()["due"] == 0
    assert web.get("reviewer", FIGURES).json()["timeliness"] == {
        "numerator": 1,
        "denominator": 1,
        "share": 1.0,
    }


def test_a_review_that_nobody_made_counts_as_late(web):
    published_over_http(web, review_due="2026-03-01")
    assert web.get("reviewer", FIGURES).json()["timeliness"] == {
        "numerator": 0,
        "denominator": 1,
        "share": 0.0,
    }


def test_nothing_counted_is_no_figure(web):
    assert web.get("reviewer", FIGURES).json()["accuracy"] == {
        "numerator": 0,
        "denominator": 0,
        "share": None,
    }


def test_spot_checks_make_the_accuracy(web):
    code = published_over_http(web)
    path = f"/api/v1/knowledge/{code}/samples"
    assert web.post("reviewer", path, {"is_right": True}).status_code == 201
    assert web.post("reviewer", path, {"is_right": False}).status_code == 400
    assert web.post("reviewer", path, {"is_right": False, "note": "金额不对"}).status_code == 201
    assert web.get("reviewer", FIGURES).json()["accuracy"] == {
        "numerator": 1,
        "denominator": 2,
        "share": 0.5,
    }
    assert web.post("street_clerk", path, {"is_right": True}).status_code == 403
    assert web.get("agent", FIGURES).status_code == 403


@pytest.mark.parametrize("who", ["nobody", "agent", "stranger"])
def test_a_reader_says_what_is_wrong_and_the_owner_answers(web, who):
    code = published_over_http(web)
    path = f"/api/v1/knowledge/{code}/feedback"
    assert web.post(who, path, {"kind": "wrong"}).status_code == 400
    assert web.post(who, path, {"kind": "nonsense", "text": "x"}).status_code == 400
    assert web.post(who, path, {"kind": "outdated", "text": "现在是 6 个月"}).status_code == 201
    (task,) = web.get("street_clerk", "/api/v1/knowledge-tasks").json()["waiting"]
    assert (task["code"], task["text"]) == (code, "现在是 6 个月")
    decide = f"/api/v1/knowledge-tasks/{task['id']}/decisions"
    assert web.post("stranger", decide, {"answer": "x"}).status_code == 404
    assert web.post("agent", decide, {"answer": "x"}).status_code == 403
    assert web.post("street_clerk", decide, {"answer": "已更新"}).status_code == 201
    assert web.post("street_clerk", decide, {"answer": "又"}).status_code == 409
    assert web.get("street_clerk", "/api/v1/knowledge-tasks").json()["feedback"] == 0


def test_helpful_counts_and_is_no_task(web):
    code = published_over_http(web)
    assert (
        web.post("nobody", f"/api/v1/knowledge/{code}/feedback", {"kind": "helpful"}).status_code
        == 201
    )
    shown = web.get("street_clerk", "/api/v1/knowledge").json()["entries"][0]
    assert (
        shown["hits"],
        web.get("street_clerk", "/api/v1/knowledge-tasks").json()["feedback"],
    ) == (1, 0)


def test_readers_are_counted_by_a_hash_of_their_address(web):
    code = published_over_http(web)
    web.post("nobody", f"/api/v1/knowledge/{code}/feedback", {"kind": "helpful"})
    with web.app.state.database.reading() as session:
        (key,) = session.exec(
            select(Attempt.key).where(col(Attempt.key).startswith("knowledge-feedback:"))
        )
    assert key == f"knowledge-feedback:{web.app.state.vault.key_of('testclient')}"


def test_feedback_keeps_no_personal_data(web):
    code = published_over_http(web)
    feedback = {"kind": "wrong", "text": "打我电话13800138000核对"}
    web.post("nobody", f"/api/v1/knowledge/{code}/feedback", feedback)
    assert "13800138000" not in web.get("street_clerk", "/api/v1/knowledge-tasks").text


def test_one_address_does_not_flood_the_owners(web):
    code = published_over_http(web)
    path = f"/api/v1/knowledge/{code}/feedback"
    answers = [web.post("nobody", path, {"kind": "helpful"}).status_code for _ in range(21)]
    assert answers == [201] * 20 + [429]
