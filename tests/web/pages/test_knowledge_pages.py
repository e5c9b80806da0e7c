"""Pages of the knowledge base: what keepers do, what agents take, what callers look up."""

import re

import pytest

from tests.support.knowledge import ANSWER, BODY, drafted_over_http, published_over_http

QUESTION = "我租房子住，想把公积金取出来付房租，要带什么"
FORM = {
    name: "\n".join(value) if isinstance(value, list) else value for name, value in BODY.items()
}


def test_written_published_and_read_by_a_caller(see, fill_in):
    written = fill_in("street_clerk", "/knowledge", kind="entry", **FORM, is_public="yes")
    path = written.headers["location"].partition("?")[0]
    assert written.status_code == 303
    assert see("agent", path).status_code == 404
    assert fill_in("reviewer", f"{path}/publications", version="1").status_code == 303
    page = see("nobody", path.replace("/knowledge/", "/guide/")).text
    for phrase in (ANSWER, "示金管〔2024〕6号", "2026-01-01 起", "责任单位"):
        assert phrase in page


def test_a_refused_form_keeps_what_was_typed(fill_in):
    answer = fill_in(
        "street_clerk",
        "/knowledge",
        kind="entry",
        **{**FORM, "effective_to": "2020-01-01", "answer": ""},
    )
    assert answer.status_code == 400
    assert BODY["basis"] in answer.text
    for field in ("answer", "effective-to"):
        assert f'id="know-{field}-fault"' in answer.text


def test_a_refused_step_says_why_on_the_page(web, fill_in):
    code = drafted_over_http(web)
    answer = fill_in("reviewer", f"/knowledge/{code}/send-backs", reason="")
    assert answer.status_code == 400
    assert "退回修改的理由不能为空" in answer.text
    assert fill_in("reviewer", f"/knowledge/{code}/nonsense").status_code == 404


def test_the_keeper_sees_what_waits(web, see):
    drafted_over_http(web)
    published_over_http(web, review_due="2026-03-01")
    page = see("reviewer", "/knowledge").text
    assert re.search(r"<b>1</b>待发布", page)
    assert re.search(r"<b>1</b>待复核", page)
    assert "知识库准确率 0/0" in page
    assert "待发布" not in see("agent", "/knowledge").text.partition("<form")[0]


@pytest.mark.parametrize("path", ["/knowledge/new", "/knowledge/{code}/edit"])
def test_strangers_do_not_get_to_edit(web, see, path):
    code = published_over_http(web)
    assert see("agent", path.format(code=code)).status_code == 403
    if "{" in path:
        assert see("stranger", path.format(code=code)).status_code == 404


def test_the_agent_is_offered_an_answer_with_its_citation(web, fill_in):
    code = published_over_http(web)
    page = fill_in("agent", "/intake/suggestions", text=QUESTION, key="k").text
    assert f"{code}%401" in page
    sent = {
        "text": QUESTION,
        "key": "k",
        "ending": "answer",
        "answer": ANSWER,
        "cites": f"{code}@1",
    }
    done = fill_in("agent", "/intake", **sent)
    assert done.status_code == 201
    no = re.search(r'href="/tickets/(\d{13})"', done.text)[1]
    assert (
        f'href="/knowledge/{code}"'
        in web.client.get(f"/tickets/{no}", headers=web.as_("agent")).text
    )


def test_a_wrong_citation_leaves_no_ticket_and_the_whole_sheet(see, fill_in):
    sent = {
        "text": QUESTION,
        "key": "k",
        "ending": "answer",
        "answer": ANSWER,
        "cites": "K000001@9",
    }
    answer = fill_in("agent", "/intake", **sent)
    assert answer.status_code == 400
    assert QUESTION in answer.text
    assert "共 0 件" in see("agent", "/tickets").text


def test_the_caller_sees_a_near_answer_before_sending(web, fill_in):
    code = published_over_http(web)
    published_over_http(web, is_public=False, answer="仅内部口径")
    page = fill_in("nobody", "/report/suggestions", text=QUESTION).text
    assert f"/guide/{code}" in page
    assert "仅内部口径" not in page


def test_the_public_guide_finds_and_takes_feedback(web, see, fill_in):
    code = published_over_http(web)
    assert code in see("nobody", "/guide?q=租房取公积金").text
    assert "没有找到" in see("nobody", "/guide?q=qqqqqq").text
    assert fill_in("nobody", f"/guide/{code}/feedback", kind="wrong", text="").status_code == 400
    assert (
        fill_in("nobody", f"/guide/{code}/feedback", kind="wrong", text="金额不对").status_code
        == 303
    )
    assert "金额不对" in see("street_clerk", "/knowledge").text
    assert "金额不对" not in see("stranger", "/knowledge").text


def test_the_owner_closes_a_feedback_on_the_page(web, see, fill_in):
    code = published_over_http(web)
    fill_in("nobody", f"/guide/{code}/feedback", kind="wrong", text="金额不对")
    number = re.search(r"/knowledge-tasks/(\d+)/decisions", see("street_clerk", "/knowledge").text)[
        1
    ]
    assert (
        fill_in("stranger", f"/knowledge-tasks/{number}/decisions", answer="x").status_code == 404
    )
    assert (
        fill_in("street_clerk", f"/knowledge-tasks/{number}/decisions", answer="已更正").status_code
        == 303
    )
    assert "金额不对" not in see("street_clerk", "/knowledge").text
