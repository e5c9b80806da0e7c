"""An installation changes to SM4 and SM3: everything is read as before, also after a kill."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.casework.rating import open_token
from hotline.casework.receive import receive
from hotline.cli import hotline
from hotline.domain.attachments import File
from hotline.domain.errors import Unavailable
from hotline.domain.models import Attachment, Caller, Ticket
from hotline.people.second_factor import new_recovery_codes, take_code
from hotline.people.staff import add_staff
from hotline.storage.audit import AuditFilter, newest_entries
from hotline.storage.database import open_database
from hotline.storage.files import FOLDER, open_files
from hotline.storage.reencryption import foreign_parts, reencrypt
from hotline.storage.staff import known_staff
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY, desk_of
from tests.support.path import in_callback
from tests.support.photos import plain_png
from tests.support.reports import a_report

PHONES = [f"1390571{number:04d}" for number in range(7)]
KILLED = """
import os, signal, sys
from hotline.config import read_settings
from hotline.storage import reencryption
from hotline.storage.database import open_database
from hotline.storage.vault import open_vault

settings = read_settings(sys.argv[1])
reencryption.PAGE = 2
told = []

def kill(progress):
    told.append(progress.total)
    if len(told) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

reencryption.reencrypt(
    open_database(settings), open_vault(settings), settings.data / "attachments", progress=kill
)
"""


@pytest.fixture
def filled(settings, database, desk, cast):
    """Callers, an identifier of another system, a file, a second factor; what they were."""
    vault = open_vault(settings)
    with database.writing() as session:
        called_back = in_callback(session, desk, cast, phone="13905719999", caller="赵敏").no
        for number, phone in enumerate(PHONES):
            report = a_report(caller=f"诉求人{number}", phone=phone, text=f"{phone}处路灯不亮。")
            receive(session, cast.agent, report, desk)
        identified = a_report(
            caller="A000102948", phone="", channel="wechat", enterprise="示例便利店"
        )
        receive(session, cast.agent, identified, desk)
        staff = add_staff(session, "liuyang", "刘洋", "agent", "river basket 9 Tuesday", MONDAY)
        staff.totp = vault.seal(b"JBSWY3DPEHPK3PXP" * 2)
        code = new_recovery_codes(session, staff, vault)[0]
    stored = open_files(settings).put(File("a.png", "image/png", plain_png()))
    with database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == called_back)).one()
        names = {name: getattr(stored, name) for name in ("name", "media_type", "size", "digest")}
        session.add(
            Attachment(ticket_id=ticket.row_id, key=stored.key, by="agent", at=MONDAY, **names)
        )
    return {"no": called_back, "code": code, "file": stored.key, "read": readable(settings)}


def sm(settings):
    return replace(settings, crypto="sm")


def readable(settings):
    """All personal data in the clear, by who it is."""
    vault = open_vault(settings)
    with closing(open_database(settings)) as database, database.reading() as session:
        callers = session.exec(select(Caller).order_by(Caller.id)).all()
        texts = [(row.id, vault.decrypt(row.name), vault.decrypt(row.phone)) for row in callers]
        return texts, vault.unseal(known_staff(session, "liuyang").totp)


def foreign(settings):
    with closing(open_database(settings)) as database:
        return list(foreign_parts(database, open_vault(settings), settings.data / FOLDER))


def run(settings, *arguments, crypto="sm"):
    environ = {"HOTLINE_CRYPTO": crypto}
    command = [*arguments, "--data", str(settings.data)]
    return CliRunner().invoke(hotline, command, env=environ, catch_exceptions=False)


def test_the_command_changes_all_and_everything_is_read_as_before(settings, filled, database):
    assert foreign(settings) == []
    assert len(foreign(sm(settings))) >= len(PHONES) + 3
    done = run(settings, "reencrypt", "--yes")
    assert (done.exit_code, "0 处不符" in done.output) == (0, True), done.output
    assert foreign(sm(settings)) == []
    assert readable(sm(settings)) == filled["read"]
    assert open_files(sm(settings)).get(filled["file"]) == plain_png()
    with database.reading() as session:
        entry = newest_entries(session, AuditFilter("reencrypted"), limit=1)[0]
        assert entry.details["suite"] == "sm"
    assert run(settings, "reencrypt", "--yes").output.startswith("已改用 sm：诉求人 0 个")


def test_verify_is_content_afterwards(settings, filled):
    run(settings, "work", "--once")
    assert run(settings, "reencrypt", "--yes").exit_code == 0
    verified = run(settings, "verify")
    assert verified.exit_code == 0, verified.output
    assert "加密：全部为 sm" in verified.output


def test_verify_says_what_is_still_in_the_other_suite(settings, filled):
    run(settings, "work", "--once")
    verified = run(settings, "verify")
    assert verified.exit_code == 1
    assert "hotline reencrypt" in verified.output


def test_callers_are_found_again_and_not_written_twice(settings, filled, cast):
    run(settings, "reencrypt", "--yes")
    with closing(open_database(sm(settings))) as database:
        desk = desk_of(database)
        with database.writing() as session:
            before = len(session.exec(select(Caller)).all())
            again = a_report(caller="诉求人3", phone=PHONES[3], text="又不亮了，请派人来修。")
            receive(session, cast.agent, again, desk)
            identified = a_report(caller="A000102948", phone="", channel="wechat", text="还有一事")
            receive(session, cast.agent, identified, desk)
            assert len(session.exec(select(Caller)).all()) == before


def test_what_people_hold_stays_good(settings, filled, cast):
    """Query codes, links to rate, recovery codes were given out and cannot be made anew."""
    before = open_vault(settings)
    with closing(open_database(settings)) as database, database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == filled["no"])).one()
        link = open_token(session, ticket, desk_of(database))
        assert link
    run(settings, "reencrypt", "--yes")
    after = open_vault(sm(settings))
    assert after.knows(filled["no"], before.query_code(filled["no"]))
    assert after.knows(filled["no"], after.query_code(filled["no"]))
    with closing(open_database(sm(settings))) as database, database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == filled["no"])).one()
        assert open_token(session, ticket, desk_of(database)) == link
        staff = known_staff(session, "liuyang")
        assert take_code(session, staff, after, filled["code"], MONDAY) == "recovery"
        assert take_code(session, staff, after, filled["code"], MONDAY) == ""


@pytest.mark.parametrize("moment", [1, 3, 6])
def test_a_run_that_was_killed_is_begun_again(settings, filled, moment):
    command = [sys.executable, "-c", KILLED, str(settings.data), str(moment)]
    environ = {**os.environ, "HOTLINE_CRYPTO": "sm"}
    assert subprocess.run(command, env=environ).returncode == -signal.SIGKILL
    assert readable(sm(settings)) == filled["read"]
    assert readable(settings) == filled["read"]
    assert run(settings, "reencrypt", "--yes").exit_code == 0
    assert foreign(sm(settings)) == []
    assert readable(sm(settings)) == filled["read"]


def test_a_wrong_key_changes_nothing(settings, filled):
    own = (settings.data / "key").read_text()
    (settings.data / "key").write_text("w" * 64)
    with pytest.raises(Unavailable, match="密钥"):
        run(settings, "reencrypt", "--yes")
    (settings.data / "key").write_text(own)
    assert readable(settings) == filled["read"]


def test_without_a_word_it_asks_for_a_backup_first(settings, filled):
    result = run(settings, "reencrypt")
    assert result.exit_code == 1
    assert "hotline backup" in result.output
    assert foreign(settings) == []


def test_both_engines_change(each_database, cast):
    settings, desk = each_database.settings, desk_of(each_database)
    with each_database.writing() as session:
        receive(session, cast.agent, a_report(), desk)
    vault, files = open_vault(sm(settings)), settings.data / FOLDER
    assert reencrypt(each_database, vault, files).callers == 1
    assert list(foreign_parts(each_database, vault, files)) == []
