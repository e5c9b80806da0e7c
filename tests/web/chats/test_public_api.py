"""Chatwoot's public client API: its names, its shapes, and nobody else's chat."""

import hmac

import pytest

from hotline.domain.chats.states import ChatEventKind
from hotline.storage.chat_events import events_after
from tests.support.chat_clients import Door
from tests.support.photos import plain_png

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_a_contact_has_the_fields_that_clients_read(door):
    visitor = door.contact(name="王芳", email="w@example.cn", phone_number="+86 139 0000 1111")
    document = visitor.document
    assert {"source_id", "pubsub_token", "id", "name", "email"} <= set(document)
    assert (document["name"], document["email"]) == ("王芳", "w@example.cn")
    assert document["phone_number"] == "13900001111"
    assert visitor.ask("GET", "").json() == document
    again = door.contact(source_id=document["source_id"], name="李四").document
    assert again == document
    changed = visitor.ask("PATCH", "", name="王小芳", custom_attributes={"区": "东湖"}).json()
    assert (changed["name"], changed["email"]) == ("王小芳", "w@example.cn")


def test_a_contact_may_begin_without_a_body(door):
    path = door.contact().path.rpartition("/")[0]
    answer = door.web.client.post(path)
    assert (answer.status_code, bool(answer.json()["source_id"])) == (200, True)


def test_a_conversation_begins_empty_and_a_message_has_the_fields_that_clients_read(door):
    visitor = door.contact(name="王芳")
    chat = visitor.begin(custom_attributes={"page": "/"})
    assert {
        "contact_last_seen_at": 0,
        "agent_last_seen_at": 0,
        "messages": [],
        "contact": visitor.document,
    }.items() <= chat.items()
    message = visitor.write("路灯坏了", echo_id="e-1").json()
    assert (message["content"], message["message_type"], message["content_type"]) == (
        "路灯坏了",
        0,
        "text",
    )
    assert message["conversation_id"] == chat["id"]
    assert (message["attachments"], message["echo_id"]) == ([], "e-1")
    assert message["sender"]["type"] == "contact"
    # 2026-03-09 10:00 in Beijing
    assert message["created_at"] == 1773021600
    (listed,) = door.web.client.get(f"{visitor.path}/conversations").json()
    assert listed["messages"][0] == message
    assert visitor.in_chat("GET", "").json()["uuid"] == chat["uuid"]


def test_the_same_echo_again_is_the_same_message(door):
    visitor = door.contact()
    first = visitor.write("路灯坏了", echo_id="e-1").json()
    assert visitor.write("路灯坏了", echo_id="e-1").json()["id"] == first["id"]
    texts = [row["content"] for row in visitor.messages()]
    assert texts.count("路灯坏了") == 1


def test_an_echo_counts_within_its_conversation_and_for_one_content(door):
    visitor = door.contact()
    first = visitor.write("路灯坏了", echo_id="1").json()
    assert visitor.write("井盖丢了", echo_id="1").status_code == 409
    visitor.begin()
    second = visitor.write("井盖丢了", echo_id="1").json()
    assert second["id"] != first["id"]
    assert (second["content"], second["echo_id"]) == ("井盖丢了", "1")
    assert visitor.write("井盖丢了", echo_id="1").json() == second
    assert visitor.write("不是这件", echo_id="1").status_code == 409


def test_messages_page_backwards_and_tell_what_is_new(door):
    visitor = door.contact()
    for number in range(12):
        visitor.write(f"第{number}条")
    rows = visitor.messages()
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert visitor.messages(after=rows[-1]["id"]) == []
    older = visitor.messages(before=rows[3]["id"])
    assert [row["id"] for row in older][-3:] == [row["id"] for row in rows[:3]]


