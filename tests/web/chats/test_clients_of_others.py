"""Clients that nobody here wrote talk with a served hotline: Rails' ActionCable, a Chatwoot SDK."""

import json
import subprocess
from pathlib import Path

from hotline.chats.inboxes import add_inbox
from hotline.storage.database import open_database
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY
from tests.support.npm import installed
from tests.support.serving import serving

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
