"""The page of a ticket: forms by role and state, masked callers, refusals that lose nothing."""

import pytest

from tests.support.knowledge import ANSWER, published_over_http

FORMS = {
    ("triage", "dispatcher"): {"dispatches", "answers", "rejections", "comments"},
    ("dispatched", "street_clerk"): {"acceptances", "returns", "comments"},
    ("accepted", "street_clerk"): {"contacts", "returns", "comments"},
    ("in_progress", "street_clerk"): {"replies", "contacts", "comments"},
    ("replied", "reviewer"): {"reviews", "comments"},
    ("callback", "reviewer"): {"callbacks", "comments"},
    ("dispatched", "supervisor"): {"urgings", "comments"},
    ("closed", "leader"): set(),
}


@pytest.mark.parametrize(("status", "who"), FORMS)
def test_the_forms_are_those_of_the_role_and_the_state(web, see, status, who):
    no = web.ticket_at(status)
    page = see(who, f"/tickets/{no}").text
    nouns = {
        noun
        for noun in (
            "dispatches",
            "answers",
            "rejections",
            "acceptances",
            "returns",
            "contacts",
            "replies",
            "reviews",
            "callbacks",
            "urgings",
            "comments",
            "return-decisions",
        )
        if f'action="/tickets/{no}/{noun}"' in page
    }
    assert nouns == FORMS[status, who]


def test_a_form_takes_the_step_and_says_so(web, see, fill_in):
    no = web.ticket_at("dispatched")
    answer = fill_in("street_clerk", f"/tickets/{no}/acceptances", version="3", back="/inbox")
    assert answer.headers["location"] == f"/inbox?done=acceptances&no={no}"
    assert "已签收" in see("street_clerk", answer.headers["location"]).text


def test_the_way_back_stays_inside(web, fill_in):
    no = web.ticket_at("dispatched")
    answer = fill_in("street_clerk", f"/tickets/{no}/acceptances", back="https://evil.example/")
    assert answer.headers["location"].startswith(f"/tickets/{no}?")


def test_a_missing_word_is_named_beside_its_field_and_the_rest_is_kept(web, fill_in):
    no = web.ticket_at("in_progress")
    answer = fill_in(
        "street_clerk",
        f"/tickets/{no}/replies",
        result="solved",
        handling="到场查处",
        public_answer=" ",
    )
    assert answer.status_code == 400
    assert 'id="replies-public-answer-fault"' in answer.text
    assert "到场查处" in answer.text


def test_an_overtaken_form_keeps_its_words_and_tells_the_last_step(web, fill_in):
    no = web.ticket_at("in_progress")
    web.act("supervisor", no, "urgings", reason="诉求人来电")
    answer = fill_in(
        "street_clerk",
        f"/tickets/{no}/replies",
        version="4",
        result="solved",
        handling="写了很久的字",
    )
    assert answer.status_code == 409
    assert "刚被更新" in answer.text
    assert "催办" in answer.text
    assert "写了很久的字" in answer.text


def test_words_of_a_form_that_is_gone_stand_there_to_be_copied(web, fill_in):
    no = web.ticket_at("replied")
    answer = fill_in(
        "street_clerk", f"/tickets/{no}/replies", result="solved", handling="第二份答复的文字"
    )
    assert answer.status_code == 409
    assert "你填写的内容" in answer.text
    assert "第二份答复的文字" in answer.text


def test_the_caller_is_masked_until_opened_with_a_reason(web, see, fill_in):
    no = web.report(caller="张三丰", phone="13800138000")
    page = see("dispatcher", f"/tickets/{no}").text
    assert "张**" in page
    assert "张三丰" not in page
    assert fill_in("dispatcher", f"/tickets/{no}/openings", reason=" ").status_code == 400
    opened = fill_in("dispatcher", f"/tickets/{no}/openings", reason="核实地址")
    assert "13800138000" in opened.text
    assert "13800138000" not in see("dispatcher", f"/tickets/{no}").text


def test_a_hidden_caller_stays_hidden_from_the_unit(web, see, fill_in):
    no = web.report(caller="张三丰", phone="13800138000", identity="hidden")
    web.act("dispatcher", no, "dispatches", unit="990102001")
    assert "隐名" in see("street_clerk", f"/tickets/{no}").text
    assert fill_in("street_clerk", f"/tickets/{no}/openings", reason="想看").status_code == 403


def test_why_a_clock_is_due_then_is_told_day_by_day(web, see):
    no = web.ticket_at("dispatched")
    page = see("street_clerk", f"/tickets/{no}/clocks/handle").text
    assert "办结答复时限的由来" in page
    assert "2026-03-16" in page
    assert see("street_clerk", f"/tickets/{no}/clocks/nonsense").status_code == 404


def test_a_ticket_that_may_be_answered_shows_what_the_knowledge_base_has(web, see):
    published_over_http(web)
    no = web.report("我租房子住，想把公积金取出来付房租，要带什么")
    assert web.act("dispatcher", no, "recalls", reason="热线直接答复").status_code == 201
    page = see("dispatcher", f"/tickets/{no}")
    assert page.status_code == 200
    assert ANSWER in page.text