def test_typing_reading_and_ending_are_heard_of(door):
    visitor = door.contact()
    visitor.write("人工")
    for typing in ("on", "off"):
        answer = visitor.in_chat("POST", "toggle_typing", typing_status=typing)
        assert (answer.status_code, answer.content) == (200, b"")
    assert visitor.in_chat("POST", "toggle_typing", typing_status="maybe").status_code == 400
    answer = visitor.in_chat("POST", "update_last_seen")
    assert (answer.status_code, answer.content) == (200, b"")
    assert visitor.in_chat("GET", "").json()["contact_last_seen_at"] > 0
    assert visitor.in_chat("POST", "toggle_status").json()["status"] == "resolved"
    assert visitor.in_chat("POST", "toggle_status").json()["status"] == "resolved"
    assert visitor.write("还有一件").status_code == 409
    with door.web.app.state.database.reading() as session:
        kinds = {row.kind for row in events_after(session, 0)}
    assert {ChatEventKind.TYPING_ON, ChatEventKind.TYPING_OFF, ChatEventKind.SEEN} <= kinds


def test_a_photo_comes_without_what_its_file_tells_beside_it_and_only_its_sender_gets_it(door):
    visitor, stranger = door.contact(), door.contact()
    visitor.begin()
    message = visitor.send_file("灯.png", plain_png(), "就是这盏").json()
    (file,) = message["attachments"]
    assert (file["file_type"], message["content"]) == ("image", "就是这盏")
    answer = door.web.client.get(file["data_url"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["content-disposition"].startswith("attachment")
    taken = f"{stranger.path}/attachments/{file['id']}"
    assert door.web.client.get(taken).status_code == 404


@pytest.mark.parametrize("name", ["a.png", "a.exe", "a.svg"])
def test_a_file_that_is_no_photo_is_refused_and_nothing_is_kept(door, name):
    visitor = door.contact()
    visitor.begin()
    answer = visitor.send_file(name, b"MZ\x90\x00 not a picture")
    assert (answer.status_code, visitor.messages()) == (400, [])
    assert not list((door.web.app.state.settings.data / "attachments").glob("*/*"))


def test_nobody_reads_or_writes_the_chat_of_somebody_else(door):
    owner, stranger = door.contact(), door.contact()
    owner.write("我的事")
    stranger.chat = owner.chat
    missing = door.contact()
    missing.chat = 99_999
    for method, noun in (
        ("GET", ""),
        ("GET", "messages"),
        ("POST", "messages"),
        ("POST", "toggle_status"),
        ("POST", "toggle_typing"),
        ("POST", "update_last_seen"),
    ):
        fields = {"content": "x", "typing_status": "on"} if method == "POST" else {}
        answers = [each.in_chat(method, noun, **fields) for each in (stranger, missing)]
        assert {answer.status_code for answer in answers} == {404}, noun
        texts = {
            answer.text.replace(str(each.chat), "N")
            for answer, each in zip(answers, (stranger, missing), strict=True)
        }
        assert len(texts) == 1, noun
    other_door = Door(door.web, "other")
    path = owner.path.replace(door.identifier, other_door.identifier)
    assert door.web.client.get(path).status_code == 404
    assert door.web.client.get("/public/api/v1/inboxes/none/contacts/x").status_code == 404


def test_with_a_verified_identity_all_conversations_of_the_person_are_there(web):
    door = Door(web, "strict", hmac_mandatory=True)
    digest = hmac.new(door.hmac_token.encode(), b"u-1", "sha256").hexdigest()
    first = door.contact(identifier="u-1", identifier_hash=digest)
    second = door.contact(identifier="u-1", identifier_hash=digest)
    first.begin()
    second.begin()
    listed = web.client.get(f"{second.path}/conversations").json()
    assert [row["id"] for row in listed] == [second.chat, first.chat]
    for fields in ({"identifier": "u-1"}, {"identifier": "u-1", "identifier_hash": "0" * 64}, {}):
        answer = web.client.post(f"{door.path}/contacts", json=fields)
        assert answer.status_code == 401, fields


def test_without_one_only_those_of_the_source_are(door):
    first, second = door.contact(identifier="u-1"), door.contact(identifier="u-1")
    first.begin()
    assert door.web.client.get(f"{second.path}/conversations").json() == []


@pytest.mark.parametrize(
    "content",
    ["", "   ", "长" * 10_001, "a\u0000b", 7, ["x"], {"a": 1}, None, "\ud800"],
)
def test_what_is_no_message_is_refused_with_a_reason(door, content):
    visitor = door.contact()
    visitor.begin()
    if content == "\ud800":
        path = f"{visitor.path}/conversations/{visitor.chat}/messages"
        body = b'{"content":"\\ud800"}'
        headers = {"content-type": "application/json"}
        answer = door.web.client.post(path, content=body, headers=headers)
    else:
        answer = visitor.write(content)
    assert (answer.status_code, visitor.messages()) == (400, [])
    assert answer.json()["errors"]


def test_ten_megabytes_are_refused(door):
    visitor = door.contact()
    visitor.begin()
    assert visitor.write("a" * 10_000_000).status_code in (400, 413)
    assert visitor.messages() == []


def test_a_script_is_a_text_like_any_other(door):
    visitor = door.contact(name=SCRIPT[:50])
    assert visitor.write(SCRIPT).json()["content"] == SCRIPT


def test_a_thousand_messages_of_one_contact_are_stopped_and_others_go_on(door):
    visitor, other = door.contact(), door.contact()
    visitor.begin()
    statuses = [visitor.write(f"{number}").status_code for number in range(80)]
    assert set(statuses) == {200, 429}
    refused = visitor.write("再一条")
    assert int(refused.headers["retry-after"]) > 0
    assert other.write("路灯坏了").status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"name": 1.5},
        {"name": "长" * 61},
        {"source_id": ["x"]},
        {"custom_attributes": "x"},
        {"custom_attributes": {"a": "b" * 5000}},
        {"email": "a\u0000"},
    ],
)
def test_what_is_no_contact_is_refused(door, fields):
    answer = door.web.client.post(f"{door.path}/contacts", json=fields)
    assert answer.status_code == 400, answer.text


