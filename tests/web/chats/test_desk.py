"""The desk for chats, page and API: queue, take, answer, note, hand over, ticket, end."""

import re

import pytest
from sqlmodel import select

from hotline.domain.models import Ticket
from tests.support.photos import plain_png

LAMP = "幸福路18号门口的路灯坏了三天，晚上很黑。我电话13900001111。"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def visitor(door):
    visitor = door.contact(name="王芳", phone_number="13900001111")
    visitor.write("人工")
    visitor.write(LAMP)
    door.web.as_("agent")
    door.web.as_("dispatcher")
    return visitor


@pytest.fixture
def act(web, visitor):
    def act(who, noun, **body):
        return web.post(who, f"/api/v1/chats/{visitor.chat}/{noun}", body)

    return act


def page(web, who, path):
    answer = web.client.get(path, headers=web.as_(who) | {"Accept": "text/html"})
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
    return answer.text


def ids(web, who, state):
    answer = web.get(who, "/api/v1/chats", state=state)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["chats"]]


def test_a_chat_waits_is_taken_answered_and_ended(web, visitor, act):
    assert ids(web, "agent", "waiting") == [visitor.chat]
    taken = act("agent", "assignments")
    assert (taken.status_code, taken.json()["agent"]) == (201, "agent")
    assert (ids(web, "agent", "waiting"), ids(web, "agent", "mine")) == ([], [visitor.chat])
    first = act("agent", "messages", content="您好，马上登记。", echo_id="1")
    again = act("agent", "messages", content="您好，马上登记。", echo_id="1")
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    answer = visitor.messages()[-1]
    assert (answer["content"], answer["message_type"]) == ("您好，马上登记。", 1)
    assert answer["sender"]["name"] == "12345 话务员"
    assert act("agent", "notes", content="口气着急").status_code == 201
    assert all("着急" not in row["content"] for row in visitor.messages())
    done = act("agent", "tickets", address="幸福路 18 号")
    assert (done.status_code, len(done.json()["ticket_no"])) == (201, 13)
    assert act("dispatcher", "tickets").status_code == 409
    assert act("agent", "tickets").json()["ticket_no"] == done.json()["ticket_no"]
    closed = act("agent", "closings", outcome="ticket")
    assert (closed.json()["state"], visitor.status()) == ("closed", "resolved")
    assert ids(web, "agent", "closed") == [visitor.chat]


def test_pages_of_chats_are_marked_in_the_navigation_and_wide_tables_scroll(web, visitor, act):
    act("agent", "assignments")
    act("agent", "closings", outcome="abandoned")
    for path in ("/chats", "/chats/closed", f"/chats/{visitor.chat}"):
        assert re.search(r'<a href="/chats" aria-current="\w+">', page(web, "agent", path)), path
    assert '<div class="table" tabindex="0"' in page(web, "agent", "/chats/closed")


def test_two_people_who_press_at_once_do_not_both_have_it(web, visitor, act):
    assert act("agent", "assignments").status_code == 201
    assert act("dispatcher", "assignments").status_code == 409
    assert act("dispatcher", "messages", content="您好").status_code == 409
    assert act("agent", "assignments", login="dispatcher").json()["agent"] == "dispatcher"
    assert act("agent", "messages", content="您好").status_code == 409
    assert act("dispatcher", "assignments", login="").json()["state"] == "waiting"


def test_who_has_no_business_there_sees_no_chat(web, visitor, act):
    path = f"/api/v1/chats/{visitor.chat}"
    for who in ("street_clerk", "leader", "admin", "auditor"):
        assert web.get(who, path).status_code == 403
        assert act(who, "messages", content="x").status_code == 403
    assert web.client.get(path).status_code == 401
    act("agent", "assignments")
    act("agent", "closings", outcome="abandoned")
    assert web.get("dispatcher", path).status_code == 404
    missing = web.get("dispatcher", "/api/v1/chats/99999")
    assert web.get("dispatcher", path).text.replace(str(visitor.chat), "99999") == missing.text


def test_names_and_numbers_are_masked_for_whoever_does_not_talk(web, visitor, act):
    act("agent", "assignments")
    path = f"/api/v1/chats/{visitor.chat}"
    assert "13900001111" in web.get("agent", path).text
    for who in ("dispatcher", "supervisor", "reviewer"):
        text = web.get(who, path).text
        assert "13900001111" not in text, who
        assert "王芳" not in text, who
        assert "139****1111" in text, who


def test_of_a_hidden_caller_nothing_is_shown_to_others(web, visitor, act):
    act("agent", "assignments")
    assert act("agent", "tickets", hide=True).status_code == 201
    act("agent", "closings", outcome="ticket")
    for path in (f"/api/v1/chats/{visitor.chat}", "/api/v1/chats?state=closed"):
        for who in ("supervisor", "agent", "reviewer"):
            text = web.get(who, path).text
            assert "王芳" not in text, (who, path)
            assert "13900001111" not in text, (who, path)
            assert "139****1111" not in text, (who, path)


