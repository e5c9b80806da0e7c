"""Chatwoot's own SDK for Python, unchanged, lists, answers, assigns and closes chats."""

import httpx
import pytest
from chatwoot import ChatwootClient
from chatwoot.exceptions import ChatwootAPIError, ChatwootAuthError, ChatwootNotFoundError

from hotline.domain.errors import InvalidInput
from hotline.people.access_tokens import add_token
from hotline.storage.staff import staff_of
from tests.support.chat_clients import Door
from tests.support.photos import plain_png

LAMP = "幸福路18号门口的路灯坏了三天，晚上很黑，请派人修。"


class Over(httpx.BaseTransport):
    """What the SDK sends, taken to the application of the test."""

    def __init__(self, client) -> None:
        self.client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.client.request(
            request.method, str(request.url), headers=request.headers, content=request.read()
        )
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


@pytest.fixture
def sdk(web):
    def sdk(who: str, token: str = "") -> ChatwootClient:
        token = token or web.as_(who)["Authorization"].removeprefix("Bearer ")
        client = ChatwootClient(str(web.client.base_url), token)
        client._http._client._transport = Over(web.client)
        return client

    return sdk


@pytest.fixture
def waiting(door):
    visitor = door.contact(name="王芳", phone_number="13900001111")
    visitor.write("人工")
    visitor.write(LAMP)
    return visitor


def test_what_the_machine_has_is_pending_for_staff_and_open_for_the_contact(sdk, door):
    visitor = door.contact()
    assert visitor.begin()["status"] == "open"
    agent = sdk("agent")
    assert agent.conversations.list(1, status="open") == []
    (chat,) = agent.conversations.list(1, status="pending")
    assert (chat.id, chat.status.value) == (visitor.chat, "pending")
    assert agent.conversations.get_counts(1, status="pending")["meta"]["all_count"] == 1


def test_a_contact_who_was_never_answered_has_left(web, sdk, waiting):
    agent = sdk("agent")
    agent.conversations.update(1, waiting.chat, status="resolved")
    assert web.get("agent", f"/api/v1/chats/{waiting.chat}").json()["outcome"] == "abandoned"
    again = agent.conversations.toggle_status(1, waiting.chat, "resolved")
    assert again.current_status.value == "resolved"
    with pytest.raises(ChatwootAPIError, match="已结束"):
        agent.conversations.toggle_status(1, waiting.chat, "open")


def test_a_photo_of_an_agent_reaches_the_contact_and_nothing_else_does(web, door, waiting):
    path = f"/api/v1/accounts/1/conversations/{waiting.chat}/messages"
    headers = {"api_access_token": web.as_("agent")["Authorization"].removeprefix("Bearer ")}

    def send(photo, **fields):
        files = {"attachments[]": ("灯.png", photo)}
        return web.client.post(path, data=fields, files=files, headers=headers)

    sent = send(plain_png(), content="是这盏灯吗", echo_id="a-1")
    assert sent.status_code == 200, sent.text
    assert send(plain_png(), content="是这盏灯吗", echo_id="a-1").json()["id"] == sent.json()["id"]
    assert [file["file_type"] for file in sent.json()["attachments"]] == ["image"]
    (shown,) = [row for row in waiting.messages() if row["content"] == "是这盏灯吗"]
    address = shown["attachments"][0]["data_url"].removeprefix("http://testserver")
    assert web.client.get(address).content == plain_png()
    assert send(plain_png(), echo_id="a-2").status_code == 200
    assert send(b"MZ", content="x").status_code == 400
    assert send(plain_png(), content="x", private="true").status_code == 400
    as_json = web.client.post(path, json={"content": "x", "attachments": ["b"]}, headers=headers)
    assert as_json.status_code == 400