def test_a_page_of_another_site_may_ask(door):
    answer = door.web.client.options(f"{door.path}/contacts")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "access-control-allow-origin" not in door.web.client.get("/health").headers


def test_what_a_message_offers_is_filled_in_once_it_is_ours(door):
    visitor = door.contact()
    own = visitor.write("人工").json()
    answers = [row for row in visitor.messages() if row["message_type"] == 1]
    values = [{"name": "choice", "title": "是", "value": "yes"}]
    noun = f"messages/{answers[0]['id']}"
    changed = visitor.in_chat("PATCH", noun, submitted_values=values)
    assert changed.json()["content_attributes"]["submitted_values"] == values
    assert visitor.in_chat("PATCH", noun, submitted_values="x").status_code == 400
    own_noun = f"messages/{own['id']}"
    assert visitor.in_chat("PATCH", own_noun, submitted_values=values).status_code == 409


def test_an_inbox_of_a_channel_is_as_an_unknown_one_to_everybody(web):
    channel = Door(web, "account", kind="wechat")
    unknown = web.client.post("/public/api/v1/inboxes/nobody/contacts", json={})
    for method, noun in (("POST", "contacts"), ("GET", "contacts/openid-1")):
        answer = web.client.request(method, f"{channel.path}/{noun}", json={})
        assert (answer.status_code, answer.text) == (404, unknown.text)
    shown = web.client.get("/public/api/v1/widget", params={"inbox": channel.identifier})
    assert shown.status_code == 404


@pytest.mark.parametrize("source", ["a/b", "a?c", "a#d", "a%2Fb", "a\\b", ".", ".."])
def test_a_source_that_no_address_reaches_is_refused_by_name(door, source):
    answer = door.web.client.post(f"{door.path}/contacts", json={"source_id": source})
    assert answer.status_code == 400
    assert "source_id" in answer.text
