"""Access tokens: made and withdrawn by the administrator, on a page and by command."""

import json
import re

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.cli import hotline
from hotline.domain.models import AccessToken, AuditEntry
from hotline.people.access_tokens import is_within


def command(settings, *arguments):
    return CliRunner().invoke(hotline, ["token", *arguments, "--data", str(settings.data)])


def test_the_page_tells_a_token_once(web, send, look):
    answer = send("admin", "/tokens", name="话务平台", kind="cti", networks="10.1.0.0/16")
    assert answer.status_code == 200
    with web.app.state.database.reading() as session:
        row = session.exec(select(AccessToken)).one()
    assert row.networks == "10.1.0.0/16"
    shown = answer.text.partition("<code>")[2].partition("</code>")[0]
    assert len(shown) > 40
    assert shown not in look("admin", "/tokens")
    assert shown not in row.digest


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "kind": "cti"},
        {"name": "a/b", "kind": "cti"},
        {"name": "x", "kind": "root"},
        {"name": "x", "kind": "cti", "networks": "10.1.0.0/99"},
    ],
)
def test_a_token_that_cannot_be_is_refused_in_its_form(send, fields):
    answer = send("admin", "/tokens", **fields)
    assert answer.status_code == 400
    assert "data-focus" in answer.text


def test_a_name_is_used_once_also_after_its_token_was_withdrawn(web, send):
    send("admin", "/tokens", name="pbx", kind="cti")
    assert send("admin", "/tokens/pbx/withdrawals").status_code == 303
    assert send("admin", "/tokens/pbx/withdrawals").status_code == 409
    assert send("admin", "/tokens", name="pbx", kind="cti").status_code == 409
    assert send("admin", "/tokens/none/withdrawals").status_code == 404
    with web.app.state.database.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.subject == "pbx")).all()
    kinds = [entry.kind for entry in entries]
    assert kinds == ["token_added", "token_withdrawn"]


def test_the_command_adds_lists_and_withdraws(settings, database):
    answer = command(settings, "add", "pbx", "--kind", "cti", "--network", "10.0.0.0/8", "--json")
    assert set(json.loads(answer.stdout)) == {"name", "kind", "token"}
    listed = json.loads(command(settings, "list", "--json").stdout)
    assert [(row["name"], row["networks"]) for row in listed] == [("pbx", "10.0.0.0/8")]
    assert command(settings, "withdraw", "pbx").exit_code == 0
    assert "已撤销" in command(settings, "list").stdout
    assert command(settings, "withdraw", "nobody").exit_code == 1


def test_a_token_of_another_door_opens_no_calls(web, settings):
    added = command(settings, "add", "screen", "--kind", "wall", "--json")
    token = json.loads(added.stdout)["token"]
    assert web.client.post(f"/api/v1/cti/{token}", json={}).status_code == 401


def test_the_page_says_where_the_token_of_a_chat_program_is_made(look):
    page = re.sub(r"<[^>]+>", "", look("admin", "/tokens"))
    assert "hotline token add 名称 --kind desk --login 账号" in " ".join(page.split())


@pytest.mark.parametrize(
    ("networks", "host", "inside"),
    [
        ("", "203.0.113.9", True),
        ("10.1.0.0/16,192.168.1.5/32", "10.1.9.9", True),
        ("10.1.0.0/16,192.168.1.5/32", "192.168.1.5", True),
        ("10.1.0.0/16", "10.2.0.1", False),
        ("10.1.0.0/16", "::ffff:10.1.2.3", True),
        ("2001:db8::/32", "2001:db8::1", True),
        ("10.1.0.0/16", "testclient", False),
        ("10.1.0.0/16", "", False),
    ],
)
def test_networks_hold_addresses(networks, host, inside):
    assert is_within(networks, host) is inside
