"""The caller looks at their ticket."""


def code_of(web, no: str) -> str:
    return web.app.state.vault.query_code(no)


def test_number_and_code_show_the_line_of_steps(web, fill_in):
    no = web.ticket_at("in_progress")
    answer = fill_in("nobody", "/progress", ticket_no=no, query_code=code_of(web, no))
    assert answer.status_code == 200
    assert 'aria-current="step">答复' in answer.text
    assert "鼓楼街道办事处" in answer.text


def test_the_reply_stands_there_only_after_its_review(web, fill_in):
    no = web.ticket_at("replied")
    assert (
        "您反映的问题已整改"
        not in fill_in("nobody", "/progress", ticket_no=no, query_code=code_of(web, no)).text
    )
    no = web.ticket_at("callback")
    assert (
        "您反映的问题已整改"
        in fill_in("nobody", "/progress", ticket_no=no, query_code=code_of(web, no)).text
    )


def test_a_wrong_code_looks_like_an_unknown_number(web, fill_in):
    no = web.ticket_at("triage")
    wrong = fill_in(
        "nobody",
        "/progress",
        ticket_no=no,
        query_code="000000" if code_of(web, no) != "000000" else "1",
    )
    unknown = fill_in("nobody", "/progress", ticket_no="2603090999990", query_code="123456")
    assert wrong.status_code == unknown.status_code == 404
    assert "流水号或提取码不正确" in wrong.text
    assert "流水号或提取码不正确" in unknown.text
