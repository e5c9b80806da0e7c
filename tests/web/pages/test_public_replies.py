"""有问有答: rewritten, published by two, withdrawn by one; nobody is known by it."""

from xml.etree import ElementTree

import pytest

from tests.support.knowledge import OWNER

REPLY = {
    "kind": "reply",
    "title": "租房能不能提取公积金",
    "unit": OWNER,
    "category": "0211",
    "asked": "合租没有备案，问能不能提取公积金付房租",
    "replied": "在本市无自有住房的可以按月提取，在线承诺即可",
    "effective_from": "2026-03-05",
}


@pytest.fixture
def drafted(fill_in):
    """`drafted(**changes)` is the address of a reply that a reviewer wrote."""

    def write(**changes):
        answer = fill_in("reviewer", "/knowledge", **REPLY | changes)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].partition("?")[0]

    return write


def stories(web):
    answer = web.client.get("/answers.xml")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    return ElementTree.fromstring(answer.content).findall("./channel/item")


def test_everybody_reads_question_answer_day_and_unit_after_a_second_person_published(
    web, drafted, see, fill_in
):
    path = drafted()
    assert REPLY["title"] not in see("nobody", "/answers").text
    assert stories(web) == []
    assert see("agent", path).status_code == 404
    assert fill_in("reviewer", f"{path}/publications", version="1").status_code == 403
    assert fill_in("supervisor", f"{path}/publications", version="1").status_code == 303
    page = see("nobody", "/answers").text
    for phrase in (REPLY["asked"], REPLY["replied"], "2026-03-05", "答复单位", "群众提问"):
        assert phrase in page
    [story] = stories(web)
    assert REPLY["asked"] in story.findtext("description")
    assert REPLY["replied"] in story.findtext("description")
    assert story.findtext("pubDate") == "Thu, 05 Mar 2026 00:00:00 +0800"
    assert story.findtext("link").endswith(f"/answers#{path.rpartition('/')[2]}")


def test_one_person_withdraws_it_from_page_and_feed(web, drafted, see, fill_in):
    path = drafted()
    fill_in("supervisor", f"{path}/publications", version="1")
    assert fill_in("reviewer", f"{path}/withdrawals", reason="答复有变").status_code == 303
    assert REPLY["title"] not in see("nobody", "/answers").text
    assert stories(web) == []


@pytest.mark.parametrize(
    ("field", "text"),
    [("asked", "我叫王建国，电话13912345678，问公积金"), ("replied", "已电话13912345678告知本人")],
)
def test_personal_data_is_refused(fill_in, see, field, text):
    refused = fill_in("reviewer", "/knowledge", **REPLY | {field: text})
    assert refused.status_code == 400
    assert "像是个人信息" in refused.text
    assert REPLY["title"] not in see("supervisor", "/knowledge").text


def test_question_and_answer_are_needed(fill_in):
    for field in ("asked", "replied"):
        assert fill_in("reviewer", "/knowledge", **REPLY | {field: ""}).status_code == 400


def test_it_answers_no_caller_and_no_unit_writes_it(drafted, see, fill_in):
    path = drafted()
    fill_in("supervisor", f"{path}/publications", version="1")
    assert REPLY["title"] not in see("nobody", "/guide").text
    assert see("nobody", path.replace("/knowledge", "/guide")).status_code == 404
    assert fill_in("street_clerk", "/knowledge", **REPLY).status_code == 403
    assert fill_in("reviewer", f"{path}/samples", is_right="yes").status_code == 409
