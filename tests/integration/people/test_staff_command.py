"""`hotline staff`: accounts by the command line, as the audit log then shows them."""

import json
from datetime import date, datetime

import pytest
from click.testing import CliRunner

from hotline.cli import hotline
from hotline.people.sessions import actor_of, find_actor, open_session_of
from hotline.storage.accounts import links_of
from hotline.storage.staff import known_staff
from tests.support.accounts import SECRET

NAMED = ("--name", "刘洋", "--role")


@pytest.fixture
def staff(settings):
    def run(*arguments, password=SECRET):
        result = CliRunner().invoke(
            hotline, [*arguments, "--data", str(settings.data)], input=f"{password}\n"
        )
        return result.exit_code, result.output + (str(result.exception or ""))

    return run


def person(database, login="liuyang"):
    with database.reading() as session:
        return known_staff(session, login)


def test_a_new_account_changes_its_password_first_and_a_program_does_not(staff, database):
    assert staff("staff", "add", "liuyang", *NAMED, "agent")[0] == 0
    assert staff("staff", "add", "recorder", *NAMED, "agent", "--program")[0] == 0
    assert person(database).temporary
    assert not person(database, "recorder").temporary


def test_a_weak_password_makes_no_account(staff):
    code, output = staff("staff", "add", "liuyang", *NAMED, "agent", password="abc12345")
    assert code == 1
    assert "太短" in output
    assert "liuyang" not in staff("staff", "list")[1]


def test_a_made_password_is_told_once(staff, database):
    output = staff("staff", "add", "liuyang", *NAMED, "agent", "--generate")[1]
    assert "密码：" in output
    assert "密码" not in staff("staff", "list")[1]


def test_a_closed_account_opens_again(staff, database):
    staff("staff", "add", "liuyang", *NAMED, "agent")
    staff("staff", "disable", "liuyang")
    assert not person(database).active
    staff("staff", "enable", "liuyang")
    assert person(database).active


def test_a_clerk_moves_on_the_day_and_not_before(staff, database, demo_city):
    units = demo_city.tables.units
    staff("staff", "add", "liuyang", *NAMED, "clerk", "--unit", "DH-ZF")
    assert staff("staff", "move", "liuyang", "--unit", "YS-ZF", "--on", "2999-05-01")[0] == 0
    clerk = person(database)
    assert actor_of(clerk, units, date(2999, 4, 30)).unit == "DH-ZF"
    assert actor_of(clerk, units, date(2999, 5, 1)).unit == "YS-ZF"
    assert "2999-05-01" in staff("staff", "list")[1]


def test_an_open_session_sees_the_new_unit_from_the_day_on(staff, database, demo_city):
    units = demo_city.tables.units
    staff("staff", "add", "liuyang", *NAMED, "clerk", "--unit", "DH-ZF")
    staff("staff", "move", "liuyang", "--unit", "YS-ZF", "--on", "2999-05-01")
    evening, morning = datetime(2999, 4, 30, 23, 59), datetime(2999, 5, 1, 0, 1)
    with database.writing() as session:
        token = open_session_of(session, known_staff(session, "liuyang"), evening).token
    with database.reading() as session:
        units_then = [
            find_actor(session, token, now, units).actor.units for now in (evening, morning)
        ]
    assert "DH-ZF" in units_then[0]
    assert "DH-ZF" not in units_then[1]
    assert "YS-ZF" in units_then[1]


def test_a_move_now_counts_at_once_and_needs_a_unit_of_the_city(staff, database):
    staff("staff", "add", "liuyang", *NAMED, "clerk", "--unit", "DH-ZF")
    assert staff("staff", "move", "liuyang", "--unit", "NOWHERE")[0] == 1
    assert staff("staff", "move", "liuyang", "--unit", "YS-ZF")[0] == 0
    assert person(database).unit == "YS-ZF"


