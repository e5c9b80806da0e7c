"""Doors of chats are made, changed and withdrawn by their administrator, by page and command."""

import json

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.chats.inboxes import secret_of
from hotline.cli import hotline
from hotline.domain.models import AuditEntry, ChatInbox
from hotline.people.sessions import digest_of
from hotline.storage.chats import contact_of_pubsub

HOOK = "https://city.example/hook"


@pytest.fixture
def send(web):
    def sent(path, who="admin", **fields):
        headers = web.as_(who) | {"Accept": "text/html"}
        return web.client.post(path, data=fields, headers=headers, follow_redirects=False)

    return sent


def row_of(web, name="site"):
    with web.app.state.database.reading() as session:
        return session.exec(select(ChatInbox).where(ChatInbox.name == name)).one()


def test_the_page_makes_an_inbox_and_tells_its_secrets_once(web, send):
    answer = send("/inboxes", name="门户", kind="api", webhook=HOOK, hmac_mandatory="yes")
    row = row_of(web, "门户")
    secret = secret_of(row, web.app.state.vault)
    assert (answer.status_code, secret in answer.text) == (200, True)
    assert (row.webhook_url, row.hmac_mandatory) == (HOOK, True)
    page = web.get("admin", "/inboxes").text
    assert row.identifier in page
    assert secret not in page


def test_it_is_changed_and_gets_new_secrets(web, send, door):
    before = secret_of(row_of(web), web.app.state.vault)
    assert send("/inboxes/site/changes", webhook=HOOK).status_code == 303
    assert row_of(web).webhook_url == HOOK
    shown = send("/inboxes/site/secrets").text
    after = secret_of(row_of(web), web.app.state.vault)
    assert (after in shown, after != before) == (True, True)
    with web.app.state.database.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.subject == "site")).all()
    kinds = [str(entry.kind) for entry in entries]
    assert kinds == ["inbox_added", "inbox_changed", "inbox_changed"]
    assert HOOK not in str([entry.details for entry in entries])


def test_nobody_comes_in_by_one_that_was_withdrawn_and_staff_end_its_chats(web, send, door):
    visitor = door.contact(name="王芳")
    visitor.write("人工")
    assert send("/inboxes/site/withdrawals").status_code == 303
    assert visitor.in_chat("POST", "messages", content="还在吗").status_code == 404
    assert web.client.post(f"{door.path}/contacts", json={}).status_code == 404
    with web.app.state.database.reading() as session:
        assert contact_of_pubsub(session, digest_of(visitor.document["pubsub_token"])) is None
    taken = web.post("agent", f"/api/v1/chats/{visitor.chat}/assignments", {})
    assert taken.status_code == 201
    assert send("/inboxes/site/withdrawals").status_code == 409
    assert send("/inboxes/site/changes", webhook=HOOK).status_code == 409
    assert send("/inboxes/none/withdrawals").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "kind": "api"},
        {"name": "x", "kind": "wechat"},
        {"name": "x", "kind": "api", "webhook": "ftp://x"},
        {"name": "x", "kind": "api", "webhook": "http://u:p@city.example/"},
        {"name": "x", "kind": "api", "webhook": "http://127.0.0.1:8012/"},
        {"name": "x", "kind": "api", "webhook": "http://[fe80::1]/"},
    ],
)
def test_what_cannot_be_is_refused_in_its_form(send, fields):
    answer = send("/inboxes", **fields)
    assert answer.status_code == 400
    assert "data-focus" in answer.text


def test_it_is_the_administrators_alone(web, send, door):
    for who in ("agent", "supervisor", "leader", "auditor"):
        assert web.get(who, "/inboxes").status_code == 403
        assert send("/inboxes/site/withdrawals", who).status_code == 403


def test_the_command_changes_and_withdraws(settings, database):
    def command(*arguments):
        return CliRunner().invoke(hotline, ["inbox", *arguments, "--data", str(settings.data)])

    created = json.loads(command("add", "site", "--json").stdout)
    changed = command("change", "site", "--webhook", HOOK, "--hmac-mandatory", "--json")
    assert json.loads(changed.stdout) == {
        "name": "site",
        "webhook_url": HOOK,
        "hmac_mandatory": True,
    }
    renewed = json.loads(command("change", "site", "--new-secrets", "--json").stdout)
    assert renewed["hmac_token"] != created["hmac_token"]
    assert command("change", "site").exit_code == 2
    assert command("withdraw", "site").exit_code == 0
    assert "已停用" in command("list").stdout
    assert command("withdraw", "site").exit_code != 0
    assert command("change", "none", "--webhook", "").exit_code != 0
