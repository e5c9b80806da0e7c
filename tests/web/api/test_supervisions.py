"""督办: issue, answer, close, list and print, over HTTP."""

import io

import pytest
from docx import Document

UNTIL = "2026-03-12 17:30"


@pytest.fixture
def no(web) -> str:
    return web.ticket_at("in_progress")


def issue(web, no: str, who: str = "supervisor", **changes):
    body = {"level": "written", "demand": "请三日内办结并反馈。"} | changes
    return web.act(who, no, "supervisions", **body)


@pytest.fixture
def order(web, no) -> dict:
    answer = issue(web, no)
    assert answer.status_code == 201, answer.text
    return answer.json()


def orders_of(web, who: str, **params) -> list:
    answer = web.get(who, "/api/v1/supervisions", **params)
    assert answer.status_code == 200, answer.text
    return answer.json()["supervisions"]


def test_a_written_order_has_number_receiver_and_due_time(web, no):
    order = issue(web, no, until=UNTIL).json()
    assert (order["number"], order["unit"], order["due_at"]) == (
        "督〔2026〕0001号",
        "990102001",
        "2026-03-12T17:30:00",
    )
    assert (order["state"], order["issued_by"]) == ("open", "supervisor")
    ticket = web.get("supervisor", f"/api/v1/tickets/{no}").json()
    assert (ticket["supervision"], ticket["status"]) == ("written", "in_progress")
    assert ticket["history"][-1]["action"] == "supervise"
    assert ticket["history"][-1]["details"]["number"] == "督〔2026〕0001号"


@pytest.mark.parametrize("level", ["site", "listing", "挂牌督办"])
def test_the_leader_may_issue_the_stronger_ones_too(web, no, level):
    order = issue(web, no, "leader", level=level).json()
    assert order["number"] == "督〔2026〕0001号"
    assert order["due_at"] is not None


def test_an_urge_wants_no_answer(web, no):
    order = issue(web, no, level="urge").json()
    assert (order["number"], order["state"], order["due_at"]) == (None, "told", None)
    assert (
        web.post(
            "street_clerk", f"/api/v1/supervisions/{order['id']}/answers", {"answer": "在办"}
        ).status_code
        == 409
    )


def test_the_number_counts_on_without_gaps(web, no):
    assert issue(web, no, demand="").status_code == 400
    numbers = [issue(web, no).json()["number"] for _ in range(3)]
    assert numbers == [f"督〔2026〕000{number}号" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"level": "severe"}, "督办方式“severe”不可用"),
        ({"demand": "  "}, "督办要求不能为空"),
        ({"demand": "办" * 2001}, "最多 2000 个字"),
        ({"until": "2026-03-01"}, "不在将来"),
        ({"until": "某天"}, "某天"),
        ({"unit": "YS-ZF"}, "YS-ZF"),
        ({"severity": 3}, "severity"),
    ],
)
def test_wrong_values_are_refused_and_named(web, no, changes, phrase):
    answer = issue(web, no, **changes)
    assert answer.status_code in (400, 422), answer.text
    assert phrase in answer.text
    assert orders_of(web, "supervisor") == []


def test_the_superior_of_the_holder_may_receive_it(web, no):
    assert issue(web, no, unit="DH-ZF").json()["unit"] == "DH-ZF"


@pytest.mark.parametrize("who", ["agent", "dispatcher", "street_clerk", "reviewer"])
def test_others_may_not_issue_an_order(web, no, who):
    assert issue(web, no, who).status_code == 403


def test_who_is_not_signed_in_learns_nothing(web, no, order):
    assert issue(web, no, "nobody").status_code == 401
    for path in ("", f"/{order['id']}", "/2026-0001.pdf"):
        assert web.get("nobody", f"/api/v1/supervisions{path}").status_code == 401


def test_the_unit_answers_and_the_supervisor_closes(web, no, order):
    answered = web.post(
        "street_clerk", f"/api/v1/supervisions/{order['id']}/answers", {"answer": "已整改完毕。"}
    )
    assert (answered.status_code, answered.json()["state"]) == (201, "answered")
    closed = web.post(
        "supervisor", "/api/v1/supervisions/2026-0001/closings", {"note": "经核实，予以销号。"}
    )
    assert (closed.status_code, closed.json()["state"], closed.json()["closed_by"]) == (
        201,
        "closed",
        "supervisor",
    )
    ticket = web.get("supervisor", f"/api/v1/tickets/{no}").json()
    assert ticket["supervision"] == ""
    assert [entry["action"] for entry in ticket["history"]][-2:] == [
        "answer_supervision",
        "lift_supervision",
    ]
    for noun, body, who in (
        ("answers", {"answer": "再补充"}, "street_clerk"),
        ("closings", {"note": "再销"}, "supervisor"),
    ):
        assert web.post(who, f"/api/v1/supervisions/{order['id']}/{noun}", body).status_code == 409


