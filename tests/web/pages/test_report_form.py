"""The caller's form."""

import re

import pytest

from hotline.web.budgets import Allowance, Budgets, Rate

TEXT = "东湖区府前街的工地每天半夜打桩，噪声很大，请尽快处理。"
SENT = {
    "text": TEXT,
    "request_type": "complaint",
    "identity": "real",
    "caller_kind": "person",
    "key": "k1",
}


def numbers(page: str) -> tuple[str, str]:
    return re.search(r'receipt-no">(\d{13})<', page)[1], re.search(r'receipt-code">(\d{6})<', page)[
        1
    ]


def test_a_report_gets_number_code_and_promised_day(fill_in):
    answer = fill_in("nobody", "/report", **SENT)
    assert answer.status_code == 201
    assert numbers(answer.text)
    assert "2026 年 3 月 16 日" in answer.text


def test_sent_twice_it_is_one_ticket(fill_in):
    first, second = fill_in("nobody", "/report", **SENT), fill_in("nobody", "/report", **SENT)
    assert numbers(first.text) == numbers(second.text)
    assert second.status_code == 200


def test_changed_after_sending_it_is_asked_about_and_gets_a_new_key(fill_in):
    fill_in("nobody", "/report", **SENT)
    answer = fill_in("nobody", "/report", **{**SENT, "text": TEXT + "补充一句。"})
    assert answer.status_code == 409
    assert "已经提交过一次" in answer.text
    assert 'name="key" value="k1"' not in answer.text
    assert "补充一句" in answer.text


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost(fill_in):
    answer = fill_in("nobody", "/report", **{**SENT, "phone": "12ab", "address": "址" * 301})
    assert answer.status_code == 400
    for field in ("phone", "address"):
        assert f'id="report-{field}-fault"' in answer.text
    assert "12ab" in answer.text
    assert TEXT in answer.text


def test_anonymous_means_that_no_name_and_number_are_kept(web, fill_in):
    answer = fill_in(
        "nobody",
        "/report",
        **{**SENT, "identity": "anonymous", "caller": "李四", "phone": "13900139000"},
    )
    no, _ = numbers(answer.text)
    page = web.client.get(f"/tickets/{no}", headers=web.as_("dispatcher")).text
    assert "匿名" in page
    assert "李*" not in page


def test_words_are_shown_as_words(web, fill_in):
    answer = fill_in("nobody", "/report", **{**SENT, "text": "<script>alert(1)</script>" + TEXT})
    no, _ = numbers(answer.text)
    page = web.client.get(f"/tickets/{no}", headers=web.as_("dispatcher")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_category_is_suggested_while_typing(fill_in):
    page = fill_in("nobody", "/report/suggestions", text=TEXT).text
    assert "噪声" in page
    assert fill_in("nobody", "/report/suggestions", text="你好").text.strip() == ""


def test_danger_is_pointed_to_the_emergency_lines(fill_in):
    page = fill_in("nobody", "/report/suggestions", text="着火了，有人被困在楼里，快来人！").text
    assert "119" in page


def test_what_is_missing_is_asked_gently_and_not_once_it_is_told(fill_in):
    page = fill_in("nobody", "/report/suggestions", text="楼下烧烤店油烟很大，呛得睡不着").text
    assert "可不填" in page
    assert "哪条路" in page
    report = {"text": "昨晚8点楼下烧烤店油烟很大，呛得睡不着", "address": "东湖区府前街8号"}
    assert "可不填" not in fill_in("nobody", "/report/suggestions", **report).text


def test_a_report_with_something_missing_is_taken_all_the_same(fill_in):
    assert (
        fill_in("nobody", "/report", **{**SENT, "text": "烧烤店油烟很大，呛得睡不着"}).status_code
        == 201
    )


@pytest.fixture
def busy(web, fill_in):
    """One report was taken, and no other is for the moment."""
    single = Rate(0.001, 0.5)
    web.app.state.budgets = Budgets({"reports": Allowance(single, single)})
    assert fill_in("nobody", "/report", **{**SENT, "key": "k0"}).status_code == 201


@pytest.mark.parametrize("box", [{"hide": "yes"}, {}])
def test_who_was_one_too_many_gets_all_back_that_they_chose(fill_in, busy, box):
    chosen = {"hide_shown": "yes", "category": "0501", "join": "2603090000001", **box}
    answer = fill_in("nobody", "/report", **SENT, **chosen)
    assert answer.status_code == 429
    page = answer.text
    assert 'name="hide_shown" value="yes"' in page
    assert bool(re.search(r'name="hide" value="yes"\s*checked>', page)) == bool(box)
    assert '<option value="0501" selected>' in page
    assert 'name="join" value="2603090000001" checked' in page


def test_who_was_one_too_many_and_chose_nothing_is_offered_nothing(fill_in, busy):
    answer = fill_in("nobody", "/report", **SENT)
    assert answer.status_code == 429
    assert not re.search('name="(?:hide_shown|hide|category|join)"', answer.text)


def test_a_refused_form_keeps_the_ticket_to_join(fill_in):
    answer = fill_in("nobody", "/report", **{**SENT, "text": ""}, join="2603090000001")
    assert answer.status_code == 400
    assert 'name="join" value="2603090000001" checked' in answer.text


def test_what_cannot_be_joined_is_not_chosen_again(fill_in):
    answer = fill_in("nobody", "/report", **SENT, join="2603090000001")
    assert answer.status_code == 400
    assert 'name="join"' not in answer.text
