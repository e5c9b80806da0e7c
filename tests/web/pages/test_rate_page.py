"""The caller's rating without a login and without scripts."""

import re

import pytest

BAD = {"rating": "1", "solved": "no", "reasons": ["speed", "outcome"], "note": "夜里仍在施工"}


@pytest.fixture
def token(web):
    no = web.ticket_at("callback")
    return web.app.state.vault.rating_token(no, 1)


def test_the_progress_page_has_the_form_and_a_link_shows_the_same(web, see, token):
    page = see("nobody", f"/rate?token={token}").text
    assert re.findall(r'name="rating" value="(\d)"', page) == ["5", "4", "3", "2", "1"]
    assert f'name="token" value="{token}"' in page


def test_a_bad_rating_says_that_the_matter_goes_back(web, fill_in, token):
    answer = fill_in("nobody", "/rate", token=token, **BAD)
    assert (answer.status_code, "已退回承办单位重新办理" in answer.text) == (200, True)
    again = fill_in("nobody", "/rate", token=token, **BAD)
    assert (again.status_code, "已重新办理" in again.text) == (409, True)


GAS = "楼道里全是煤气味，阀门嘶嘶地响，没人来"


@pytest.mark.parametrize(("note", "shown"), [(GAS, True), (BAD["note"], False)])
def test_whom_to_call_stands_over_the_thanks_where_the_note_tells_of_danger(
    web, fill_in, token, note, shown
):
    half = fill_in("nobody", "/rate", token=token, **BAD | {"note": note, "rating": ""})
    answer = fill_in("nobody", "/rate", token=token, **BAD | {"note": note})
    assert (half.status_code, answer.status_code) == (400, 200)
    for page in (half.text, answer.text):
        assert ('href="tel:119"' in page, "可能有险情" in page) == (shown, shown)


def test_what_was_chosen_stays_when_something_is_missing(web, fill_in, token):
    answer = fill_in("nobody", "/rate", token=token, **BAD | {"rating": ""})
    assert answer.status_code == 400
    assert "夜里仍在施工" in answer.text
    assert len(re.findall(r'name="reasons" value="(?:speed|outcome)" checked', answer.text)) == 2
    assert re.search(r'name="solved" value="no" required checked', answer.text)


def test_a_wrong_link_and_no_link_lead_to_the_progress_page(see):
    for path, status in (("/rate?token=wrong", 404), ("/rate", 200)):
        page = see("nobody", path)
        assert (page.status_code, "/progress" in page.text, 'name="rating"' in page.text) == (
            status,
            True,
            False,
        )


def test_staff_get_no_form(see, token):
    for who in ("street_clerk", "reviewer"):
        page = see(who, f"/rate?token={token}")
        assert (page.status_code, 'name="rating"' in page.text) == (403, False)


def test_the_page_of_a_call_has_the_script_with_the_words_of_the_ticket(web, see):
    no = web.ticket_at("callback")
    assert "您反映的“有个事情想反映一下，麻烦处理。”，" in see("reviewer", f"/tickets/{no}").text
    assert "回访话术" not in see("street_clerk", f"/tickets/{no}").text


@pytest.mark.parametrize(("note", "shown"), [(GAS, True), ("谢谢，路面平整了", False)])
def test_the_number_of_the_ticket_that_a_danger_opened_stands_under_the_thanks(
    fill_in, token, note, shown
):
    answer = fill_in("nobody", "/rate", token=token, rating="5", solved="yes", note=note)
    assert answer.status_code == 200
    number = re.search(r'id="opened-no">(\d{13})<', answer.text)
    assert (bool(number), 'id="opened-code"' in answer.text) == (shown, shown)
