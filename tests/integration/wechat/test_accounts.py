"""Official accounts: added by command, their secrets in no output and encrypted in the database."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from hotline.casework.receive import receive
from hotline.cli import hotline
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.roles import CALLER
from hotline.operation.outgoing import KNOWN, forget_pushes
from hotline.storage.chats import inbox_of_name
from hotline.storage.database import open_database
from hotline.storage.files import FOLDER
from hotline.storage.reencryption import foreign_parts, reencrypt
from hotline.storage.vault import open_vault
from hotline.storage.wechat import account_of_name
from hotline.wechat.accounts import envelope_of
from tests.conftest import desk_of
from tests.integration.wechat.test_answers import Follower
from tests.support.receivers import receiving
from tests.support.reports import a_report
from tests.support.wechat import AES_KEY, APP, ORIGINAL, SECRET, TOKEN, WechatStub, an_account

SECRETS = {
    "HOTLINE_WECHAT_TOKEN": TOKEN,
    "HOTLINE_WECHAT_SECRET": SECRET,
    "HOTLINE_WECHAT_AES_KEY": AES_KEY,
}
ADD = ["wechat", "add", "city", "--original-id", ORIGINAL, "--app-id", APP]


@pytest.fixture
def run(settings):
    def run(*arguments, env=SECRETS):
        return CliRunner().invoke(hotline, [*arguments, "--data", str(settings.data)], env=env)

    return run


def test_it_is_added_listed_changed_and_withdrawn_and_no_secret_is_printed(run, settings):
    added = run(*ADD)
    assert added.exit_code == 0, added.output
    assert "/wechat/city" in added.output
    assert "安全模式" in run("wechat", "list").output
    (listed,) = json.loads(run("wechat", "list", "--json").output)
    assert (listed["name"], listed["original_id"], listed["app_id"]) == ("city", ORIGINAL, APP)
    changed = run("wechat", "secrets", "city", env=SECRETS | {"HOTLINE_WECHAT_AES_KEY": ""})
    assert changed.exit_code == 0, changed.output
    assert "明文模式" in run("wechat", "list").output
    output = added.output + changed.output + run("wechat", "list", "--json").output
    assert not any(secret in output for secret in SECRETS.values())
    assert run("wechat", "withdraw", "city").exit_code == 0
    assert "已停用" in run("wechat", "list").output
    assert run("wechat", "secrets", "city").exit_code == 1
    database, vault = open_database(settings), open_vault(settings)
    with database.reading() as session:
        row = account_of_name(session, "city")
        assert inbox_of_name(session, "city").kind == "wechat"
        assert TOKEN.encode() not in row.token
        assert vault.decrypt(row.secret) == SECRET
        assert envelope_of(row, vault) is None
    database.close()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "城 市"}, "name"),
        ({"original_id": "city"}, "original_id"),
        ({"aes_key": "short"}, "aes_key"),
        ({"template": "<b>"}, "template"),
        ({"welcome": "x" * 501}, "welcome"),
        ({"page": "a\x00"}, "page"),
    ],
)
def test_what_is_wrong_is_named(database, desk, facts, field):
    with database.writing() as session, pytest.raises(InvalidInput) as refusal:
        an_account(session, desk.vault, desk.now(), **facts)
    assert refusal.value.faults[0][0] == field


def test_the_same_account_twice_is_refused(database, desk):
    with database.writing() as session:
        an_account(session, desk.vault, desk.now())
        with pytest.raises(Conflict):
            an_account(session, desk.vault, desk.now(), name="other")
        with pytest.raises(Conflict):
            an_account(session, desk.vault, desk.now(), original_id="gh_other000000")


def test_everything_is_read_after_the_algorithms_were_changed(database):
    stub = WechatStub()
    with receiving(stub) as server:
        follower = Follower(database, stub, server.address, aes_key=AES_KEY)
        follower.writes()
        follower.is_answered("一")
        with database.writing() as session:
            receive(session, CALLER, a_report(openid="oMini_0001", phone=""), follower.desk)
        stub.answers = [45015]
        follower.out.send()
        database.settings = replace(database.settings, crypto="sm")
        vault = open_vault(database.settings)
        reencrypt(database, vault, database.settings.data / FOLDER)
        assert list(foreign_parts(database, vault, database.settings.data / FOLDER)) == []
        follower.desk = replace(follower.desk, vault=vault)
        follower.out.sender.vault = follower.out.sender._wechat.vault = vault
        follower.writes("在吗")
        follower.out.send()
    assert stub.texts() == ["一"]


def test_pushes_are_forgotten_after_a_day(database):
    stub = WechatStub()
    follower = Follower(database, stub, "http://127.0.0.1:9")
    follower.writes()
    now = follower.desk.now()
    for moment, count in ((now + KNOWN / 2, 0), (now + KNOWN * 2, 1), (now + KNOWN * 2, 0)):
        with database.writing() as session:
            assert forget_pushes(session, desk_of(database, moment)) == count