def test_who_leads_the_shift_gives_a_waiting_chat_to_an_agent(sdk, waiting):
    leader, agent = sdk("supervisor"), sdk("agent")
    number = {row.name: row.id for row in [agent.profile.get()]}["agent"]
    chat = leader.conversations.assign(1, waiting.chat, number)
    assert (chat.assignee_id, chat.meta.sender.phone_number) == (number, "139****1111")
    with pytest.raises(ChatwootAPIError, match="岗位"):
        leader.messages.create(1, waiting.chat, "我来回答")
    back = leader.conversations.update(1, waiting.chat, assignee_id=0)
    assert back.assignee_id is None


def test_a_chat_of_somebody_else_is_masked_and_not_to_be_answered(sdk, waiting):
    agent, dispatcher = sdk("agent"), sdk("dispatcher")
    agent.messages.create(1, waiting.chat, "您好")
    chat = dispatcher.conversations.get(1, waiting.chat)
    assert (chat.meta.sender.name, chat.meta.sender.phone_number) == ("王*", "139****1111")
    with pytest.raises(ChatwootAPIError, match="由“agent”接待"):
        dispatcher.messages.create(1, waiting.chat, "我来")
    agent.conversations.toggle_status(1, waiting.chat, "resolved")
    with pytest.raises(ChatwootNotFoundError):
        dispatcher.conversations.get(1, waiting.chat)


def test_wrong_tokens_accounts_and_filters_are_told_apart(web, sdk, waiting):
    with pytest.raises(ChatwootAuthError, match="登录"):
        sdk("agent", token="wrong").conversations.list(1)
    agent = sdk("agent")
    with pytest.raises(ChatwootNotFoundError, match="账户 2"):
        agent.conversations.list(2)
    with pytest.raises(ChatwootAPIError, match="status"):
        agent.conversations.list(1, status="later")
    with pytest.raises(ChatwootAPIError, match="labels"):
        agent.conversations.list(1, labels=["x"])
    with pytest.raises(ChatwootAPIError, match="话务员"):
        agent.conversations.assign(1, waiting.chat, 9999)
    with pytest.raises(ChatwootAPIError, match="outgoing"):
        agent.messages.create(1, waiting.chat, "x", message_type="incoming")
    for who in ("street_clerk", "admin", "leader"):
        with pytest.raises(ChatwootAPIError, match="岗位"):
            sdk(who).conversations.list(1)


def test_a_list_stays_in_its_inbox_and_pages(web, sdk, door):
    other = Door(web, "other")
    for _ in range(3):
        other.contact().write("人工")
    door.contact().write("人工")
    agent = sdk("agent")
    inboxes = {row.name: row.id for row in agent.inboxes.list(1)}
    assert len(agent.conversations.list(1)) == 4
    assert len(agent.conversations.list(1, inbox_id=inboxes["other"])) == 3
    assert agent.conversations.list(1, page=2) == []


def test_a_token_of_its_own_chats_for_one_person_and_opens_nothing_else(web, sdk, waiting):
    web.as_("agent")
    with web.app.state.database.writing() as session:
        token = add_token(session, "bot", "desk", web.now, login="agent", by="tests")
    client = sdk("", token=token)
    assert client.profile.get().uid == "agent"
    client.messages.create(1, waiting.chat, "您好")
    for headers in ({"api_access_token": token}, {"Authorization": f"Bearer {token}"}):
        assert web.client.get("/api/v1/chats", headers=headers).status_code == 401
        assert web.client.get("/api/v1/tickets", headers=headers).status_code == 401
    with web.app.state.database.writing() as session:
        staff_of(session, "agent").active = False
    with pytest.raises(ChatwootAuthError):
        client.profile.get()


def test_nobody_else_is_given_a_program_and_no_page_makes_one(web):
    web.as_("supervisor")
    with web.app.state.database.writing() as session:
        for login in ("supervisor", "nobody", ""):
            with pytest.raises(InvalidInput, match="不能接待会话"):
                add_token(session, "bot", "desk", web.now, login=login, by="tests")
    data = {"name": "bot", "kind": "desk", "login": "agent"}
    answer = web.client.post("/tokens", data=data, headers=web.as_("admin"))
    assert answer.status_code == 400