def test_the_code_of_a_ticket_is_for_its_caller(web, visitor, act):
    act("agent", "assignments")
    code = act("agent", "tickets").json()["query_code"]
    assert any(code in row["content"] for row in visitor.messages())
    assert code not in web.get("supervisor", f"/api/v1/chats/{visitor.chat}").text


@pytest.mark.parametrize("body", [{}, {"outcome": "gone"}, {"outcome": "answered"}])
def test_an_end_that_says_nothing_is_refused(visitor, act, body):
    act("agent", "assignments")
    assert act("agent", "closings", **body).status_code == 400
    assert visitor.status() == "open"


@pytest.mark.parametrize("params", [{"state": "x"}, {"limit": "0"}, {"after": "-1"}])
def test_a_wrong_filter_is_named(web, params):
    answer = web.get("agent", "/api/v1/chats", **params)
    assert answer.status_code == 400


def test_the_page_shows_queue_messages_and_forms_and_runs_no_script_of_a_contact(web, door):
    visitor = door.contact(name="王芳<b>")
    visitor.write("人工")
    visitor.write(SCRIPT)
    text = page(web, "agent", f"/chats/{visitor.chat}")
    assert "接入这个会话" in text
    assert SCRIPT not in text
    assert "&lt;script&gt;" in text
    assert "王芳&lt;b&gt;" in text
    form = web.as_("agent")
    sent = web.client.post(
        f"/chats/{visitor.chat}/takings", data={}, headers=form, follow_redirects=False
    )
    assert sent.status_code == 303, sent.text
    text = page(web, "agent", f"/chats/{visitor.chat}")
    assert "data-chat-reply" in text
    assert "/请稍候" in text
    fragment = web.client.post(
        f"/chats/{visitor.chat}/replies",
        data={"content": "您好", "echo_id": "e"},
        headers=form | {"HX-Request": "true"},
    )
    assert "您好" in fragment.text
    assert "<html" not in fragment.text
    page(web, "agent", f"/chats/{visitor.chat}/hints")
    refused = web.client.post(
        f"/chats/{visitor.chat}/closings",
        data={"outcome": "answered", "summary": ""},
        headers=form | {"Accept": "text/html"},
    )
    assert refused.status_code == 400
    assert "小结不能为空" in refused.text
    for who in ("supervisor", "reviewer"):
        page(web, who, f"/chats/{visitor.chat}")
        page(web, who, "/chats")
    page(web, "agent", "/chats/closed")


def test_an_answer_sent_by_the_page_itself_is_refused_with_a_reason_it_can_show(web, visitor, act):
    act("agent", "assignments")
    act("agent", "closings", outcome="abandoned")
    refused = web.client.post(
        f"/chats/{visitor.chat}/replies",
        data={"content": "您好", "echo_id": "e"},
        headers=web.as_("agent") | {"HX-Request": "true"},
    )
    assert refused.status_code == 409
    assert "结束" in refused.json()["detail"]


def test_a_photo_of_the_contact_is_opened_by_who_talks_and_goes_to_the_ticket(web, visitor, act):
    visitor.send_file("灯.png", plain_png())
    act("agent", "assignments")
    path = f"/api/v1/chats/{visitor.chat}"
    messages = web.get("agent", path).json()["messages"]
    (file,) = [file for row in messages for file in row["attachments"]]
    photo = f"/chats/files/{file['id']}"
    assert web.get("agent", photo).headers["content-type"] == "image/png"
    assert web.get("dispatcher", photo).status_code == 404
    assert web.get("street_clerk", photo).status_code == 403
    no = act("agent", "tickets").json()["ticket_no"]
    listed = web.get("agent", f"/api/v1/tickets/{no}/attachments").json()["attachments"]
    assert [row["name"] for row in listed] == ["灯.png"]


def test_an_answered_chat_is_a_ticket_that_was_answered(web, visitor, act):
    act("agent", "assignments")
    assert act("agent", "closings", outcome="answered", summary="已告知。").status_code == 201
    with web.app.state.database.reading() as session:
        ticket = session.exec(select(Ticket)).one()
        assert (ticket.status, ticket.channel) == ("answered", "chat")


def test_the_page_of_a_ticket_leads_to_its_chat(web, visitor, act):
    act("agent", "assignments")
    no = act("agent", "tickets").json()["ticket_no"]
    for who in ("agent", "supervisor"):
        assert f"/chats/{visitor.chat}" in page(web, who, f"/tickets/{no}"), who
