"""The page of a cycle, for a unit whose ticket went on to another."""

import pytest

BAD = {
    "rating": 1,
    "solved": False,
    "reasons": ["outcome"],
    "note": "夜里仍在施工，电话13800138000",
}


@pytest.fixture
def moved(web) -> str:
    no = web.ticket_at("callback")
    token = web.app.state.vault.rating_token(no, 1)
    assert web.post("nobody", "/api/v1/ratings", {"token": token, **BAD}).status_code == 201
    answer = web.act("dispatcher", no, "moves", unit="YS-ZF", reason="职责已调整")
    assert answer.status_code == 201, answer.text
    return no


def test_the_unit_reads_its_rating_and_mends(web, moved, see, fill_in):
    assert see("street_clerk", f"/tickets/{moved}").status_code == 404
    listed = see("street_clerk", "/rectifications").text
    assert f'href="/cycles/{moved}/1"' in listed
    assert "已由其他单位办理" in listed
    page = see("street_clerk", f"/cycles/{moved}/1").text
    assert "夜里仍在施工" in page
    assert "13800138000" not in page
    answer = fill_in("street_clerk", f"/cycles/{moved}/1/rectifications", text="已批评教育并致歉")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/cycles/{moved}/1?done=rectifications",
    )
    assert "已批评教育并致歉" in see("street_clerk", f"/cycles/{moved}/1").text
    assert "已批评教育并致歉" in see("reviewer", f"/tickets/{moved}").text


def test_the_unit_asks_for_an_exclusion(moved, see, fill_in):
    sent = {
        "metrics": ["satisfaction", "resolution"],
        "code": "unreasonable",
        "evidence": "要求无依据",
    }
    assert fill_in("street_clerk", f"/cycles/{moved}/1/exclusions", **sent).status_code == 303
    assert "要求无依据" in see("supervisor", "/exclusions").text
    assert f"/cycles/{moved}/1" in see("street_clerk", "/exclusions").text


def test_what_was_typed_comes_back_when_it_is_refused(moved, fill_in):
    sent = {"code": "unreasonable", "evidence": "要求无依据"}
    answer = fill_in("street_clerk", f"/cycles/{moved}/1/exclusions", **sent)
    assert (answer.status_code, "要求无依据" in answer.text, "未选择剔除的指标" in answer.text) == (
        400,
        True,
        True,
    )
    answer = fill_in("street_clerk", f"/cycles/{moved}/1/rectifications", text=" ")
    assert (answer.status_code, "整改情况不能为空" in answer.text) == (400, True)


def test_who_has_it_now_sees_only_what_followed_and_may_not_answer(moved, see, fill_in):
    assert "反馈整改" not in see("stranger", f"/cycles/{moved}/1").text
    assert (
        fill_in("stranger", f"/cycles/{moved}/1/rectifications", text="已整改").status_code == 403
    )


def test_strangers_and_wrong_addresses_are_not_found(web, see, fill_in):
    no = web.ticket_at("closed")
    assert see("street_clerk", f"/cycles/{no}/1").status_code == 200
    for who, path in (
        ("stranger", f"/cycles/{no}/1"),
        ("street_clerk", f"/cycles/{no}/7"),
        ("street_clerk", "/cycles/1/1"),
    ):
        assert see(who, path).status_code == 404
    assert fill_in("stranger", f"/cycles/{no}/1/rectifications", text="x").status_code == 404
    assert fill_in("street_clerk", f"/cycles/{no}/1/deletions").status_code == 404


def test_the_same_over_http(web, moved):
    cycle = web.get("street_clerk", f"/api/v1/tickets/{moved}/cycles/1").json()
    assert [(row["rating"], row["unit"]) for row in cycle["ratings"]] == [(1, "990102001")]
    assert "13800138000" not in str(cycle)
    answer = web.act("street_clerk", moved, "rectifications", text="已整改")
    assert (answer.status_code, answer.json()) == (201, {"no": moved})
    assert web.get("street_clerk", f"/api/v1/tickets/{moved}").status_code == 404
    no = web.ticket_at("closed")
    assert web.get("stranger", f"/api/v1/tickets/{no}/cycles/1").status_code == 404