def test_what_the_operator_did_goes_out_as_json_lines(staff):
    staff("staff", "add", "liuyang", *NAMED, "agent")
    staff("staff", "disable", "liuyang")
    lines = [json.loads(line) for line in staff("audit")[1].splitlines()]
    assert [line["kind"] for line in lines[-2:]] == ["staff_added", "staff_disabled"]
    assert all(line["actor"].startswith("os:") for line in lines[-2:])
    after = str(lines[-2]["number"])
    assert [json.loads(line) for line in staff("audit", "--after", after)[1].splitlines()] == (
        lines[-1:]
    )


def test_verify_finds_a_changed_audit_log(staff, database):
    staff("staff", "add", "liuyang", *NAMED, "agent")
    assert staff("verify")[0] == 0
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE audit_entry SET subject = 'somebody'")
    code, output = staff("verify")
    assert code == 1
    assert "审计记录" in output


def test_who_closes_or_moves_the_last_account_of_a_unit_is_warned(staff, database):
    staff("staff", "add", "liuyang", *NAMED, "clerk", "--unit", "DH-ZF")
    staff("staff", "add", "zhaomin", *NAMED, "clerk", "--unit", "DH-ZF")
    assert "无人签收" not in staff("staff", "disable", "liuyang")[1]
    assert "DH-ZF 已没有启用的账号" in staff("staff", "move", "zhaomin", "--unit", "YS-ZF")[1]
    assert "YS-ZF 已没有启用的账号" in staff("staff", "disable", "zhaomin")[1]


def test_the_last_administrator_stays(staff, database):
    staff("staff", "add", "first", *NAMED, "admin")
    staff("staff", "add", "second", *NAMED, "admin")
    assert staff("staff", "disable", "first")[0] == 0
    code, output = staff("staff", "disable", "second")
    assert (code, "最后一个启用的管理员" in output) == (1, True)
    assert person(database, "second").active


def test_sessions_end_by_command(staff, database):
    staff("staff", "add", "liuyang", *NAMED, "agent", "--program")
    with database.writing() as session:
        token = open_session_of(session, known_staff(session, "liuyang"), datetime.now()).token
    assert staff("staff", "end-sessions", "liuyang")[0] == 0
    with database.reading() as session:
        assert find_actor(session, token, datetime.now(), ()) is None


def test_a_person_is_linked_by_email_or_by_the_subject_of_a_set_provider(staff, database):
    staff("staff", "add", "liuyang", *NAMED, "agent")
    staff("staff", "add", "zhaomin", *NAMED, "agent")
    assert staff("staff", "link", "liuyang", "--email", "Liu@Example.org")[0] == 0
    assert person(database).email == "liu@example.org"
    code, output = staff("staff", "link", "zhaomin", "--email", "liu@example.org")
    assert (code, "liuyang" in output) == (1, True)
    assert "HOTLINE_OIDC_ISSUER" in staff("staff", "link", "liuyang", "--subject", "p1001")[1]
    assert staff("staff", "link", "liuyang")[0] == 1
    assert staff("staff", "link", "liuyang", "--email", "no address")[0] == 1
    assert staff("staff", "unlink", "liuyang")[0] == 0
    assert person(database).email == ""


def test_a_subject_belongs_to_one_account(staff, database, monkeypatch):
    monkeypatch.setenv("HOTLINE_OIDC_ISSUER", "https://sign-on.test")
    staff("staff", "add", "liuyang", *NAMED, "agent")
    staff("staff", "add", "zhaomin", *NAMED, "agent")
    assert staff("staff", "link", "liuyang", "--subject", "p1001")[0] == 0
    code, output = staff("staff", "link", "zhaomin", "--subject", "p1001")
    assert (code, "已关联账号“liuyang”" in output, "staff unlink liuyang" in output) == (
        1,
        True,
        True,
    )
    with database.reading() as session:
        links = links_of(session, known_staff(session, "liuyang").row_id)
    assert [(link.issuer, link.subject) for link in links] == [("https://sign-on.test", "p1001")]
    staff("staff", "unlink", "liuyang")
    assert staff("staff", "link", "zhaomin", "--subject", "p1001")[0] == 0