def test_what_is_left_open_keeps_the_ticket_under_supervision(web, no, order):
    issue(web, no, level="site")
    web.post("supervisor", "/api/v1/supervisions/2026-0002/closings", {"note": "已核实"})
    assert web.get("supervisor", f"/api/v1/tickets/{no}").json()["supervision"] == "written"


def test_empty_answers_and_closings_are_refused(web, order):
    assert (
        web.post(
            "street_clerk", f"/api/v1/supervisions/{order['id']}/answers", {"answer": " "}
        ).status_code
        == 400
    )
    assert (
        web.post(
            "supervisor", f"/api/v1/supervisions/{order['id']}/closings", {"note": ""}
        ).status_code
        == 400
    )


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("reviewer", 403), ("supervisor", 403), ("leader", 403)]
)
def test_only_who_received_it_answers(web, order, who, status):
    path = f"/api/v1/supervisions/{order['id']}/answers"
    assert web.post(who, path, {"answer": "已办"}).status_code == status


@pytest.mark.parametrize("who", ["street_clerk", "leader", "dispatcher", "stranger"])
def test_only_the_supervisor_closes(web, order, who):
    assert (
        web.post(who, f"/api/v1/supervisions/{order['id']}/closings", {"note": "销号"}).status_code
        == 403
    )


def test_a_unit_sees_its_own_orders_and_strangers_nothing(web, order):
    for who in ("street_clerk", "district_clerk", "supervisor", "leader", "agent"):
        assert [document["number"] for document in orders_of(web, who)] == ["督〔2026〕0001号"]
    assert orders_of(web, "stranger") == []
    for name in (order["id"], "2026-0001", "2026-0001.pdf", "2026-0001.docx"):
        assert web.get("stranger", f"/api/v1/supervisions/{name}").status_code == 404


def test_a_confidential_matter_stays_with_those_who_may_see_it(web):
    no = web.report("举报某公司偷税漏税，请保密。", secrecy="confidential")
    assert issue(web, no).status_code == 201
    assert [document["ticket_no"] for document in orders_of(web, "supervisor")] == [no]
    for who in ("agent", "leader", "reviewer", "street_clerk"):
        assert orders_of(web, who) == []
        assert web.get(who, "/api/v1/supervisions/2026-0001").status_code == 404
    text = web.get("supervisor", "/api/v1/supervisions/2026-0001.docx").content
    assert "偷税" not in word_text(text)
    assert "保密件" in word_text(text)


def test_the_list_pages_by_key_and_filters(web, no):
    for _ in range(5):
        issue(web, no)
    web.post("street_clerk", "/api/v1/supervisions/2026-0002/answers", {"answer": "已办"})
    first = web.get("supervisor", "/api/v1/supervisions", limit=3).json()
    second = web.get("supervisor", "/api/v1/supervisions", limit=3, after=first["next"]).json()
    numbers = [
        document["number"][7:11] for document in first["supervisions"] + second["supervisions"]
    ]
    assert (numbers, second["next"]) == (["0005", "0004", "0003", "0002", "0001"], "")
    assert [
        document["number"][7:11] for document in orders_of(web, "supervisor", state="answered")
    ] == ["0002"]
    assert (
        len(
            orders_of(
                web,
                "supervisor",
                state="unanswered",
                unit="990102001",
                level="written",
                ticket_no=no,
            )
        )
        == 4
    )
    assert orders_of(web, "supervisor", state="late") == []
    assert orders_of(web, "supervisor", unit="YS-ZF") == []


@pytest.mark.parametrize(
    "params",
    [
        {"state": "x"},
        {"level": "x"},
        {"after": "a"},
        {"limit": "0"},
        {"limit": "201"},
        {"uint": "A"},
    ],
)
def test_a_misspelt_filter_is_named(web, params):
    answer = web.get("supervisor", "/api/v1/supervisions", **params)
    assert answer.status_code == 400
    assert next(iter(params)) in answer.text


@pytest.mark.parametrize(
    "name", ["999", "2026-9999", "2026-0001.exe", "x.pdf", "督〔2026〕0009号", "9" * 30]
)
def test_an_order_that_does_not_exist_is_not_found(web, order, name):
    assert web.get("supervisor", f"/api/v1/supervisions/{name}").status_code == 404


@pytest.mark.parametrize("name", ["2026-0001", "督〔2026〕0001号"])
def test_an_order_is_found_by_its_number(web, order, name):
    assert web.get("street_clerk", f"/api/v1/supervisions/{name}").json() == order


