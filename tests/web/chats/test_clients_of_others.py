"""Clients that nobody here wrote talk with a served hotline: Rails' ActionCable, a Chatwoot SDK."""

import json
import subprocess
from pathlib import Path

import httpx
from chatwoot import ChatwootClient

from hotline.chats.inboxes import add_inbox
from hotline.domain.models import Staff
from hotline.domain.time.times import city_now
from hotline.people.sessions import open_session_of
from hotline.storage.database import open_database
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY
from tests.support.npm import installed
from tests.support.serving import serving

LAMP = "幸福路18号门口的路灯坏了三天，晚上很黑，请派人修。"
SOURCE = Path(__file__).parents[2] / "chat_clients"


def test_an_sdk_and_rails_own_cable_understand_what_they_are_told(settings):
    folder = installed(SOURCE, "chat-clients")
    database = open_database(settings)
    with database.writing() as session:
        inbox = add_inbox(session, "sdk", open_vault(settings), MONDAY, by="tests").inbox
    database.close()
    with serving(settings) as port:
        command = ["node", "client.mjs", f"http://127.0.0.1:{port}", inbox.identifier]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-1000:]
    heard = json.loads(done.stdout.splitlines()[-1])
    assert heard["names"] == ["王芳", "王小芳", "王小芳"]
    assert (heard["message"]["content"], heard["message"]["echo_id"]) == ("人工", "e-1")
    assert heard["answer"]["sender"]["type"] == "agent_bot"
    assert heard["conversations"] == [heard["conversationId"]]
    assert [row["content"] for row in heard["listed"]][0] == "人工"
    assert "message.created" in heard["events"]


def test_chatwoots_own_sdk_lists_answers_assigns_and_closes(settings):
    database, now = open_database(settings), city_now()
    with database.writing() as session:
        inbox = add_inbox(session, "sdk", open_vault(settings), now, by="tests").inbox.identifier
        tokens = {}
        for role in ("agent", "dispatcher"):
            person = Staff(login=role, name=role, role=role, password="-", created_at=now)
            session.add(person)
            session.flush()
            tokens[role] = open_session_of(session, person, now).token
    database.close()
    with serving(settings) as port:
        root = f"http://127.0.0.1:{port}"
        contacts = f"{root}/public/api/v1/inboxes/{inbox}/contacts"
        source = httpx.post(contacts, json={"name": "王芳"}, timeout=60).json()["source_id"]
        chats = f"{contacts}/{source}/conversations"
        number = httpx.post(chats, json={}, timeout=60).json()["id"]
        for text in ("人工", LAMP):
            sent = httpx.post(f"{chats}/{number}/messages", json={"content": text}, timeout=60)
            assert sent.status_code == 200, sent.text
        with (
            ChatwootClient(root, tokens["agent"], timeout=60) as agent,
            ChatwootClient(root, tokens["dispatcher"], timeout=60) as dispatcher,
        ):
            _work(agent, dispatcher, number)
        assert httpx.get(f"{chats}/{number}", timeout=60).json()["status"] == "resolved"


def _work(agent: ChatwootClient, dispatcher: ChatwootClient, number: int) -> None:
    me = agent.profile.get()
    assert (me.name, me.role.value, me.accounts[0].id) == ("agent", "agent", 1)
    colleagues = {row.name: row.id for row in agent.agents.list(1)}
    assert set(colleagues) == {"agent", "dispatcher"}
    assert [row.name for row in agent.inboxes.list(1)] == ["sdk"]
    (chat,) = agent.conversations.list(1, status="open")
    assert (chat.id, chat.status.value, chat.unread_count) == (number, "open", 2)
    assert (chat.meta.sender.name, chat.assignee_id) == ("王芳", None)
    sent = agent.messages.create(1, number, "您好，马上登记。", echo_id="a-1")
    again = agent.messages.create(1, number, "您好，马上登记。", echo_id="a-1")
    assert (sent.id, sent.message_type, sent.sender.name) == (again.id, 1, "agent")
    assert agent.conversations.get(1, number).assignee_id == me.id
    assert agent.messages.create(1, number, "口气着急", private=True).private
    assert agent.messages.list(1, number)[-1].content == "口气着急"
    moved = agent.conversations.assign(1, number, colleagues["dispatcher"])
    assert moved.meta.assignee.name == "dispatcher"
    assert [row.id for row in dispatcher.conversations.list(1, assignee_type="me")] == [number]
    assert agent.conversations.list(1, assignee_type="me") == []
    ended = dispatcher.conversations.toggle_status(1, number, "resolved")
    assert (ended.success, ended.current_status.value) == (True, "resolved")
    (closed,) = dispatcher.conversations.list(1, status="resolved")
    assert len(closed.custom_attributes["ticket_no"]) == 13
