"""The reviewer sees what the machine noticed, and decides as before."""

from tests.support.web import REPLY

COPIED = (
    "经现场核查，您反映的路面破损情况属实，市政养护队已于3月9日完成沥青修补并清理现场，"
    "今后每周巡查一次。"
)


def replied(web, **reply) -> str:
    no = web.ticket_at("in_progress")
    assert web.act("street_clerk", no, "replies", **(REPLY | reply)).status_code == 201
    return no


def test_the_queue_and_the_ticket_show_the_notes(web, see):
    no = replied(web, public_answer="您好，您反映的问题已收悉，感谢来信。")
    for path in ("/review", f"/tickets/{no}"):
        page = see("reviewer", path).text
        assert "系统提示，仅供参考" in page
        assert "没有实质内容" in page


def test_notes_stop_nobody(web):
    no = replied(web, public_answer="已收悉。")
    assert web.act("reviewer", no, "reviews", decision="pass").status_code == 201


def test_an_answer_that_was_given_before_is_pointed_out(web, see):
    replied(web, public_answer=COPIED)
    replied(web, public_answer=COPIED)
    assert see("reviewer", "/review").text.count("与另一件的答复几乎相同") == 2


def test_units_do_not_see_what_the_machine_says_to_reviewers(web, see):
    no = replied(web, public_answer="您好，您反映的问题已收悉，感谢来信。")
    assert "系统提示" not in see("street_clerk", f"/tickets/{no}").text