def word_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_printed_order_says_what_it_must_and_masks_what_it_may_not(web):
    no = web.report("我叫张三丰，电话13812345678，家门口夜间施工扰民。")
    web.act("dispatcher", no, "dispatches", unit="990102001")
    refused = issue(web, no, demand="请主要负责人包案，联系13912345678并办结。")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "demand")
    assert issue(web, no, demand="请主要负责人包案，向张三丰说明并办结。").status_code == 201
    printed = web.get("street_clerk", "/api/v1/supervisions/2026-0001.docx")
    assert printed.headers["content-type"].startswith("application/vnd.openxmlformats")
    text = word_text(printed.content)
    for part in (
        "书面督办单",
        "督〔2026〕0001号",
        "鼓楼街道",
        no,
        "2026-03-12 17:30",
        "夜间施工扰民",
        "请主要负责人包案，",
    ):
        assert part in text
    assert "13812345678" not in text
    assert "张三丰" not in text


def test_the_printed_order_as_pdf(web, order):
    printed = web.get("street_clerk", "/api/v1/supervisions/2026-0001.pdf")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    # Its fonts are inside: elsewhere a reader may have none for Chinese.
    assert b"FontFile" in printed.content
    assert "0001" in printed.headers["content-disposition"]


def test_an_urge_is_not_printed(web, no):
    order = issue(web, no, level="urge").json()
    assert web.get("supervisor", f"/api/v1/supervisions/{order['id']}.pdf").status_code == 404


def test_who_lost_the_ticket_still_sees_the_ended_order_but_not_the_matter(web, no, order):
    grounds = {"code": "not_our_duty", "reason": "不属街道职责", "basis": "派单目录"}
    second = web.ticket_at("dispatched")
    issue(web, second)
    closing = {"note": "已到现场督促"}
    closed = web.post("supervisor", "/api/v1/supervisions/2026-0002/closings", closing)
    assert closed.status_code == 201, closed.text
    web.act("street_clerk", second, "returns", **grounds)
    web.act("dispatcher", second, "return-decisions", decision="grant", note="同意")
    assert web.get("street_clerk", f"/api/v1/tickets/{second}").status_code == 404
    text = word_text(web.get("street_clerk", "/api/v1/supervisions/2026-0002.docx").content)
    assert "工单已转由其他单位办理" in text


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(web, no, order, method):
    headers = web.as_("supervisor")
    for path in (
        f"/api/v1/tickets/{no}/supervisions",
        "/api/v1/supervisions",
        "/api/v1/supervisions/2026-0001/closings",
    ):
        assert getattr(web.client, method)(path, headers=headers).status_code == 405


def test_a_ticket_that_has_ended_is_not_supervised(web):
    no = web.ticket_at("closed")
    assert issue(web, no).status_code == 409


def test_notices_reach_the_unit_and_are_read_once(web, no, order):
    street = web.get("street_clerk", "/api/v1/notices").json()
    notice, signed = street["notices"]
    assert signed["read_at"]
    assert (street["unread"], notice["kind"], notice["ticket_no"], notice["order_id"]) == (
        1,
        "written",
        no,
        order["id"],
    )
    assert web.get("stranger", "/api/v1/notices").json()["notices"] == []
    wrong = web.post("stranger", "/api/v1/notices/readings", {"until": -5})
    assert (wrong.status_code, "-5" in wrong.json()["detail"]) == (400, True)
    assert web.post("stranger", "/api/v1/notices/readings", {"until": notice["id"]}).json() == {
        "read": 0
    }
    assert web.post("street_clerk", "/api/v1/notices/readings", {"until": notice["id"]}).json() == {
        "read": 1
    }
    assert web.get("street_clerk", "/api/v1/notices").json()["unread"] == 0
    web.post("street_clerk", "/api/v1/supervisions/2026-0001/answers", {"answer": "已办"})
    assert [
        notice["kind"] for notice in web.get("supervisor", "/api/v1/notices").json()["notices"]
    ] == ["answered"]
    web.post("supervisor", "/api/v1/supervisions/2026-0001/closings", {"note": "已核实"})
    assert [
        notice["kind"] for notice in web.get("street_clerk", "/api/v1/notices").json()["notices"]
    ] == [
        "closed",
        "written",
        "new_ticket",
    ]
    assert web.get("nobody", "/api/v1/notices").status_code == 401


def test_an_instruction_has_its_name_and_its_giver_on_paper(web, no):
    body = {"instruction": "请今日到场，明日报结果。"}
    answer = web.post("leader", f"/api/v1/tickets/{no}/instructions", body)
    assert answer.status_code == 201
    paper = word_text(web.get("street_clerk", "/api/v1/supervisions/2026-0001.docx").content)
    assert "12345热线领导批示单" in paper
    assert "领导leader批示，第 1 次办理" in paper
    assert "书面督办" not in paper
