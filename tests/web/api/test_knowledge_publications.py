"""Publishing needs a second person of the centre; sending back and withdrawing need a reason."""

import pytest

from tests.support.knowledge import BODY, drafted_over_http, published_over_http


def test_published_it_is_there_for_everybody(web):
    code = published_over_http(web)
    for who in ("nobody", "agent", "stranger", "leader"):
        shown = web.get(who, f"/api/v1/knowledge/{code}").json()
        assert (shown["holds_today"], shown["version"], shown["basis"]) == (True, 1, BODY["basis"])
    assert "steps" not in web.get("agent", f"/api/v1/knowledge/{code}").json()


def test_who_wrote_it_does_not_publish_it(web):
    code = web.post("reviewer", "/api/v1/knowledge", BODY).json()["code"]
    path = f"/api/v1/knowledge/{code}/publications"
    refused = web.post("reviewer", path, {"version": 1})
    assert refused.status_code == 403
    assert "撰写人" in refused.text
    assert web.post("supervisor", path, {"version": 1}).status_code == 201


@pytest.mark.parametrize(
    ("who", "status"), [("street_clerk", 403), ("agent", 403), ("stranger", 403), ("nobody", 401)]
)
def test_units_do_not_publish(web, who, status):
    code = drafted_over_http(web)
    assert (
        web.post(who, f"/api/v1/knowledge/{code}/publications", {"version": 1}).status_code
        == status
    )


def test_only_the_newest_version_is_published_and_only_once(web):
    code = published_over_http(web)
    path = f"/api/v1/knowledge/{code}/publications"
    assert web.post("supervisor", path, {"version": 1}).status_code == 409
    assert web.post("supervisor", path, {"version": 7}).status_code == 409
    assert web.post("supervisor", path, {}).status_code == 400


def test_what_has_ended_already_is_not_published(web):
    code = drafted_over_http(web, effective_from="2025-01-01", effective_to="2026-03-08")
    refused = web.post("reviewer", f"/api/v1/knowledge/{code}/publications", {"version": 1})
    assert refused.status_code == 400
    assert "2026-03-08" in refused.text


def test_sent_back_it_waits_no_more_and_says_why(web):
    code = drafted_over_http(web)
    path = f"/api/v1/knowledge/{code}/send-backs"
    assert web.post("reviewer", path, {"reason": ""}).status_code == 400
    assert web.post("street_clerk", path, {"reason": "x"}).status_code == 403
    assert web.post("reviewer", path, {"reason": "缺少依据"}).json()["pending"] is False
    assert (
        web.get("street_clerk", f"/api/v1/knowledge/{code}").json()["steps"][0]["note"]
        == "缺少依据"
    )
    assert web.post("reviewer", path, {"reason": "再退"}).status_code == 409


def test_withdrawn_it_is_gone_at_once(web):
    code = published_over_http(web)
    path = f"/api/v1/knowledge/{code}/withdrawals"
    assert web.post("stranger", path, {"reason": "x"}).status_code == 403
    assert web.post("street_clerk", path, {"reason": " "}).status_code == 400
    assert web.post("street_clerk", path, {"reason": "政策废止"}).json()["status"] == "withdrawn"
    for who in ("nobody", "agent", "stranger"):
        assert web.get(who, f"/api/v1/knowledge/{code}").status_code == 404
    assert web.post("street_clerk", path, {"reason": "再撤"}).status_code == 409


def test_withdrawn_it_comes_back_by_a_second_person(web):
    code = published_over_http(web)
    web.post("street_clerk", f"/api/v1/knowledge/{code}/withdrawals", {"reason": "核对"})
    again = web.post("reviewer", f"/api/v1/knowledge/{code}/publications", {"version": 1})
    assert (again.status_code, again.json()["status"]) == (201, "published")


def test_an_internal_entry_is_for_staff(web):
    code = published_over_http(web, is_public=False)
    assert web.get("agent", f"/api/v1/knowledge/{code}").status_code == 200
    assert web.get("nobody", f"/api/v1/knowledge/{code}").status_code == 404
    assert web.get("nobody", f"/guide/{code}").status_code == 404
