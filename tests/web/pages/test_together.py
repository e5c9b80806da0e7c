"""Two people on one ticket see each other, and who is overtaken reads both texts."""

import re


def readers(fill_in, who: str, no: str, **fields: str):
    return fill_in(who, f"/tickets/{no}/readers", **fields)


def test_each_sees_the_other_and_whether_they_write(web, fill_in):
    no = web.ticket_at("in_progress")
    assert readers(fill_in, "dispatcher", no, writing="1").json()["others"] == []
    answer = readers(fill_in, "supervisor", no).json()
    assert [person["writing"] for person in answer["others"]] == [True]
    assert len(readers(fill_in, "dispatcher", no).json()["others"]) == 1


def test_who_may_not_see_the_ticket_learns_nothing_of_its_readers(web, fill_in):
    no = web.ticket_at("in_progress")
    readers(fill_in, "dispatcher", no)
    assert readers(fill_in, "stranger", no).status_code == 404


def test_the_later_form_shows_both_texts_beside_each_other(web, see, fill_in):
    no = web.ticket_at("in_progress")
    version = re.search(r'name="version" value="(\d+)"', see("supervisor", f"/tickets/{no}").text)[
        1
    ]
    fill_in("dispatcher", f"/tickets/{no}/comments", text="先到的话", version=version)
    page = fill_in("supervisor", f"/tickets/{no}/comments", text="后到的话", version=version)
    assert page.status_code == 409
    both = page.text.split('aria-labelledby="newer"', 1)[1].split("</section>", 1)[0]
    theirs, own = both.split("你填写、尚未提交")
    assert "先到的话" in theirs
    assert "后到的话" in own
    assert "后到的话" in page.text.split("<textarea", 1)[1]
